import type { Client } from '#shared/contract/index.ts';
import type { NotificationRule } from '#shared/model/notification-rule.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { draftOf, newRule, type RuleDraft, type RuleToSave } from './rule-draft.ts';

/** The rules in the order in which they are tried, and what is being done with them. It needs no browser. */
export class RulesState extends RunningCall {
  /** Undefined until the engine answered. */
  rules = $state.raw<readonly NotificationRule[]>();
  problem = $state.raw<Problem>();
  /** The rule the keyboard stands on. */
  selected = $state<string | number>();
  /** What is open in the dialog. */
  editing = $state.raw<RuleDraft>();
  deleting = $state.raw<NotificationRule>();

  readonly #client: Client;
  /** Names of the numbers in the rules. */
  #names = $state.raw<ReadonlyMap<string, string>>(new Map());

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  /** A notification or object by its name, where the rule has its number and a MIB knows it. */
  nameOf(text: string): string {
    return this.#names.get(text) ?? text;
  }

  async load(): Promise<void> {
    await this.#do(async () => this.#show(await this.#client.traps.rules()));
  }

  /** @throws what the call throws: its dialog shows it. */
  async save(rule: RuleToSave): Promise<void> {
    const saved = await this.#client.traps.saveRule(rule);
    await this.load();
    this.selected = saved.id;
  }

  async enable({ builtIn: _builtIn, unresolved: _unresolved, ...rule }: NotificationRule, enabled: boolean) {
    await this.#do(async () => {
      await this.#client.traps.saveRule({ ...rule, enabled });
      this.#show(await this.#client.traps.rules());
    });
  }

  /** Earlier or later among all. */
  async move(rule: NotificationRule, by: -1 | 1): Promise<void> {
    const ids = (this.rules ?? []).map(({ id }) => id);
    const from = ids.indexOf(rule.id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= ids.length) return;
    ids.splice(from, 1);
    ids.splice(to, 0, rule.id);
    await this.#do(async () => this.#show(await this.#client.traps.orderRules({ ids })));
  }

  async delete(rule: NotificationRule): Promise<boolean> {
    return await this.#do(async () => {
      await this.#client.traps.deleteRule({ id: rule.id });
      this.#show(await this.#client.traps.rules());
    });
  }

  /** Opens a new one in the dialog. */
  begin(given: Parameters<typeof newRule>[0] = {}): void {
    this.editing = newRule(given);
  }

  edit(rule: NotificationRule): void {
    this.editing = draftOf(rule, (text) => this.nameOf(text));
  }

  /** A new one that says the same, under that name. */
  copy(rule: NotificationRule, name: string): void {
    this.editing = { ...draftOf(rule, (text) => this.nameOf(text)), id: undefined, enabled: true, name };
  }

  /** Gives what is stored its severity, category and colour anew. Resolves with how many changed; undefined where it did not end. */
  async apply(): Promise<number | undefined> {
    if (this.phase !== 'idle') return undefined;
    let changed: number | undefined;
    await this.#do(() =>
      this.whileRunning(async (signal) => {
        try {
          changed = (await this.#client.traps.applyRules({}, { signal })).changed;
        } catch (thrown) {
          if (!signal.aborted) throw thrown;
        }
      }),
    );
    return changed;
  }

  #show(rules: readonly NotificationRule[]): void {
    this.rules = rules;
    void this.#learnNames(rules);
  }

  /** A failed call is as good as no names. */
  async #learnNames(rules: readonly NotificationRule[]): Promise<void> {
    const texts = rules.flatMap(({ match, actions }) => [
      match.notification ?? '',
      ...match.varbinds.map(({ object }) => object),
      ...(actions.suppress?.objects ?? []),
      actions.clears?.notification ?? '',
      ...(actions.clears?.objects ?? []),
    ]);
    const oids = [...new Set(texts)].filter((text) => /^\.?\d+(\.\d+)+$/.test(text) && !this.#names.has(text));
    if (oids.length === 0) return;
    try {
      const found = await this.#client.mibs.translate({ oids });
      const names = found.flatMap(({ asked, name }): [string, string][] => (name === undefined ? [] : [[asked, name]]));
      this.#names = new Map([...this.#names, ...names]);
    } catch {
      // Their numbers are shown.
    }
  }

  async #do(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.problem = undefined;
      return true;
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (problem.code !== 'connection-lost') this.problem = problem;
      return false;
    }
  }
}
