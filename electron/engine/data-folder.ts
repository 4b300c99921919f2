import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this person's workspace and logs are kept when nothing else is said, by each system's own custom. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Punchdown');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Punchdown');
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'punchdown');
}

export function defaultWorkspace(): string {
  return join(dataFolder(), 'workspace.punchdown');
}

export function defaultLogFolder(): string {
  return join(dataFolder(), 'logs');
}
