import type { Client } from '#shared/contract/index.ts';
import type { OptionType } from '#shared/model/dhcp-profile.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import type { OptionRow } from './handshake-draft.ts';

/** Milliseconds a person may go on typing before the engine is asked. */
const quiet = 120;

/** The options a person adds: text to bytes and back, by the engine, which knows every option's form. */
export class OptionRowsState {
  types = $state.raw<ReadonlyMap<number, OptionType>>(new Map());
  /** What bytes say in words, by code and bytes. */
  #decoded = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #client: Client;
  readonly #rows: () => readonly OptionRow[];
  readonly #save: (rows: OptionRow[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, rows: () => readonly OptionRow[], save: (rows: OptionRow[]) => void) {
    this.#client = client;
    this.#rows = rows;
    this.#save = save;
  }

  async load(): Promise<void> {
    try {
      this.types = new Map((await this.#client.dhcp.optionTypes()).map((type) => [type.code, type]));
    } catch {
      // Bytes can be typed without knowing any type.
    }
  }

  typeOf(row: OptionRow): OptionType | undefined {
    return this.types.get(Number(row.code));
  }

  /** What the bytes of a row say, once known. */
  decoded(row: OptionRow): string | undefined {
    return this.#decoded.get(keyOf(row));
  }

  add(): void {
    this.#save([...this.#rows(), { code: '', raw: false, text: '', hex: '', encoded: false }]);
  }

  remove(index: number): void {
    this.#save(this.#rows().filter((_, at) => at !== index));
  }

  /** A code, or the name of an option that has one. */
  setCode(index: number, typed: string): void {
    const named = [...this.types.values()].find(({ name }) => name.toLowerCase() === typed.trim().toLowerCase());
    this.#change(index, { code: named === undefined ? typed : String(named.code), encoded: false });
  }

  setText(index: number, text: string): void {
    this.#change(index, { text, encoded: false });
  }

  setHex(index: number, hex: string): void {
    this.#change(index, { hex });
  }

  /** From text to bytes or back. What was typed goes along where it can be read. */
  setRaw(index: number, raw: boolean): void {
    const row = this.#rows()[index];
    if (row === undefined) return;
    const text = raw ? row.text : (this.decoded(row) ?? row.text);
    this.#change(index, { raw, text, encoded: false });
  }

  /** Rows for options given as bytes, as text where text says all of it. */
  async rowsOf(options: readonly { code: number; hex: string }[]): Promise<OptionRow[]> {
    return Promise.all(
      options.map(async ({ code, hex }) => {
        const row: OptionRow = { code: String(code), raw: true, text: '', hex, encoded: false };
        const kind = this.types.get(code)?.kind;
        if (kind === undefined || kind === 'hex') return row;
        try {
          const { text, faults } = await this.#client.dhcp.decodeOption({ code, hex });
          const again = faults.length > 0 ? undefined : await this.#client.dhcp.encodeOption({ code, text });
          return again?.hex === hex ? { ...row, raw: false, text, encoded: true } : row;
        } catch {
          return row;
        }
      }),
    );
  }

  /** Reads what is not read yet: after typing, and when a draft came back. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readAll(), quiet);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #change(index: number, change: Partial<OptionRow>): void {
    this.#save(this.#rows().map((row, at) => (at === index ? { ...row, ...change } : row)));
  }

  async #readAll(): Promise<void> {
    for (const row of this.#rows()) {
      const code = Number(row.code);
      if (!Number.isInteger(code) || code < 1 || code > 254) continue;
      if (!row.raw && !row.encoded) await this.#encode(row, code);
      if (row.raw) await this.#decode(row, code);
    }
  }

  async #encode(row: OptionRow, code: number): Promise<void> {
    try {
      const { hex } = await this.#client.dhcp.encodeOption({ code, text: row.text });
      // Somebody may have typed on, or moved rows, meanwhile.
      const same = (one: OptionRow) => !one.raw && !one.encoded && one.code === row.code && one.text === row.text;
      if (this.#rows().some(same))
        this.#save(this.#rows().map((one) => (same(one) ? { ...one, hex, encoded: true } : one)));
    } catch {
      // It stays marked; the field says how it is written.
    }
  }

  async #decode(row: OptionRow, code: number): Promise<void> {
    const key = keyOf(row);
    const bytes = fromHex(row.hex);
    if (bytes === undefined || bytes.length === 0 || this.#decoded.has(key)) return;
    try {
      const { text, faults } = await this.#client.dhcp.decodeOption({ code, hex: toHex(bytes) });
      // A person types a few dozen at most; the oldest go.
      const kept = [...this.#decoded].slice(-100);
      this.#decoded = new Map([...kept, [key, [text, ...faults].filter((part) => part !== '').join(' · ')]]);
    } catch {
      // Not decoded is not shown.
    }
  }
}

function keyOf({ code, hex }: OptionRow): string {
  return `${code} ${hex}`;
}
