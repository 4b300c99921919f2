import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { NotificationSeverity } from '#shared/model/notification.ts';
import type { OpenedNotification } from '../opened-notification.ts';
import { addressOctets, isInOneOf } from './address-prefix.ts';
import type { ClearedOnes, CompiledRule, CompiledRules, OidPattern } from './compiled-rule.ts';
import { conditionHolds } from './condition.ts';
import { Expression } from './expression.ts';
import { matchesPattern, withoutZero } from './oid-pattern.ts';
import { type RepeatWindow, RepeatWindows } from './repeat-windows.ts';
import { valueKey } from './value-key.ts';

/** What the rules make of a notification. */
export interface RuleOutcome {
  severity: NotificationSeverity;
  category?: string;
  colour?: string;
  /** Id of the rule that decided. */
  rule?: string;
  /** A person is to be told; never of one that is folded. */
  notify: boolean;
  /** It is folded into this one. */
  repeatOf?: number;
  /** Until when others of this name are folded into it, in milliseconds since the epoch. */
  window?: { name: string; until: number };
  /** By which it is found once it is to be cleared. */
  clearKey?: string;
  /** Earlier ones of the same sender that it clears. */
  clears?: { pattern: OidPattern; key: string };
}

type Judged = Pick<OpenedNotification, 'state' | 'oid' | 'varbinds' | 'v1'>;

/** Every notification that no rule knows, and what could not be accepted. */
const unknown: RuleOutcome = { severity: 'indeterminate', notify: false };
/** Notifications whose rules stay looked up; strangers can send any OID. */
const knownLimit = 4096;

interface RulesOfOid {
  candidates: readonly CompiledRule[];
  /** By which objects it can be cleared: those of the first rule that clears it. */
  cleared: ClearedOnes | undefined;
}

/** Applies rules to notifications as they come. Pure but for what it remembers of the last ones; bounded in memory. */
export class RuleBook {
  #rules: readonly CompiledRule[] = [];
  #expressions = new Map<CompiledRule, (Expression | undefined)[]>();
  readonly #byOid = new Map<string, RulesOfOid>();
  readonly #windows = new RepeatWindows();

  constructor(compiled: CompiledRules) {
    this.use(compiled);
  }

  /** Other rules from now on; what was folded stays open. */
  use({ rules }: CompiledRules): void {
    this.#rules = rules;
    this.#byOid.clear();
    this.#expressions = new Map(
      rules.map((rule) => [
        rule,
        rule.conditions.map(({ is, value }) => (is === 'matches' ? new Expression(value) : undefined)),
      ]),
    );
  }

  /** These were open when the program ended, the oldest first. */
  reopen(windows: readonly RepeatWindow[]): void {
    for (const window of windows) this.#windows.open(window);
  }

  /** Of one that came long ago: what the rules say of it by itself, without any others. */
  classify(address: string, opened: Judged): RuleOutcome {
    const { outcome, ownKey } = this.#decide(address, opened);
    return ownKey === undefined ? outcome : { ...outcome, clearKey: ownKey };
  }

  /** Of one that is stored as `id` and came `at` this time in milliseconds. To be called in the order of ids, once for each. */
  judge(id: number, at: number, address: string, opened: Judged): RuleOutcome {
    const { outcome, rule, ownKey } = this.#decide(address, opened);
    const { oid = '', varbinds } = opened;
    if (rule === undefined || varbinds === undefined)
      return ownKey === undefined ? outcome : { ...outcome, clearKey: ownKey };
    const { clears, suppress } = rule;
    const clearsKey = clears === undefined ? undefined : valueKey(clears.objects, varbinds);
    if (clears !== undefined && clearsKey !== undefined) {
      outcome.clears = { pattern: clears.pattern, key: clearsKey };
      this.#windows.clear(address, clears.pattern, clearsKey);
    }
    const values = suppress === undefined ? undefined : valueKey(suppress.objects, varbinds);
    if (suppress !== undefined && values !== undefined) {
      const name = `${rule.id} ${oid} ${address} ${values}`;
      const until = at + suppress.milliseconds;
      const folded = this.#windows.fold({ name, id, since: at, until, oid, address, clearKey: ownKey });
      if (typeof folded === 'object') return { ...outcome, notify: false, repeatOf: folded.into };
      if (folded === 'opened') outcome.window = { name, until };
    }
    if (ownKey !== undefined) outcome.clearKey = ownKey;
    return outcome;
  }

  #decide(
    address: string,
    { state, oid, varbinds, v1 }: Judged,
  ): { outcome: RuleOutcome; rule?: CompiledRule; ownKey?: string } {
    if (state !== 'accepted' || oid === undefined || varbinds === undefined) return { outcome: unknown };
    const { candidates, cleared } = this.#of(oid, v1 !== undefined);
    const rule = this.#match(candidates, address, varbinds);
    const outcome = rule === undefined ? { ...unknown } : ruled(rule);
    const canBeCleared = cleared !== undefined && outcome.severity !== 'cleared';
    const ownKey = canBeCleared ? valueKey(cleared.objects, varbinds) : undefined;
    return { outcome, ...(rule === undefined ? {} : { rule }), ...(ownKey === undefined ? {} : { ownKey }) };
  }

  #match(candidates: readonly CompiledRule[], address: string, list: VarbindList): CompiledRule | undefined {
    let octets: Uint8Array | undefined;
    return candidates.find((rule) => {
      if (rule.sender !== undefined) {
        octets ??= addressOctets(address);
        if (!isInOneOf(rule.sender, octets)) return false;
      }
      const expressions = this.#expressions.get(rule);
      return rule.conditions.every((condition, index) => conditionHolds(condition, expressions?.[index], list));
    });
  }

  /** Rules of one notification. That of SNMPv1 may be known by an OID without the zero that RFC 3584 puts into it. */
  #of(oid: string, isV1: boolean): RulesOfOid {
    const name = isV1 ? `1 ${oid}` : oid;
    const known = this.#byOid.get(name);
    if (known !== undefined) return known;
    const other = isV1 ? withoutZero(oid) : undefined;
    const isOf = (pattern: OidPattern) =>
      matchesPattern(pattern, oid) || (other !== undefined && matchesPattern(pattern, other));
    const found: RulesOfOid = {
      candidates: this.#rules.filter(({ notification }) => notification === undefined || isOf(notification)),
      cleared: this.#rules.find(({ clears }) => clears !== undefined && isOf(clears.pattern))?.clears,
    };
    if (this.#byOid.size >= knownLimit) this.#byOid.clear();
    this.#byOid.set(name, found);
    return found;
  }
}

function ruled({ id, severity, category, colour, notify }: CompiledRule): RuleOutcome {
  return {
    severity: severity ?? unknown.severity,
    ...(category === undefined ? {} : { category }),
    ...(colour === undefined ? {} : { colour }),
    rule: id,
    notify,
  };
}
