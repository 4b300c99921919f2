import type { Device, Profile } from '#shared/contract/devices.ts';
import type { Client } from '#shared/contract/index.ts';
import type { SnmpObject } from '#shared/contract/snmp.ts';
import type { NotificationType, SendResult } from '#shared/model/notification-send.ts';
import type { Credentials, SnmpVersion } from '#shared/model/snmp-target.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { emptyVarbind, type VarbindDraft } from '../../app/varbind-draft.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { parseSend, readSendDraft, type SendDraft } from './send-draft.ts';

/** What every receiver takes that asks for none in particular. */
const usualCredentials: Credentials = { version: '2c', community: 'public' };

/** The form that sends notifications, and what became of the last one. It needs no browser. */
export class SendState extends RunningCall {
  draft = $state.raw<SendDraft>(readSendDraft({}));
  /** Credentials that are in no profile. They live as long as the page and are kept nowhere. */
  typed = $state.raw<Credentials>(usualCredentials);
  devices = $state.raw<readonly Device[]>([]);
  profiles = $state.raw<readonly Profile[]>([]);
  /** Faults are shown only after somebody tried to send. */
  tried = $state(false);
  result = $state.raw<SendResult>();
  problem = $state.raw<Problem>();

  readonly parsed: ReturnType<typeof parseSend> = $derived(parseSend(this.draft, this.typed));
  readonly device: Device | undefined = $derived(this.devices.find(({ id }) => id === this.draft.device));
  readonly profile: Profile | undefined = $derived.by(() => {
    const { credentials } = this.draft;
    const id = credentials === 'saved' ? this.device?.profile : credentials;
    return this.profiles.find((profile) => profile.id === id);
  });
  readonly version: SnmpVersion = $derived(
    this.draft.credentials === 'typed' ? this.typed.version : (this.profile?.version ?? '2c'),
  );

  readonly #client: Client;
  /** Called with the exchange that is about to begin. */
  readonly #onbegin: (exchange: string) => void;
  readonly #save: () => void;
  #touched = false;

  constructor(client: Client, onbegin: (exchange: string) => void = () => {}, save: () => void = () => {}) {
    super();
    this.#client = client;
    this.#onbegin = onbegin;
    this.#save = save;
  }

  /** Takes what was kept, unless somebody typed meanwhile. */
  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readSendDraft(kept);
  }

  async refresh(): Promise<void> {
    await this.#do(async () => {
      [this.devices, this.profiles] = await Promise.all([this.#client.devices.list(), this.#client.devices.profiles()]);
      const { device, credentials } = this.draft;
      // What was chosen is there no more.
      if (device !== '' && this.device === undefined) this.set({ device: '' });
      if (credentials !== 'typed' && this.profile === undefined) this.set({ credentials: 'typed' });
    });
  }

  set(fields: Partial<SendDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save();
  }

  /** A saved device, with its profile; empty: the address. */
  chooseDevice(id: string): void {
    const device = this.devices.find((one) => one.id === id);
    const { credentials } = this.draft;
    if (device === undefined) this.set({ device: '', credentials: credentials === 'saved' ? 'typed' : credentials });
    else this.set({ device: id, credentials: device.profile === undefined ? credentials : 'saved' });
  }

  /** To a receiver of this program. */
  toHere(port: number): void {
    this.set({ device: '', address: '127.0.0.1', port: String(port) });
  }

  /** Fills in what the notification carries, in its order: a scalar at .0, what is in a table at a row to be changed. */
  async choose({ name, objects }: NotificationType): Promise<void> {
    this.set({ notification: name });
    const known = await Promise.all(objects.map(({ name: object, oid = object }) => this.#about(oid)));
    let varbinds: readonly VarbindDraft[] = [];
    for (const [at, object] of objects.entries()) {
      const oid = `${object.name}.${known[at]?.kind === 'scalar' ? 0 : 1}`;
      varbinds = [...varbinds, emptyVarbind(varbinds, { oid, value: exampleOf(object) })];
    }
    this.set({ varbinds: varbinds.length > 0 ? varbinds : [emptyVarbind([])] });
  }

  addVarbind(): void {
    this.set({ varbinds: [...this.draft.varbinds, emptyVarbind(this.draft.varbinds)] });
  }

  /** An instance that is changed is that of the others too which had the same: they are about one thing. */
  changeVarbind(key: number, fields: Partial<Omit<VarbindDraft, 'key'>>): void {
    const before = this.draft.varbinds.find((varbind) => varbind.key === key);
    const [object, old] = splitInstance(before?.oid ?? '');
    const [changed, instance] = splitInstance(fields.oid ?? '');
    const follows = old !== '' && instance !== '' && object === changed && old !== instance;
    this.set({
      varbinds: this.draft.varbinds.map((varbind) => {
        if (varbind.key === key) return { ...varbind, ...fields };
        const [other, itsInstance] = splitInstance(varbind.oid);
        return follows && itsInstance === old ? { ...varbind, oid: `${other}.${instance}` } : varbind;
      }),
    });
  }

  removeVarbind(key: number): void {
    const varbinds = this.draft.varbinds.filter((varbind) => varbind.key !== key);
    this.set({ varbinds: varbinds.length > 0 ? varbinds : [emptyVarbind([])] });
  }

  /** Somebody was sent here with a notification by name or OID, or to send a stored one again. */
  async arrive({ notification, again }: Readonly<Record<string, unknown>>): Promise<void> {
    if (typeof again === 'number') await this.#compose(again);
    else if (typeof notification === 'string') {
      await this.#do(async () => {
        const found = await this.#client.traps.types({ search: notification, count: 20 });
        const type = found.find(({ name, oid }) => name === notification || oid === notification);
        if (type === undefined) this.set({ notification });
        else await this.choose(type);
      });
    }
  }

  /** Sends what is typed, if it can be. */
  async send(): Promise<void> {
    this.tried = true;
    const { input } = this.parsed;
    if (input === undefined || this.phase !== 'idle') return;
    const exchange = crypto.randomUUID();
    this.result = undefined;
    this.#onbegin(exchange);
    await this.#do(() =>
      this.whileRunning(async (signal) => {
        try {
          this.result = await this.#client.traps.send({ ...input, exchange }, { signal });
        } catch (thrown) {
          if (!signal.aborted) throw thrown;
        }
      }),
    );
  }

  /** A failed call is as good as no answer. */
  async #about(oid: string): Promise<SnmpObject | undefined> {
    try {
      return (await this.#client.snmp.resolve({ oid })).object;
    } catch {
      return undefined;
    }
  }

  async #compose(id: number): Promise<void> {
    await this.#do(async () => {
      const { kind, notification, varbinds, uptime } = await this.#client.traps.compose({ id });
      this.set({
        kind,
        notification,
        uptime: uptime === undefined ? '' : String(uptime),
        varbinds:
          varbinds.length === 0
            ? [emptyVarbind([])]
            : varbinds.map(({ oid, type, value, hex }, at) => ({
                ...{ key: at + 1, oid, type: type ?? '', hex },
                value: String(value),
              })),
      });
      this.result = undefined;
    });
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (problem.code !== 'connection-lost') this.problem = problem;
    }
  }
}

/** A value to begin with, so that what was chosen can be sent as it is. */
function exampleOf({ syntax = '', labels }: NotificationType['objects'][number]): string {
  const [first] = Object.entries(labels ?? {}).toSorted(([, left], [, right]) => left - right);
  if (first !== undefined) return first[0];
  if (syntax === 'IpAddress') return '0.0.0.0';
  if (/IDENTIFIER|RowPointer|AutonomousType|VariablePointer/.test(syntax)) return '0.0';
  return /^(INTEGER|Integer32|Unsigned32|Counter\d*|Gauge\d*|TimeTicks|TimeStamp|InterfaceIndex.*)$/.test(syntax)
    ? '1'
    : '';
}

/** "ifIndex.3" is ifIndex at 3; a number has no instance of its own. */
function splitInstance(oid: string): [object: string, instance: string] {
  const found = /^([A-Za-z][\w:-]*)\.([\d.]+)$/.exec(oid.trim());
  return found === null ? [oid, ''] : [found[1] ?? '', found[2] ?? ''];
}
