import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Store } from '#electron/storage/store.ts';
import type { DeviceAddresses } from '../device-addresses.ts';
import { notificationName } from './notification-name.ts';
import { idRange, nextTurn, Width } from './scan.ts';
import { type StoredPdus, tellingVarbinds } from './stored-pdus.ts';

/** Where a word of a filter can be meant other than by a row's own text. */
export interface WordMeaning {
  /** OIDs of notifications in whose name, or in that of one of their objects, it is. */
  notifications: ReadonlySet<string>;
  /** Of saved devices with it in their name. */
  addresses: ReadonlySet<string>;
  /** Values of enumerations whose label has it. */
  labels?: { notifications: ReadonlySet<string>; expression: RegExp };
}

interface KnownNotification {
  /** OIDs of objects, as they came. */
  objects: Set<string>;
  samples: number;
  /** Made of the registry: names in lower case, and labels with the column and the number that they stand for. */
  words?: { names: string; labels: { label: string; column: string; value: number }[] };
}

/** Notifications whose names are looked at: strangers can send any OID. Of each as many are read as it takes to know its objects. */
const mostNotifications = 5000;
const mostSamples = 2;
const mostObjects = 30;
/** Objects with a label in one search. */
const mostLabels = 100;

/** Which notifications are stored, and what they and their objects are called: what words of a filter are looked up in. */
export class Vocabulary {
  readonly #store: Store;
  readonly #objects: ObjectRegistry;
  readonly #pdus: StoredPdus;
  readonly #devices: Pick<DeviceAddresses, 'all'>;
  readonly #known = new Map<string, KnownNotification>();
  readonly #width = new Width();
  /** All below it were looked at. */
  #next = 0;
  #unnamed = false;
  /** Counts what was learned: an earlier meaning may have become too narrow for what came since. */
  version = 0;

  constructor(store: Store, objects: ObjectRegistry, pdus: StoredPdus, devices: Pick<DeviceAddresses, 'all'>) {
    this.#store = store;
    this.#objects = objects;
    this.#pdus = pdus;
    this.#devices = devices;
  }

  /** MIBs changed: everything may be called something else. */
  namesChanged(): void {
    for (const known of this.#known.values()) delete known.words;
    this.#unnamed = true;
    this.version++;
  }

  /** Looks at what came since the last time, in slices. @throws the signal's reason */
  async ready(signal: AbortSignal): Promise<void> {
    const range = idRange(this.#store);
    if (range === undefined) return;
    this.#next = Math.max(this.#next, range.least);
    while (this.#next <= range.greatest) {
      const learned = this.#width.during(() => this.#look(range.greatest));
      for (const { oid, id } of learned) {
        if (this.#learn(oid, id)) await nextTurn(signal);
      }
      if (this.#next <= range.greatest) await nextTurn(signal);
    }
    if (!this.#unnamed) return;
    let count = 0;
    for (const [oid, known] of this.#known) {
      known.words ??= this.#name(oid, known);
      if (++count % 200 === 0) await nextTurn(signal);
    }
    this.#unnamed = false;
  }

  meaning(word: string): WordMeaning {
    const notifications = new Set<string>();
    const labelled = new Set<string>();
    const values = new Map<string, Set<number>>();
    for (const [oid, { words }] of this.#known) {
      if (words?.names.includes(word)) notifications.add(oid);
      for (const { label, column, value } of words?.labels ?? []) {
        if (!label.includes(word) || (values.size >= mostLabels && !values.has(column))) continue;
        labelled.add(oid);
        values.set(column, (values.get(column) ?? new Set()).add(value));
      }
    }
    const devices = this.#devices.all().filter(({ device }) => device.name.toLowerCase().includes(word));
    const addresses = new Set(devices.flatMap((known) => known.addresses.map((address) => address.toLowerCase())));
    if (values.size === 0) return { notifications, addresses };
    return { notifications, addresses, labels: { notifications: labelled, expression: expressionOf(values) } };
  }

  #look(last: number): { oid: string; id: number }[] {
    const high = Math.min(this.#next + this.#width.ids, last + 1);
    const found = this.#store
      .prepare(
        `SELECT oid, max(id) AS id FROM notification NOT INDEXED
         WHERE id >= ? AND id < ? AND oid IS NOT NULL GROUP BY oid`,
      )
      .all(this.#next, high) as { oid: string; id: number }[];
    this.#next = high;
    return found.slice(0, mostNotifications);
  }

  /** Gives whether it took the time to read one. */
  #learn(oid: string, id: number): boolean {
    let known = this.#known.get(oid);
    if (known === undefined) {
      if (this.#known.size >= mostNotifications) return false;
      known = { objects: new Set(), samples: 0 };
      this.#known.set(oid, known);
    } else if (known.samples >= mostSamples) return false;
    known.samples++;
    const pdu = this.#pdus.read(id);
    if (pdu !== undefined) {
      for (const place of tellingVarbinds(pdu)) {
        if (known.objects.size >= mostObjects) break;
        known.objects.add(pdu.varbinds.oid(place));
      }
    }
    known.words = this.#name(oid, known);
    this.version++;
    return true;
  }

  #name(oid: string, { objects }: KnownNotification): NonNullable<KnownNotification['words']> {
    const names = new Set<string>([notificationName(this.#objects, oid) ?? '']);
    const labels: { label: string; column: string; value: number }[] = [];
    const columns = new Set<string>();
    for (const object of objects) {
      const found = this.#objects.find(object)?.object;
      if (found === undefined || (found.kind !== 'column' && found.kind !== 'scalar') || columns.has(found.oid))
        continue;
      columns.add(found.oid);
      names.add(found.name);
      if (found.syntax?.meaning === 'bits') continue;
      for (const [value, label] of found.syntax?.labels ?? [])
        labels.push({ label: label.toLowerCase(), column: found.oid, value });
    }
    return { names: [...names].join('\n').toLowerCase(), labels };
  }
}

/** An instance of one of the columns with one of its numbers behind it, as the text of a row has them. */
function expressionOf(values: ReadonlyMap<string, ReadonlySet<number>>): RegExp {
  const objects = [...values].map(
    ([column, numbers]) => `${column.replaceAll('.', '\\.')}\\.[0-9.]+ (?:${[...numbers].join('|')})`,
  );
  return new RegExp(` (?:${objects.join('|')})(?: |$)`);
}
