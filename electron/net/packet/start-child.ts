import { spawn } from 'node:child_process';
import type {
  FromPacketProcess,
  PacketProcess,
  StartPacketProcess,
  ToPacketProcess,
} from './packet-process-protocol.ts';

export interface StartChildOptions {
  /** The packet process's script: packet-process.ts, or its bundle. */
  entry: string;
  /** Program and arguments to run Node under: `['ip', 'netns', 'exec', name]`, say. */
  under?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** The end of what a process said on standard error is kept up to this many characters. */
const keptError = 4096;

/** Starts packet processes as children of a plain Node host. */
export function startChildProcess({ entry, under = [], env = process.env }: StartChildOptions): StartPacketProcess {
  return () => {
    const [program, ...args] = [...under, process.execPath, '--disable-warning=ExperimentalWarning', entry];
    const child = spawn(program ?? process.execPath, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      // Options for our own Node (an inspector's port, a test runner's hooks) are not meant for the child.
      env: { ...env, NODE_OPTIONS: '' },
    });

    let standardError = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      standardError = (standardError + text).slice(-keptError);
    });

    let exit: string | undefined;
    const exitListeners: ((reason: string, standardError: string) => void)[] = [];
    const exited = (reason: string) => {
      if (exit !== undefined) return;
      exit = reason;
      for (const listener of exitListeners.splice(0)) listener(reason, standardError);
    };
    child.on('error', (error) => {
      // Also raised for a message that could not be sent to a dying process: its exit follows by itself.
      if (child.pid === undefined) exited(error.message);
    });
    // Not 'exit': the last words on standard error may come after it.
    child.on('close', (code, signal) => exited(signal ?? `exit code ${code}`));

    const running: PacketProcess = {
      pid: child.pid,
      post(message: ToPacketProcess) {
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage(listener) {
        child.on('message', (message) => listener(message as FromPacketProcess));
      },
      onExit(listener) {
        if (exit === undefined) exitListeners.push(listener);
        else listener(exit, standardError);
      },
      kill() {
        child.kill('SIGKILL');
      },
    };
    return running;
  };
}
