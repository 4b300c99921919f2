import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Namespace } from './namespace.ts';

export const serverKinds = ['dnsmasq', 'kea', 'dhcpd'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** Names for `need()`. */
export const serverPrograms: Record<ServerKind, string> = { dnsmasq: 'dnsmasq', kea: 'kea-dhcp4', dhcpd: 'dhcpd' };

export interface ServerOptions {
  /** First and last address, as last number of 10.77.0.0/24. */
  range?: readonly [number, number];
  /** Seconds. dnsmasq takes at least 120. */
  leaseTime?: number;
  /** More lines of configuration: arguments for dnsmasq, statements for dhcpd, members of "Dhcp4" for kea. */
  more?: readonly string[];
}

interface Setting extends Required<ServerOptions> {
  address: string;
  interface: string;
  folder: string;
}

interface Launch {
  file: string;
  args: string[];
  ready: RegExp;
  env?: NodeJS.ProcessEnv;
}

const maximumLog = 1 << 20;
const startLimit = 10_000;

/** A real DHCP server that runs in a namespace. */
export class DhcpServer {
  readonly kind: ServerKind;
  readonly address: string;
  readonly #child: ChildProcess;
  #log = '';
  #ended: string | undefined;

  constructor(kind: ServerKind, address: string, child: ChildProcess) {
    this.kind = kind;
    this.address = address;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        this.#log = (this.#log + text).slice(-maximumLog);
      });
    }
    child.on('error', (error) => {
      this.#ended = error.message;
    });
    child.on('exit', (code, signal) => {
      this.#ended = signal ?? `exit code ${code}`;
    });
  }

  /** Everything the server said. */
  log(): string {
    return this.#log;
  }

  /** Waits until the server has said it; fails with its log when it ends or does not within so many milliseconds. */
  async said(pattern: RegExp, timeout = 5000): Promise<void> {
    const deadline = performance.now() + timeout;
    while (!pattern.test(this.#log)) {
      const why = this.#ended ?? (performance.now() > deadline ? `did not say ${pattern} in ${timeout} ms` : undefined);
      if (why !== undefined) throw new Error(`${this.kind}: ${why}. Its log:\n${this.#log.slice(-4000)}`);
      await delay(10);
    }
  }

  async stop(): Promise<void> {
    if (this.#ended !== undefined) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    await exit;
    clearTimeout(timer);
  }

  /** Ends it at once, for use while this process exits. */
  kill(): void {
    if (this.#ended === undefined) this.#child.kill('SIGKILL');
  }
}

/** Starts a server on the namespace's interface, which has the address, and waits until it serves. */
export async function startDhcpServer(
  namespace: Namespace,
  kind: ServerKind,
  address: string,
  folder: string,
  { range = [100, 150], leaseTime = 120, more = [] }: ServerOptions = {},
): Promise<DhcpServer> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o777); // servers that give up root keep their leases here
  const setting = { range, leaseTime, more, address, folder, interface: namespace.interface };
  const { file, args, ready, env } = await launches[kind](setting);
  const child = namespace.spawn(file, args, { cwd: folder, env: { ...process.env, ...env } });
  const server = new DhcpServer(kind, address, child);
  try {
    await server.said(ready, startLimit);
  } catch (error) {
    server.kill();
    throw error;
  }
  return server;
}

const network = '10.77.0';

const launches: Record<ServerKind, (setting: Setting) => Promise<Launch>> = {
  async dnsmasq({ interface: name, address, range, leaseTime, more, folder }) {
    const args = ['--no-daemon', '--port=0', '--conf-file=/dev/null', '--bind-interfaces', '--except-interface=lo'];
    args.push(`--interface=${name}`, `--dhcp-range=${network}.${range[0]},${network}.${range[1]},${leaseTime}`);
    args.push(`--dhcp-leasefile=${join(folder, 'dnsmasq.leases')}`, '--log-dhcp', '--no-ping', '--dhcp-authoritative');
    args.push(`--dhcp-option=option:router,${address}`, '--dhcp-option=option:dns-server,192.0.2.53,192.0.2.54');
    args.push('--domain=lab.example', ...more);
    return { file: 'dnsmasq', args, ready: /sockets bound exclusively to interface/ };
  },

  async kea({ interface: name, address, range, leaseTime, more, folder }) {
    const file = join(folder, 'kea.json');
    const members = [
      `"interfaces-config": {"interfaces": ["${name}"], "dhcp-socket-type": "raw"}`,
      '"lease-database": {"type": "memfile", "persist": false}',
      `"valid-lifetime": ${leaseTime}`,
      '"calculate-tee-times": true',
      '"authoritative": true',
      `"subnet4": [{"id": 1, "subnet": "${network}.0/24", "pools": [{"pool": "${network}.${range[0]} - ${network}.${range[1]}"}],
        "option-data": [{"name": "routers", "data": "${address}"}, {"name": "domain-name", "data": "lab.example"},
          {"name": "domain-name-servers", "data": "192.0.2.53, 192.0.2.54"}]}]`,
      '"loggers": [{"name": "kea-dhcp4", "severity": "DEBUG", "debuglevel": 40, "output_options": [{"output": "stdout", "flush": true}]}]',
      ...more,
    ];
    await writeFile(file, `{"Dhcp4": {${members.join(',\n')}}}\n`);
    const env = { KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: folder, KEA_LOGGER_DESTINATION: 'stdout' };
    return { file: 'kea-dhcp4', args: ['-c', file], ready: /DHCP4_STARTED/, env };
  },

  async dhcpd({ interface: name, address, range, leaseTime, more, folder }) {
    const file = join(folder, 'dhcpd.conf');
    const leases = join(folder, 'dhcpd.leases');
    const statements = [
      'authoritative;',
      'ping-check false;',
      `default-lease-time ${leaseTime};`,
      `max-lease-time ${leaseTime};`,
      'option domain-name "lab.example";',
      'option domain-name-servers 192.0.2.53, 192.0.2.54;',
      `subnet ${network}.0 netmask 255.255.255.0 { range ${network}.${range[0]} ${network}.${range[1]}; option routers ${address}; }`,
      ...more,
    ];
    await writeFile(file, `${statements.join('\n')}\n`);
    await writeFile(leases, '');
    const args = ['-4', '-f', '-d', '-cf', file, '-lf', leases, '--no-pid', name];
    return { file: 'dhcpd', args, ready: /Server starting service/ };
  },
};
