import { shorten } from '#electron/wire/text.ts';
import { type Finding, type FindingCode, findingSeverities, findings } from '#shared/model/finding.ts';
import type { JudgedPacket } from './exchange.ts';
import { rfcRules } from './rfc-rules.ts';

/** Findings of one verdict; more would hide what matters. */
const findingsLimit = 100;
/** Findings of one code that stand apart; the rest is counted with the first of them. */
const perCodeLimit = 6;
/** Texts from the wire are cut to this many characters. */
const textLimit = 200;

export interface Evidence {
  /** What it rests on; absent when that never came. */
  packet?: JudgedPacket | undefined;
  field?: string | undefined;
  params?: Finding['params'];
  /** The same code with the same key is the same finding seen once more. */
  key?: string;
}

interface Held {
  finding: Finding;
  count: number;
}

/** Gathers findings, folds repeats into one with a count, and keeps their number bounded. */
export class FindingCollector {
  readonly #held = new Map<string, Held>();
  readonly #first = new Map<FindingCode, Held[]>();

  add(code: FindingCode, { packet, field, params = {}, key = '' }: Evidence = {}): void {
    const id = `${code} ${key}`;
    const known = this.#held.get(id);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const ofCode = this.#first.get(code) ?? [];
    const [first] = ofCode;
    if (first !== undefined && ofCode.length >= perCodeLimit) {
      first.count++;
      return;
    }
    const finding: Finding = { code, severity: findings[code], params: bounded(params), rule: rfcRules[code] };
    if (packet !== undefined) finding.event = packet.index;
    if (field !== undefined) finding.field = field;
    const held = { finding, count: 1 };
    this.#held.set(id, held);
    this.#first.set(code, [...ofCode, held]);
  }

  /** Errors first, then by packet; what rests on no packet leads its severity. */
  take(): Finding[] {
    const order = (finding: Finding) => findingSeverities.indexOf(finding.severity);
    return [...this.#held.values()]
      .map(({ finding, count }) =>
        // A rule that counts for itself knows better than the folding does.
        finding.params.count === undefined ? { ...finding, params: { ...finding.params, count } } : finding,
      )
      .sort((a, b) => order(a) - order(b) || (a.event ?? -1) - (b.event ?? -1))
      .slice(0, findingsLimit);
  }
}

function bounded(params: Finding['params']): Finding['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? shorten(value, textLimit) : value,
    ]),
  );
}
