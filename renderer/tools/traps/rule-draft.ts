import { type NotificationSeverity, notificationSeverities } from '#shared/model/notification.ts';
import { type NotificationRule, notificationRuleSchema, ruleColours } from '#shared/model/notification-rule.ts';

export const conditionKinds = ['equal', 'not-equal', 'contains', 'matches', 'less', 'greater', 'present'] as const;
type ConditionKind = (typeof conditionKinds)[number];

export interface ConditionDraft {
  key: number;
  object: string;
  is: ConditionKind;
  value: string;
}

/** A rule as it is typed. */
export interface RuleDraft {
  /** Undefined: a new one. */
  id: string | undefined;
  enabled: boolean;
  name: string;
  notification: string;
  sender: string;
  conditions: readonly ConditionDraft[];
  severity: NotificationSeverity | '';
  category: string;
  colour: (typeof ruleColours)[number] | '';
  notify: boolean;
  folds: boolean;
  seconds: string;
  /** Names with commas between. */
  foldObjects: string;
  clears: string;
  clearObjects: string;
}

export type RuleFault = 'name' | 'conditions' | 'seconds';
export type RuleToSave = Omit<NotificationRule, 'id' | 'builtIn' | 'unresolved'> & { id?: string };

const usualSeconds = 60;

/** A new rule that matches what it is made of. */
export function newRule(given: Partial<Pick<RuleDraft, 'name' | 'notification' | 'sender'>> = {}): RuleDraft {
  return {
    id: undefined,
    enabled: true,
    name: '',
    notification: '',
    sender: '',
    conditions: [],
    severity: '',
    category: '',
    colour: '',
    notify: false,
    folds: false,
    seconds: String(usualSeconds),
    foldObjects: '',
    clears: '',
    clearObjects: '',
    ...given,
  };
}

/** A rule to be changed. `nameOf` gives an object's name where the rule has its number. */
export function draftOf(rule: NotificationRule, nameOf: (text: string) => string): RuleDraft {
  const { match, actions } = rule;
  const list = (objects: readonly string[] = []) => objects.map(nameOf).join(', ');
  return {
    id: rule.id,
    enabled: rule.enabled,
    name: rule.name,
    notification: nameOf(match.notification ?? ''),
    sender: match.sender ?? '',
    conditions: match.varbinds.map(({ object, is, value }, key) => ({ key, object: nameOf(object), is, value })),
    severity: actions.severity ?? '',
    category: actions.category ?? '',
    colour: actions.colour ?? '',
    notify: actions.notify,
    folds: actions.suppress !== undefined,
    seconds: String(actions.suppress?.seconds ?? usualSeconds),
    foldObjects: list(actions.suppress?.objects),
    clears: nameOf(actions.clears?.notification ?? ''),
    clearObjects: list(actions.clears?.objects),
  };
}

/** What is typed as the rule to save, and what is wrong with it. */
export function parseRule(draft: RuleDraft): { rule: RuleToSave | undefined; faults: ReadonlySet<RuleFault> } {
  const faults = new Set<RuleFault>();
  const seconds = /^\s*\d{1,5}\s*$/.test(draft.seconds) ? Number(draft.seconds) : 0;
  if (draft.name.trim() === '') faults.add('name');
  if (draft.conditions.some(({ object }) => object.trim() === '')) faults.add('conditions');
  if (draft.folds && (seconds < 1 || seconds > 86_400)) faults.add('seconds');
  if (faults.size > 0) return { rule: undefined, faults };
  const given = <Value>(name: string, value: Value | '') => (value === '' ? {} : { [name]: value });
  const rule = notificationRuleSchema.omit({ id: true, builtIn: true, unresolved: true }).safeParse({
    name: draft.name,
    enabled: draft.enabled,
    match: {
      ...given('notification', draft.notification.trim()),
      ...given('sender', draft.sender.trim()),
      varbinds: draft.conditions.map(({ object, is, value }) => ({ object, is, value })),
    },
    actions: {
      ...given('severity', draft.severity),
      ...given('category', draft.category.trim()),
      ...given('colour', draft.colour),
      notify: draft.notify,
      ...(draft.folds ? { suppress: { seconds, objects: objectsOf(draft.foldObjects) } } : {}),
      ...(draft.clears.trim() === ''
        ? {}
        : { clears: { notification: draft.clears, objects: objectsOf(draft.clearObjects) } }),
    },
  }).data;
  if (rule === undefined) return { rule, faults };
  return { rule: { ...rule, ...(draft.id === undefined ? {} : { id: draft.id }) }, faults };
}

/** As in the contract: names that tell what is the same. */
function objectsOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .filter((name) => name !== '')
    .slice(0, 10);
}

export function severityNamed(text: string): NotificationSeverity | '' {
  return notificationSeverities.find((severity) => severity === text) ?? '';
}

export function colourNamed(text: string): RuleDraft['colour'] {
  return ruleColours.find((colour) => colour === text) ?? '';
}
