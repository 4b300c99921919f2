import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const logFolder = join(root, 'out/logs');

/** A failure told to a person: what happened, why, what to do. */
export class SetupError extends Error {
  /** @param {{ what: string, why?: string, advice?: string, details?: string }} parts */
  constructor({ what, why, advice, details }) {
    super(what);
    this.name = 'SetupError';
    this.why = why;
    this.advice = advice;
    this.details = details;
  }
}

/** Prints a failure and sets the exit code. Anything but a SetupError is a defect of ours and keeps its stack. */
export function reportFailure(error) {
  process.exitCode = 1;
  if (!(error instanceof SetupError)) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    return;
  }
  const lines = [error.message];
  if (error.why) lines.push(`  Why:        ${error.why}`);
  if (error.advice) lines.push(`  What to do: ${error.advice}`);
  if (error.details) lines.push('', error.details);
  process.stderr.write(`${lines.join('\n')}\n`);
}

const environmentOfThisRun =
  /^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(local_prefix|ignore_scripts|global|loglevel|noproxy)$)/i;

/** The environment without what `npm run` adds, so that an npm started inside behaves as one started from a shell. */
export function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !environmentOfThisRun.test(name)));
}

/**
 * Runs a command with its output in out/logs/<log>.log.
 * @returns {Promise<{ code: number, output: string, file: string, stalled: boolean }>} never rejects for a failing command.
 */
export function runLogged(
  log,
  command,
  args,
  { cwd = root, env = plainEnvironment(), shell = false, stallSeconds } = {},
) {
  mkdirSync(logFolder, { recursive: true });
  const file = join(logFolder, `${log}.log`);
  const descriptor = openSync(file, 'w');
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...env, NO_COLOR: '1' },
      shell,
      stdio: ['ignore', descriptor, descriptor],
    });
    let stalled = false;
    let timer;
    if (stallSeconds) {
      timer = setTimeout(() => {
        stalled = true;
        child.kill('SIGKILL');
      }, stallSeconds * 1000);
    }
    const finish = (code) => {
      clearTimeout(timer);
      closeSync(descriptor);
      done({ code, output: readFileSync(file, 'utf8'), file, stalled });
    };
    child.once('error', (error) => {
      writeFileSync(file, String(error));
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** The end of a long text, for a failure message. */
export function lastLines(text, count = 20) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Hands the terminal over to a command: same streams, same exit code. Signals sent to us reach it, and we leave after it.
 * @returns {Promise<number>} its exit code; 128 + n after a signal, as a shell counts.
 */
export function handOver(command, args, { cwd = process.cwd(), env = process.env } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    // Ctrl+C reaches the whole process group; our part is to wait for the child rather than to die before it.
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const finish = (code) => {
      for (const signal of signals) process.off(signal, forward);
      done(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      finish(127);
    });
    child.once('close', (code, signal) => finish(code ?? 128 + (signalNumbers[signal] ?? 0)));
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGTERM: 15 };

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` while no other process on this clone runs its own; a lock left by a dead process is taken over. */
export async function withLock(name, work) {
  const folder = join(root, 'out');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `.${name}.lock`);
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      // Nothing can be changed here, so there is nothing to guard.
      if (error.code === 'EACCES' || error.code === 'EROFS') return work();
      if (error.code !== 'EEXIST') throw error;
    }
    let holder = Number.NaN;
    try {
      holder = Number.parseInt(readFileSync(file, 'utf8'), 10);
    } catch {
      continue; // released between our two looks
    }
    if (!Number.isNaN(holder) && !isAlive(holder)) rmSync(file, { force: true });
    else await new Promise((done) => setTimeout(done, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
