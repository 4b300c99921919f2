import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '#shared/contract/index.ts';
import type { SnmpObject } from '#shared/contract/snmp.ts';

/** What a written name or number stands for. */
export interface KnownObject {
  oid: string;
  name?: string | undefined;
  object?: SnmpObject | undefined;
}

/** Milliseconds a person may go on typing before the engine is asked. */
const quiet = 150;
/** What can be asked for: notifications come by themselves. */
const asked: SnmpObject['kind'][] = ['scalar', 'table', 'entry', 'column', 'node'];
/** Answers kept; then all are forgotten, which costs a question each. */
const answersKept = 500;

/** Completes names of objects and knows their definitions. */
export class ObjectLookup {
  readonly #client: Client;
  readonly #known = new SvelteMap<string, KnownObject | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #search = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** What a text stands for, once the engine has said so; undefined until then, and for what is no object. */
  of(text: string): KnownObject | undefined {
    return this.#known.get(text.trim()) ?? undefined;
  }

  /** The engine was asked and knows nothing of that name. */
  isUnknown(text: string): boolean {
    return this.#known.get(text.trim()) === null;
  }

  /** Asks what a text stands for; a failed call is as good as no answer. */
  async resolve(text: string): Promise<void> {
    const oid = text.trim();
    if (oid === '' || this.#known.has(oid)) return;
    if (this.#known.size >= answersKept) this.#known.clear();
    try {
      this.#known.set(oid, await this.#client.snmp.resolve({ oid }));
    } catch {
      this.#known.set(oid, null);
    }
  }

  /** Objects that have what is typed, after a moment's quiet; only the last question is answered. */
  async search(text: string): Promise<SnmpObject[] | undefined> {
    const turn = ++this.#search;
    clearTimeout(this.#timer);
    await new Promise<void>((done) => {
      this.#timer = setTimeout(done, quiet);
    });
    if (turn !== this.#search) return undefined;
    try {
      const found = await this.#client.snmp.objects({ search: text.trim(), count: 30, kinds: asked });
      return turn === this.#search ? found : undefined;
    } catch {
      return turn === this.#search ? [] : undefined;
    }
  }
}

/** What is put into the field for an object: a scalar has the one instance .0, a column wants its index typed. */
export function completed({ name, kind }: Pick<SnmpObject, 'name' | 'kind'>): string {
  if (kind === 'scalar') return `${name}.0`;
  return kind === 'column' ? `${name}.` : name;
}

/** What an object's definition says of its value, on one line: "INTEGER up(1), down(2) · read-write". */
export function definitionText({ object }: KnownObject): string | undefined {
  if (object === undefined) return undefined;
  const labels = Object.entries(object.labels ?? {});
  const shown = labels.slice(0, 8).map(([label, value]) => `${label}(${value})`);
  if (labels.length > shown.length) shown.push('…');
  const value = [object.syntax, shown.join(', '), object.unit].filter(Boolean).join(' ');
  return [value, object.access].filter(Boolean).join(' · ') || undefined;
}
