import { randomUUID } from 'node:crypto';
import type { Store } from '#electron/storage/store.ts';
import { type NotificationRule, notificationRuleSchema } from '#shared/model/notification-rule.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { builtInRules } from './built-in-rules.ts';
import { compileRule, compileRules, type RuleNames } from './compile-rules.ts';
import { type CompiledRules, UnreadableRule } from './compiled-rule.ts';

export type RuleToSave = Omit<NotificationRule, 'id' | 'builtIn' | 'unresolved'> & { id?: string | undefined };

/** A person's own rules; with the built-in ones no more than an order of them can name. */
const mostRules = 900;

interface RuleRow {
  id: string;
  rule: string;
}

/** The rules: a person's own as they are stored, and the built-in ones, of which only place and switch are stored once they were changed. */
export class RuleList {
  readonly #store: Store;
  readonly #names: RuleNames;
  readonly #listeners: (() => void)[] = [];

  constructor(store: Store, names: RuleNames) {
    this.#store = store;
    this.#names = names;
  }

  /** Calls back when rules, or what their names mean, may be others. */
  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** MIBs or devices changed: names may mean something else. */
  namesChanged(): void {
    for (const listener of this.#listeners) listener();
  }

  compiled(): CompiledRules {
    return compileRules(this.#all(), this.#names);
  }

  /** Of one that was there when it decided; undefined: it is no more. */
  nameOf(id: string): string | undefined {
    const builtIn = builtInRules.find((rule) => rule.id === id);
    if (builtIn !== undefined) return builtIn.name;
    const row = this.#store.prepare('SELECT rule FROM trap_rule WHERE id = ?').get(id) as { rule: string } | undefined;
    return row === undefined ? undefined : (JSON.parse(row.rule) as { name?: string }).name;
  }

  /** In the order in which they are tried. */
  list(): NotificationRule[] {
    return this.#all().map((rule) => this.#withState(rule));
  }

  /** @throws ProblemError trap-rule-unknown, trap-rule-unreadable, trap-rule-built-in, trap-too-many-rules */
  async save({ id, ...written }: RuleToSave): Promise<NotificationRule> {
    const rule: NotificationRule = { id: id ?? randomUUID(), ...written, builtIn: false };
    const builtIn = builtInRules.find((known) => known.id === rule.id);
    if (builtIn === undefined && rule.enabled) this.#check(rule);
    if (builtIn !== undefined && !isSame(builtIn, rule))
      throw new ProblemError('trap-rule-built-in', { name: builtIn.name });
    await this.#store.writer.write(() => {
      const rows = this.#rows();
      const isKnown = rows.some((row) => row.id === rule.id);
      if (builtIn !== undefined) {
        this.#placeAll();
        return this.#update(rule.id, JSON.stringify({ enabled: rule.enabled }));
      }
      if (id !== undefined && !isKnown) throw new ProblemError('trap-rule-unknown', { id });
      const { id: _id, builtIn: _builtIn, ...own } = rule;
      if (isKnown) return this.#update(rule.id, JSON.stringify(own));
      const count = rows.filter((row) => !isBuiltIn(row.id)).length;
      if (count >= mostRules) throw new ProblemError('trap-too-many-rules', { count, limit: mostRules });
      this.#insert(rule.id, 'min(position) - 1', JSON.stringify(own));
    });
    this.namesChanged();
    return this.#withState(builtIn === undefined ? rule : { ...builtIn, enabled: rule.enabled });
  }

  /** @throws ProblemError trap-rule-built-in */
  async delete(id: string): Promise<boolean> {
    const builtIn = builtInRules.find((rule) => rule.id === id);
    if (builtIn !== undefined) throw new ProblemError('trap-rule-built-in', { name: builtIn.name });
    const deleted = await this.#store.writer.write(
      () => this.#store.prepare('DELETE FROM trap_rule WHERE id = ?').run(id).changes > 0,
    );
    if (deleted) this.namesChanged();
    return deleted;
  }

  /** Those named come first, in their order; the others keep theirs. @throws ProblemError trap-rule-unknown */
  async order(ids: readonly string[]): Promise<NotificationRule[]> {
    await this.#store.writer.write(() => {
      this.#placeAll();
      const rules = this.#all();
      const unknown = ids.find((id) => !rules.some((rule) => rule.id === id));
      if (unknown !== undefined) throw new ProblemError('trap-rule-unknown', { id: unknown.slice(0, 100) });
      const move = this.#store.prepare('UPDATE trap_rule SET position = ? WHERE id = ?');
      for (const [position, id] of [...new Set([...ids, ...rules.map((rule) => rule.id)])].entries()) {
        move.run(position, id);
      }
    });
    this.namesChanged();
    return this.list();
  }

  #rows(): RuleRow[] {
    return this.#store.prepare('SELECT id, rule FROM trap_rule ORDER BY position, id').all() as RuleRow[];
  }

  #update(id: string, rule: string): void {
    this.#store.prepare('UPDATE trap_rule SET rule = ? WHERE id = ?').run(rule, id);
  }

  /** First or last. */
  #insert(id: string, position: 'min(position) - 1' | 'max(position) + 1', rule: string): void {
    this.#store
      .prepare(`INSERT INTO trap_rule (id, position, rule) SELECT ?, coalesce(${position}, 0), ? FROM trap_rule`)
      .run(id, rule);
  }

  /** Gives every built-in rule a row, so that they keep their order when one of them gets another place. */
  #placeAll(): void {
    const stored = new Set(this.#rows().map(({ id }) => id));
    for (const { id } of builtInRules) if (!stored.has(id)) this.#insert(id, 'max(position) + 1', '{}');
  }

  #all(): NotificationRule[] {
    const left = new Map(builtInRules.map((rule) => [rule.id, rule]));
    const rules = this.#rows().flatMap(({ id, rule }): NotificationRule[] => {
      const builtIn = left.get(id);
      left.delete(id);
      const stored = JSON.parse(rule) as { enabled?: boolean };
      if (builtIn !== undefined) return [{ ...builtIn, enabled: stored.enabled !== false }];
      // One that this version does not know any more, built in or of a newer program, is passed over.
      const parsed = notificationRuleSchema.safeParse({ ...stored, id, builtIn: false });
      return parsed.success ? [parsed.data] : [];
    });
    return [...rules, ...left.values()];
  }

  /** @throws ProblemError trap-rule-unreadable */
  #check(rule: NotificationRule): void {
    try {
      compileRule(rule, this.#names);
    } catch (error) {
      if (!(error instanceof UnreadableRule)) throw error;
      const value = error.value.slice(0, 200);
      throw new ProblemError('trap-rule-unreadable', { value }, `${error.field}: ${error.message}`);
    }
  }

  #withState(rule: NotificationRule): NotificationRule {
    try {
      compileRule(rule, this.#names);
      return rule;
    } catch (error) {
      if (!(error instanceof UnreadableRule)) throw error;
      return { ...rule, unresolved: `${error.field} "${error.value}": ${error.message}` };
    }
  }
}

function isBuiltIn(id: string): boolean {
  return builtInRules.some((rule) => rule.id === id);
}

function isSame(builtIn: NotificationRule, { name, match, actions }: NotificationRule): boolean {
  const { id: _id, enabled: _enabled, ...known } = notificationRuleSchema.parse(builtIn);
  const { id: _own, enabled: _on, ...other } = notificationRuleSchema.parse({ ...builtIn, name, match, actions });
  return JSON.stringify(known) === JSON.stringify(other);
}
