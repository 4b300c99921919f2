import type { OpenedNotification } from '../opened-notification.ts';
import { valueText } from '../rules/condition.ts';

const longest = 1000;
/** sysUpTime.0 and snmpTrapOID.0: their values have columns of their own. */
const made = new Set(['1.3.6.1.2.1.1.3.0', '1.3.6.1.6.3.1.1.4.1.0']);

/** The words that a row is found by without any MIB, in lower case: sender, user, OIDs, values. Bounded. */
export function filterText({ oid, user, varbinds }: OpenedNotification, address: string): string {
  let text = address;
  if (user !== undefined) text += ` ${user}`;
  if (oid !== undefined) text += ` ${oid}`;
  const count = varbinds?.count ?? 0;
  for (let i = 0; i < count && text.length < longest; i++) {
    const name = varbinds?.oid(i) ?? '';
    const value = varbinds?.value(i);
    if (value === undefined || made.has(name)) continue;
    text += ` ${name} ${valueText(value)}`;
  }
  return text.slice(0, longest).toLowerCase();
}
