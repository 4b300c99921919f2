import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SecondInstance {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

const note = /^second-instance-\d+\.json$/;

/**
 * One instance for each user data folder. The lock is a file with the process id, the news of a second start another one:
 * the real call is synchronous, and so must this be.
 */
export function takeInstanceLock(
  folder: string,
  second: SecondInstance,
  tell: (second: SecondInstance) => void,
): boolean {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'instance-lock');
  if (!tryLock(lock)) {
    writeFileSync(join(folder, `second-instance-${process.pid}.json`), JSON.stringify(second));
    return false;
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  const read = (): void => {
    for (const name of readdirSync(folder).filter((entry) => note.test(entry))) {
      try {
        const news = JSON.parse(readFileSync(join(folder, name), 'utf8'));
        rmSync(join(folder, name));
        tell(news);
      } catch {
        // Half written: the next event brings the rest.
      }
    }
  };
  watch(folder, read).unref();
  return true;
}

function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (isAlive(holder)) return false;
    writeFileSync(lock, String(process.pid));
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
