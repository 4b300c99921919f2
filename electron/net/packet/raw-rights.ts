import { accessSync, constants, readFileSync } from 'node:fs';
import type { Problem } from '#shared/problem/problem.ts';
import { chooseBackend } from './choose-backend.ts';
import type { BackendName } from './packet-backend.ts';

/** Linux capability bit, capabilities(7). */
const capNetRaw = 13n;

/** Whether this process may open raw sockets; undefined where only trying can tell. */
function hasRawRights(): boolean | undefined {
  try {
    if (process.platform === 'linux') {
      const effective = /^CapEff:\s*([0-9a-f]{1,16})$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
      return effective === undefined ? undefined : ((BigInt(`0x${effective}`) >> capNetRaw) & 1n) === 1n;
    }
    if (process.platform === 'darwin') accessSync('/dev/bpf0', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return process.platform === 'darwin' ? false : undefined;
  }
}

/**
 * A command that starts the same program as the same user, with just the rights to raw frames and to DHCP's ports; nothing is
 * installed. On Windows the page that has Npcap, where the driver decides.
 */
export function commandForRights(): string {
  if (process.platform === 'darwin') return 'sudo chown "$(whoami)" /dev/bpf*';
  if (process.platform === 'win32') return 'https://npcap.com/#download';
  const program = /[\\/]node$/.test(process.execPath) ? 'npm start' : `"${process.execPath}"`;
  const rights = '+net_raw,+net_bind_service';
  return [
    'sudo -E env "PATH=$PATH" setpriv --reuid="$(id -u)" --regid="$(id -g)" --init-groups',
    `--inh-caps=${rights} --ambient-caps=${rights} ${program}`,
  ].join(' ');
}

/** No right to raw frames, on one interface or at all. */
export function rawRightsProblem(interfaceName?: string, details?: string): Problem {
  const command = commandForRights();
  const params = interfaceName === undefined ? { command } : { interface: interfaceName, command };
  return details === undefined ? { code: 'raw-no-rights', params } : { code: 'raw-no-rights', params, details };
}

/** Whether this machine and this process can carry raw frames at all, whatever the interface. */
export function rawFrameRights(): { available: boolean; problem?: Problem } {
  const { problem } = chooseBackend();
  if (problem !== undefined) return { available: false, problem };
  if (hasRawRights() === false) return { available: false, problem: rawRightsProblem() };
  return { available: true };
}

/** What would carry raw frames in a packet process started now: `koffi` (on libpcap or Npcap) or `cap`; undefined when nothing can. */
export function rawFrameBackend(): BackendName | undefined {
  return chooseBackend().name;
}
