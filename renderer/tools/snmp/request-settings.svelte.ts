import { z } from 'zod';

/** What a person has typed, as typed. Kept between visits: each field falls back to its default by itself. */
const settingsDraftSchema = z.object({
  /** Milliseconds. */
  timeout: z.string().catch('2000'),
  retries: z.string().catch('2'),
  /** Of a walk or table; GETBULK by itself takes the same. */
  maxRepetitions: z.string().catch('50'),
  nonRepeaters: z.string().catch('0'),
  parallel: z.string().catch('24'),
  continueAnyway: z.boolean().catch(false),
});
export type SettingsDraft = z.infer<typeof settingsDraftSchema>;
export type NumberSetting = Exclude<keyof SettingsDraft, 'continueAnyway'>;

/** As in the contract. */
const ranges: Readonly<Record<NumberSetting, { min: number; max: number }>> = {
  timeout: { min: 20, max: 60_000 },
  retries: { min: 0, max: 10 },
  maxRepetitions: { min: 1, max: 10_000 },
  nonRepeaters: { min: 0, max: 2000 },
  parallel: { min: 1, max: 64 },
};
const numberSettings = Object.keys(ranges) as NumberSetting[];

function numberOf(name: NumberSetting, text: string): number | undefined {
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= ranges[name].min && value <= ranges[name].max ? value : undefined;
}

/** How patiently and how greedily agents are asked: the same in every view. */
export class RequestSettings {
  draft = $state.raw<SettingsDraft>(settingsDraftSchema.parse({}));
  readonly #save: () => void;
  #touched = false;

  /** All settings as numbers; undefined while one cannot be used. */
  readonly values: (Record<NumberSetting, number> & { continueAnyway: boolean }) | undefined = $derived.by(() => {
    const read = (name: NumberSetting) => numberOf(name, this.draft[name]);
    const [timeout, retries, maxRepetitions] = [read('timeout'), read('retries'), read('maxRepetitions')];
    const [nonRepeaters, parallel] = [read('nonRepeaters'), read('parallel')];
    if (timeout === undefined || retries === undefined || maxRepetitions === undefined) return undefined;
    if (nonRepeaters === undefined || parallel === undefined) return undefined;
    return { timeout, retries, maxRepetitions, nonRepeaters, parallel, continueAnyway: this.draft.continueAnyway };
  });
  /** How many settings differ from their defaults. */
  readonly changed: number = $derived.by(() => {
    const fresh = settingsDraftSchema.parse({});
    const fields = Object.keys(fresh) as (keyof SettingsDraft)[];
    return fields.filter((field) => this.draft[field] !== fresh[field]).length;
  });

  constructor(save: () => void = () => {}) {
    this.#save = save;
  }

  /** The range that a setting is not in, if it is not. */
  fault(name: NumberSetting): { min: number; max: number } | undefined {
    return numberOf(name, this.draft[name]) === undefined ? ranges[name] : undefined;
  }

  get invalid(): boolean {
    return numberSettings.some((name) => this.fault(name) !== undefined);
  }

  set<Field extends keyof SettingsDraft>(field: Field, value: SettingsDraft[Field]): void {
    this.draft = { ...this.draft, [field]: value };
    this.#touched = true;
    this.#save();
  }

  /** Back to defaults. */
  reset(): void {
    this.draft = settingsDraftSchema.parse({});
    this.#save();
  }

  /** Takes a kept draft, unless something was typed meanwhile. */
  restore(kept: unknown): void {
    if (!this.#touched) this.draft = settingsDraftSchema.safeParse(kept).data ?? settingsDraftSchema.parse({});
  }
}
