import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { startProgram } from '#test/lab/started-program.ts';
import { freePort } from '../receive/free-port.ts';

/** A real receiver of net-snmp on 127.0.0.1 and ::1. */
export interface Snmptrapd {
  readonly port: number;
  /** What it logged, one notification a line; of v1 too. */
  output(): string;
  stop(): Promise<void>;
}

/** `engine`: of the sender of traps, for which its users are known; informs are for the receiver's own. */
export async function startSnmptrapd(
  users: readonly Credentials[],
  { engine, extra = [] }: { engine: string; extra?: readonly string[] },
): Promise<Snmptrapd> {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-snmptrapd-'));
  const port = await freePort();
  mkdirSync(join(folder, 'cert_indexes'));
  writeFileSync(join(folder, 'test.conf'), [...configuration(users, engine), ...extra, ''].join('\n'));
  const said = '%V|%v|%P|%B|%N|%w.%q|%W|%T|\\n';
  const program = await startProgram({
    file: 'snmptrapd',
    args: [
      ...['-f', '-Lo', '-n', '-On', '-C', '-c', join(folder, 'test.conf')],
      ...['-F', said, `udp:127.0.0.1:${port}`, `udp6:[::1]:${port}`],
    ],
    env: { ...process.env, MIBS: '', SNMPCONFPATH: folder, SNMP_PERSISTENT_DIR: folder, LC_ALL: 'C.UTF-8' },
    ready: /NET-SNMP version/,
  });
  return {
    port,
    output: program.output,
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(users: readonly Credentials[], engine: string): string[] {
  return [
    'disableAuthorization no',
    'authCommunity log public',
    ...users.flatMap(({ user, auth, priv }) => {
      const secrets = [auth, priv].flatMap((part) =>
        part === undefined ? [] : [part.protocol.replace(/-(\d+)-C$/, '-$1-C'), `"${part.password}"`],
      );
      const level = priv !== undefined ? 'priv' : auth !== undefined ? 'auth' : 'noauth';
      return [
        ['createUser', '-e', `0x${engine}`, `"${user}"`, ...secrets].join(' '),
        ['createUser', `"${user}"`, ...secrets].join(' '),
        `authUser log "${user}" ${level}`,
      ];
    }),
  ];
}
