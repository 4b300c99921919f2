import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRawPacketIo, type RawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { type DhcpServer, type ServerKind, type ServerOptions, startDhcpServer } from './dhcp-servers.ts';
import { must, Namespace } from './namespace.ts';

/** The packet process as it is in the working copy. */
export const packetProcessEntry = resolve(import.meta.dirname, '../../electron/net/packet/packet-process.ts');

export interface NetworkOptions {
  /** Namespaces for servers: with more than one, they and the client are ports of a bridge. */
  servers?: 1 | 2;
}

let count = 0;
const open = new Set<Network>();

/**
 * A network of its own: a client namespace whose interface `vethc` is up, has no address and no IPv6, and one or two server
 * namespaces whose `veths` have 10.77.0.1/24 and 10.77.0.2/24. It is taken down by `close`, at the latest when this process
 * ends; what a killed process left is removed by the next one.
 */
export async function createNetwork({ servers = 1 }: NetworkOptions = {}): Promise<Network> {
  if (count === 0) {
    removeStale();
    process.on('exit', () => {
      for (const network of open) network.abandon();
    });
  }
  const network = new Network(`pd-${process.pid}-${++count}`, servers);
  open.add(network);
  try {
    await network.build();
    return network;
  } catch (error) {
    await network.close();
    throw error;
  }
}

export class Network {
  readonly client: Namespace;
  /** The first server's namespace. */
  readonly server: Namespace;
  readonly serverNamespaces: readonly Namespace[];
  readonly #switch: Namespace | undefined;
  readonly #folder: string;
  readonly #servers = new Set<DhcpServer>();
  readonly #ios = new Set<RawPacketIo>();
  #serverCount = 0;

  constructor(prefix: string, servers: number) {
    this.client = new Namespace(`${prefix}-client`, 'vethc');
    this.server = new Namespace(`${prefix}-server1`, 'veths');
    this.serverNamespaces = [this.server, ...(servers > 1 ? [new Namespace(`${prefix}-server2`, 'veths')] : [])];
    this.#switch = servers > 1 ? new Namespace(`${prefix}-switch`, 'bridge') : undefined;
    this.#folder = mkdtempSync(join(tmpdir(), `${prefix}-`));
  }

  async build(): Promise<void> {
    const bridge = this.#switch;
    const hosts = [this.client, ...this.serverNamespaces];
    for (const { name } of bridge === undefined ? hosts : [...hosts, bridge]) await must('ip', 'netns', 'add', name);
    if (bridge === undefined) {
      await this.#connect(this.client, this.server, this.server.interface);
    } else {
      // stp_state and forward_delay: a port forwards at once.
      await bridge.ip('link', 'add', bridge.interface, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0');
      for (const [index, host] of hosts.entries()) {
        await this.#connect(host, bridge, `port${index}`);
        await bridge.ip('link', 'set', `port${index}`, 'master', bridge.interface, 'up');
      }
      await bridge.ip('link', 'set', bridge.interface, 'up');
    }
    for (const [index, host] of this.serverNamespaces.entries()) {
      await host.ip('link', 'set', 'lo', 'up');
      await host.setAddress(`${addressOf(index)}/24`);
    }
    for (const host of hosts) {
      const key = `net.ipv6.conf.${host.interface}.disable_ipv6=1`;
      await host.run('sysctl', ['-qw', key]);
      await host.ip('link', 'set', host.interface, 'up');
    }
    for (const host of hosts) await host.running();
  }

  async #connect(host: Namespace, other: Namespace, otherInterface: string): Promise<void> {
    const peer = ['peer', 'name', otherInterface, 'netns', other.name];
    await must('ip', 'link', 'add', host.interface, 'netns', host.name, 'type', 'veth', ...peer);
  }

  /** Starts a DHCP server; `on` is the index of its namespace. The second one's addresses end in 200 to 220. */
  async start(kind: ServerKind, options: ServerOptions & { on?: number } = {}): Promise<DhcpServer> {
    const { on = 0, ...rest } = options;
    const namespace = this.serverNamespaces[on];
    if (namespace === undefined) throw new Error(`There is no server namespace ${on}; createNetwork({ servers: 2 })`);
    const folder = join(this.#folder, `${kind}${++this.#serverCount}`);
    const range = rest.range ?? (on === 0 ? [100, 150] : [200, 220]);
    const server = await startDhcpServer(namespace, kind, addressOf(on), folder, { ...rest, range });
    this.#servers.add(server);
    return server;
  }

  /** Raw frames on interfaces of the client's (or another) namespace, for an engine that runs outside it. */
  packetIo(namespace: Namespace = this.client): RawPacketIo {
    const io = createRawPacketIo({ start: startChildProcess({ entry: packetProcessEntry, under: namespace.under }) });
    this.#ios.add(io);
    return io;
  }

  /** Records what passes a namespace's interface; `stop` gives the capture file, which `close` removes. */
  async capture(namespace: Namespace = this.client): Promise<{ stop(): Promise<string> }> {
    const file = join(await mkdtemp(join(this.#folder, 'capture-')), 'frames.pcap');
    const child = namespace.spawn('tcpdump', [
      '-i',
      namespace.interface,
      '-U',
      '--immediate-mode',
      '-w',
      file,
      '-Z',
      'root',
    ]);
    let words = '';
    const ended = new Promise<void>((done) => child.on('exit', () => done()));
    await new Promise<void>((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`tcpdump did not start: ${words}`)), 10_000);
      child.stderr?.on('data', (text: Buffer) => {
        words += String(text);
        if (!words.includes('listening on')) return;
        clearTimeout(timer);
        done();
      });
      child.on('error', fail);
    });
    return {
      async stop() {
        child.kill('SIGINT');
        await ended;
        return file;
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#ios].map((io) => io.close()));
    await Promise.all([...this.#servers].map((server) => server.stop()));
    for (const { name } of this.#namespaces()) removeNamespace(name);
    await rm(this.#folder, { recursive: true, force: true });
    open.delete(this);
  }

  /** The same without waiting, while the process exits. */
  abandon(): void {
    for (const server of this.#servers) server.kill();
    for (const { name } of this.#namespaces()) removeNamespace(name);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #namespaces(): Namespace[] {
    const hosts = [this.client, ...this.serverNamespaces];
    return this.#switch === undefined ? hosts : [...hosts, this.#switch];
  }
}

function addressOf(index: number): string {
  return `10.77.0.${index + 1}`;
}

/** A namespace lives as long as a process in it, so those go first. All of them were started through this file. */
function removeNamespace(name: string): void {
  const pids = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8', timeout: 5000 }).stdout ?? '';
  for (const pid of pids.split('\n').filter((line) => line !== '')) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore', timeout: 5000 });
}

/** Namespaces of test processes that are gone. */
function removeStale(): void {
  let names: string[];
  try {
    names = readdirSync('/run/netns');
  } catch {
    return;
  }
  for (const name of names) {
    const pid = /^pd-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeNamespace(name);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
