import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthProtocol, PrivProtocol } from '#shared/model/snmp-target.ts';
import { programFile } from './need.ts';

export interface SnmpdUser {
  name: string;
  auth?: { protocol: AuthProtocol; password: string };
  /** Debian's net-snmp has no 3DES. */
  priv?: { protocol: Exclude<PrivProtocol, '3DES'>; password: string };
  /** Default: read and write, at no less than the level that its keys allow. */
  access?: 'read-only' | 'read-write';
}

export interface SnmpdOptions {
  users?: readonly SnmpdUser[];
  /** Read and write; those that may only read go into `extraConfig` ("rocommunity public"). */
  communities?: readonly string[];
  /** On ::1 too. */
  ipv6?: boolean;
  /** More lines of snmpd.conf. */
  extraConfig?: string | readonly string[];
}

const startLimit = 15_000;
const maximumLog = 1 << 20;
const running = new Set<Snmpd>();

/** A real agent of net-snmp on a loopback port. It is gone when it is stopped, at the latest when this process ends. */
export class Snmpd {
  /** On 127.0.0.1. */
  readonly port: number;
  /** `ipv6`: on ::1. */
  readonly ports: { ipv4: number; ipv6?: number };
  /** For snmpget and the like: no MIBs, and no configuration but what is in the agent's own folder. */
  readonly env: NodeJS.ProcessEnv;
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #log = '';

  constructor(folder: string, ports: { ipv4: number; ipv6?: number }) {
    this.#folder = folder;
    this.port = ports.ipv4;
    this.ports = ports;
    // snmpd counts its starts (engineBoots) only when its state is in the folder its configuration comes from.
    this.env = { ...process.env, MIBS: '', SNMPCONFPATH: folder, SNMP_PERSISTENT_DIR: folder };
  }

  /** Everything the agent said. */
  log(): string {
    return this.#log;
  }

  async start(): Promise<void> {
    const file = programFile('snmpd');
    if (file === undefined) throw new Error('snmpd is not installed');
    const child = spawn(file, ['-f', '-Lo', '-c', join(this.#folder, 'test.conf')], {
      cwd: this.#folder,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#log = (this.#log + text).slice(-maximumLog);
      });
    }
    let ended: string | undefined;
    child.on('error', (error) => {
      ended = error.message;
    });
    child.on('exit', (code, signal) => {
      ended = signal ?? `exit code ${code}`;
    });
    running.add(this);
    const deadline = performance.now() + startLimit;
    while (!(await answers(this.port))) {
      if (ended === undefined && performance.now() < deadline) continue;
      this.kill();
      throw new Error(`snmpd: ${ended ?? 'no answer'}. Its log:\n${this.#log.slice(-4000)}`);
    }
  }

  /** Ends it and starts it again on the same ports: the same engine, booted once more. */
  async restart(): Promise<void> {
    await this.#end();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    running.delete(this);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await exit;
    clearTimeout(timer);
  }

  /** Ends it at once, for use while this process exits. */
  kill(): void {
    running.delete(this);
    this.#child?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

process.on('exit', () => {
  for (const snmpd of running) snmpd.kill();
});

/** Starts net-snmp's agent on free ports with a state of its own, and waits until it answers. */
export async function startSnmpd(options: SnmpdOptions = {}): Promise<Snmpd> {
  const folder = await mkdtemp(join(tmpdir(), 'punchdown-snmpd-'));
  const ipv4 = await freePort('udp4');
  const ports = options.ipv6 ? { ipv4, ipv6: await freePort('udp6') } : { ipv4 };
  const snmpd = new Snmpd(folder, ports);
  try {
    await mkdir(join(folder, 'cert_indexes')); // else the tools say that they make it
    await writeFile(join(folder, 'test.conf'), configuration(ports, options));
    await snmpd.start();
    return snmpd;
  } catch (error) {
    await snmpd.stop();
    throw error;
  }
}

function configuration(
  ports: { ipv4: number; ipv6?: number },
  { users = [], communities = [], extraConfig = [] }: SnmpdOptions,
): string {
  const addresses = [`udp:127.0.0.1:${ports.ipv4}`, ...(ports.ipv6 === undefined ? [] : [`udp6:[::1]:${ports.ipv6}`])];
  const lines = [
    `agentAddress ${addresses.join(',')}`,
    'dontLogTCPWrappersConnects yes',
    ...communities.map((community) => `rwcommunity "${community}"`),
    ...(ports.ipv6 === undefined ? [] : communities.map((community) => `rwcommunity6 "${community}"`)),
    ...users.flatMap(userLines),
    ...(typeof extraConfig === 'string' ? [extraConfig] : extraConfig),
  ];
  return `${lines.join('\n')}\n`;
}

function userLines({ name, auth, priv, access = 'read-write' }: SnmpdUser): string[] {
  const secrets = [auth, priv].flatMap((part) =>
    part === undefined ? [] : [`${part.protocol} ${quoted(part.password)}`],
  );
  const level = priv !== undefined ? 'priv' : auth !== undefined ? 'auth' : 'noauth';
  return [
    ['createUser', quoted(name), ...secrets].join(' '),
    `${access === 'read-only' ? 'rouser' : 'rwuser'} ${quoted(name)} ${level}`,
  ];
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A port that was free a moment ago, below those that systems give to sockets by themselves. */
async function freePort(type: 'udp4' | 'udp6'): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const socket = createSocket(type);
    const free = new Promise<boolean>((resolve, reject) => {
      socket.on('listening', () => resolve(true));
      socket.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code === 'EADDRINUSE') resolve(false);
        else reject(new Error(`No port on loopback: ${code}`));
      });
    });
    socket.bind(port, type === 'udp4' ? '127.0.0.1' : '::1');
    try {
      if (await free) return port;
    } finally {
      await closed(socket);
    }
  }
}

async function closed(socket: Socket): Promise<void> {
  const close = once(socket, 'close');
  socket.close();
  await close;
}

/** A request for an engine ID (RFC 3414 section 4), which every agent answers whatever its users are. */
const discovery = Buffer.from(
  '3038020103300e020101020300ffe30401040201030410300e0400020100020100040004000400' +
    '301104000400a00b0201010201000201003000',
  'hex',
);

/** Whether an agent answers on the port of 127.0.0.1 within a moment. */
async function answers(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    const answer = new Promise<boolean>((resolve) => {
      socket.on('message', () => resolve(true));
      socket.on('error', () => resolve(false));
    });
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.send(discovery);
    if (await Promise.race([answer, delay(100, false)])) return true;
    await delay(10);
    return false;
  } finally {
    await closed(socket);
  }
}
