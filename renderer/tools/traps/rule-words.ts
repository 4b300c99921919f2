import { m } from '#shared/messages/compiled/messages.js';
import type { NotificationRule, ruleColours } from '#shared/model/notification-rule.ts';
import type { conditionKinds } from './rule-draft.ts';
import { severityText } from './traps-words.ts';

type NameOf = (text: string) => string;

export function colourText(colour: (typeof ruleColours)[number]): string {
  return {
    red: m.traps_colour_red,
    orange: m.traps_colour_orange,
    yellow: m.traps_colour_yellow,
    green: m.traps_colour_green,
    blue: m.traps_colour_blue,
    violet: m.traps_colour_violet,
    grey: m.traps_colour_grey,
  }[colour]();
}

/** Categories of the built-in rules have words; a person's own are their words. */
export function categoryText(category: string): string {
  const words: Partial<Record<string, () => string>> = {
    restart: m.traps_category_restart,
    link: m.traps_category_link,
    security: m.traps_category_security,
    routing: m.traps_category_routing,
    topology: m.traps_category_topology,
    threshold: m.traps_category_threshold,
    power: m.traps_category_power,
    environment: m.traps_category_environment,
    inventory: m.traps_category_inventory,
  };
  return (Object.hasOwn(words, category) ? words[category]?.() : undefined) ?? category;
}

export function conditionText(is: (typeof conditionKinds)[number]): string {
  return {
    equal: m.traps_is_equal,
    'not-equal': m.traps_is_not_equal,
    contains: m.traps_is_contains,
    matches: m.traps_is_matches,
    less: m.traps_is_less,
    greater: m.traps_is_greater,
    present: m.traps_is_present,
  }[is]();
}

/** What a rule is for: "linkDown from core-sw1 where ifIndex is 3". */
export function matchText({ match }: NotificationRule, nameOf: NameOf): string {
  const parts = [match.notification === undefined ? m.traps_rule_every() : nameOf(match.notification)];
  if (match.sender !== undefined) parts.push(m.traps_rule_from({ sender: match.sender }));
  const conditions = match.varbinds.map(({ object, is, value }) =>
    [nameOf(object), conditionText(is), is === 'present' ? '' : value].filter((word) => word !== '').join(' '),
  );
  if (conditions.length > 0) parts.push(m.traps_rule_where({ conditions: conditions.join(m.traps_rule_and()) }));
  return parts.join(' ');
}

/** What it does: "Major · link · folds those alike within 60 s · clears linkDown with the same ifIndex". */
export function actionsText({ actions }: NotificationRule, nameOf: NameOf): string {
  const { severity, category, colour, notify, suppress, clears } = actions;
  const same = (objects: readonly string[]) =>
    objects.length === 0 ? '' : m.traps_rule_same({ objects: objects.map(nameOf).join(', ') });
  const parts = [
    severity === undefined ? '' : severityText(severity),
    category === undefined ? '' : categoryText(category),
    colour === undefined ? '' : colourText(colour),
    notify ? m.traps_rule_notifies() : '',
    suppress === undefined ? '' : m.traps_rule_folds({ seconds: suppress.seconds, same: same(suppress.objects) }),
    clears === undefined
      ? ''
      : m.traps_rule_clears({ notification: nameOf(clears.notification), same: same(clears.objects) }),
  ].filter((part) => part !== '');
  return parts.length === 0 ? m.traps_rule_nothing() : parts.join(' · ');
}
