import type { Clock } from '#electron/net/clock.ts';
import type { OpenLoopbackPort } from '#electron/net/udp/loopback-port.ts';
import type { LabDestination, LabLinks } from '#shared/contract/lab.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { InterfaceTurn, LabInterfaces } from './interface-objects.ts';
import { interfaceStatus } from './interface-state.ts';
import { libraryUsers } from './lab-users.ts';
import type { LibraryUser, NetSnmp } from './net-snmp-library.ts';
import { sendLinkNotification } from './notification-session.ts';
import type { LabEngine } from './security-reports.ts';

type Kind = LabLinks['devices'][number]['kind'];
type Told = LabLinks['notifications'][number];

export interface LinkedDevice {
  kind: Kind;
  links: LabInterfaces;
  engine: LabEngine;
  uptime(): number;
}

export interface LinksNeed {
  library: NetSnmp;
  openPort: OpenLoopbackPort;
  clock: Clock;
  onChanged(): void;
}

const remembered = 50;
/** Informs under way at a time; each has a socket. */
const mostWaiting = 50;
/** What net-snmp says of an inform that nobody answered. */
const timedOut = 'Request timed out';

/** Interfaces of the simulated devices, and what the devices tell of them. */
export class LabLinksState {
  readonly #need: LinksNeed;
  readonly #devices: readonly LinkedDevice[];
  readonly #users: ReadonlyMap<string, LibraryUser>;
  readonly #usualUser: string | undefined;
  readonly #told: Told[] = [];
  readonly #waiting = new Set<Promise<void>>();
  readonly #end = new AbortController();
  #destination: LabDestination | undefined;
  #number = 0;

  constructor(need: LinksNeed, devices: readonly LinkedDevice[]) {
    this.#need = need;
    this.#devices = devices;
    const users = libraryUsers(need.library);
    this.#users = new Map(users.map((user) => [user.name, user]));
    this.#usualUser = users.find(({ privKey }) => privKey !== undefined)?.name;
    for (const device of devices) device.links.onTurn = (turn) => this.#turned(device, turn);
  }

  get(): LabLinks {
    return {
      devices: this.#devices.map(({ kind, links }) => ({
        kind,
        interfaces: links.list().map(({ index, name, alias, admin, oper }) => ({
          ...{ index, name, alias },
          admin: admin === interfaceStatus.up,
          oper: oper === interfaceStatus.up,
        })),
      })),
      ...(this.#destination === undefined ? {} : { destination: this.#destination }),
      notifications: this.#told.map((told) => ({ ...told })),
    };
  }

  /** @throws ProblemError input-invalid for a device or an interface that is not there */
  setInterface(kind: Kind, name: string, isUp: boolean): void {
    const device = this.#devices.find((one) => one.kind === kind);
    if (!device?.links.set(name, isUp, device.uptime())) {
      throw new ProblemError('input-invalid', { field: 'interface', reason: `the ${kind} has no interface ${name}` });
    }
    this.#need.onChanged();
  }

  /** @throws ProblemError input-invalid for a user who is none of the lab's */
  setDestination(destination: LabDestination | undefined): void {
    if (destination?.version !== '3') this.#destination = destination;
    else {
      const { user = this.#usualUser ?? '' } = destination;
      if (!this.#users.has(user)) {
        throw new ProblemError('input-invalid', { field: 'destination.user', reason: `the lab has no user ${user}` });
      }
      this.#destination = { ...destination, user };
    }
    this.#need.onChanged();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#destination = undefined;
    this.#end.abort();
    await Promise.all(this.#waiting);
  }

  #turned(device: LinkedDevice, turn: InterfaceTurn): void {
    const destination = this.#destination;
    this.#need.onChanged();
    if (destination === undefined) return;
    const { kind, version, port } = destination;
    const told: Told = {
      id: ++this.#number,
      at: this.#need.clock.now(),
      device: device.kind,
      interface: turn.name,
      name: turn.oper === interfaceStatus.up ? 'linkUp' : 'linkDown',
      ...{ kind, version, port },
      state: kind === 'inform' ? 'waiting' : 'sent',
    };
    this.#told.unshift(told);
    this.#told.length = Math.min(this.#told.length, remembered);
    if (this.#waiting.size >= mostWaiting) {
      told.state = 'failed';
      told.reason = `${mostWaiting} others are under way`;
      return;
    }
    const sending = this.#send(device, destination, turn, told).finally(() => {
      this.#waiting.delete(sending);
      this.#need.onChanged();
    });
    this.#waiting.add(sending);
  }

  async #send(device: LinkedDevice, destination: LabDestination, turn: InterfaceTurn, told: Told): Promise<void> {
    const { library, openPort } = this.#need;
    const { engine } = device;
    const need = { library, openPort, engine, uptime: device.uptime(), destination, signal: this.#end.signal };
    const user = this.#users.get(destination.user ?? '');
    const reason = await sendLinkNotification({ ...need, user }, turn).catch(String);
    if (reason === undefined) told.state = told.kind === 'inform' ? 'acknowledged' : 'sent';
    else {
      told.state = reason === timedOut ? 'unanswered' : 'failed';
      told.reason = reason;
    }
  }
}
