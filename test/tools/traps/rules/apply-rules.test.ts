import { describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { DefinitionRegistry } from '#electron/objects/definition-registry.ts';
import { readFacts } from '#electron/objects/read-facts.ts';
import { RuleBook } from '#electron/tools/traps/rules/apply-rules.ts';
import { builtInRules } from '#electron/tools/traps/rules/built-in-rules.ts';
import { compileRules } from '#electron/tools/traps/rules/compile-rules.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { type NotificationRule, notificationRuleSchema } from '#shared/model/notification-rule.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const linkUp = '1.3.6.1.6.3.1.1.5.4';
const integer = (value: number): SnmpValue => ({ type: 'INTEGER', value });
const text = (value: string): SnmpValue => ({ type: 'OCTET STRING', value: new TextEncoder().encode(value) });
const ifIndex = (value: number) => ({ oid: `1.3.6.1.2.1.2.2.1.1.${value}`, value: integer(value) });
const adminDown = (index: number) => ({ oid: `1.3.6.1.2.1.2.2.1.7.${index}`, value: integer(2) });

const names = {
  objects: builtInObjects,
  addresses: (name: string) => {
    if (name === 'core') return ['192.0.2.7'];
    if (name === 'twin') return ['2001:db8::7', '192.0.2.8'];
    if (name === 'unresolved') return [];
    throw new ProblemError('device-unknown', { device: name });
  },
};

function rule(part: {
  match?: Partial<NotificationRule['match']>;
  actions?: Partial<NotificationRule['actions']>;
}): NotificationRule {
  return notificationRuleSchema.parse({
    id: 'own',
    name: 'own',
    enabled: true,
    match: part.match ?? {},
    actions: { severity: 'critical', ...part.actions },
    builtIn: false,
  });
}

const book = (...rules: NotificationRule[]) => new RuleBook(compileRules([...rules, ...builtInRules], names));

let id = 0;
function judge(
  rules: RuleBook,
  oid: string,
  varbinds: { oid: string; value: SnmpValue }[],
  { address = '192.0.2.7', at = 0, isV1 = false } = {},
) {
  return rules.judge(++id, at, address, {
    state: 'accepted',
    oid,
    varbinds: VarbindList.of(varbinds),
    ...(isV1 ? { v1: { enterprise: '1.3', agentAddress: '0.0.0.0', generic: 6, specific: 1 } } : {}),
  });
}

/** Whether a rule with this condition decides over a notification with these varbinds. */
function holds(
  condition: { object: string; is: NotificationRule['match']['varbinds'][number]['is']; value?: string },
  ...varbinds: { oid: string; value: SnmpValue }[]
): boolean {
  const own = rule({ match: { varbinds: [{ value: '', ...condition }] } });
  return judge(book(own), '1.3.6.1.4.1.99999.0.1', varbinds).rule === 'own';
}

describe('a number that is shown by its hint', () => {
  const facts = 'volt 1.3.6.1.4.1.99999.1 ro Hundredths';
  const objects = new DefinitionRegistry(readFacts(["Hundredths Integer32 'd-2'"], [{ module: 'A-MIB', facts }]));
  const varbind = { oid: '1.3.6.1.4.1.99999.1.0', value: integer(1234) };

  it.each([
    ['equal', '12.34', true],
    ['equal', '1234', true],
    ['equal', '12.35', false],
    ['greater', '12.3', true],
    ['less', '12.3', false],
  ] as const)('is %s to %s: %s', (is, value, expected) => {
    const own = rule({ match: { varbinds: [{ object: 'volt', is, value }] } });
    const rules = new RuleBook(compileRules([own], { ...names, objects }));
    expect(judge(rules, '1.3.6.1.4.1.99999.0.1', [varbind]).rule === 'own').toBe(expected);
  });
});

describe('what a rule matches', () => {
  it.each([
    ['linkDown', true],
    ['IF-MIB::linkDown', true],
    [linkDown, true],
    ['snmpTraps.*', true],
    ['1.3.6.1.6.3.1.1.5.*', true],
    ['linkDown.*', false],
    ['1.3.6.1.6.3.1.1.5.3.*', false],
    ['1.3.6.1.6.3.1.1.5', false],
    ['linkUp', false],
  ])('the notification %s', (notification, fits) => {
    expect(judge(book(rule({ match: { notification } })), linkDown, []).rule === 'own').toBe(fits);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.0/24', '192.0.2.200', true],
    ['192.0.2.0/25', '192.0.2.200', false],
    ['0.0.0.0/0', '10.9.8.7', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['192.0.2.7', '::ffff:192.0.2.7', true],
    ['core', '192.0.2.7', true],
    ['core', '192.0.2.9', false],
    ['twin', '192.0.2.8', true],
    ['twin', '2001:db8:0::7', true],
    ['twin', '192.0.2.7', false],
  ])('the sender %s: %s', (sender, address, fits) => {
    expect(judge(book(rule({ match: { sender } })), linkDown, [], { address }).rule === 'own').toBe(fits);
  });

  it('is nothing where a name in it is not known', () => {
    for (const match of [{ sender: 'unresolved' }, { sender: 'nobody' }, { notification: 'noSuchTrap' }])
      expect(judge(book(rule({ match })), linkDown, []).rule).toBe('built-in linkDown');
  });

  it('varbinds by number, label, text, octets, OID and expression', () => {
    const admin = adminDown(3);
    expect(holds({ object: 'ifAdminStatus', is: 'equal', value: 'down' }, admin)).toBe(true);
    expect(holds({ object: 'ifAdminStatus', is: 'equal', value: '2' }, admin)).toBe(true);
    expect(holds({ object: 'ifAdminStatus', is: 'equal', value: 'down(2)' }, admin)).toBe(true);
    expect(holds({ object: 'ifAdminStatus', is: 'equal', value: 'up' }, admin)).toBe(false);
    expect(holds({ object: 'ifAdminStatus.3', is: 'present' }, admin)).toBe(true);
    expect(holds({ object: 'ifAdminStatus.4', is: 'present' }, admin)).toBe(false);
    expect(holds({ object: 'ifAdminStatus', is: 'matches', value: '^down' }, admin)).toBe(true);
    expect(holds({ object: 'ifAdminStatus', is: 'not-equal', value: 'up' }, admin)).toBe(true);
    expect(holds({ object: 'ifAdminStatus', is: 'not-equal', value: 'up' })).toBe(false);
    const up = { oid: '1.3.6.1.2.1.2.2.1.7.4', value: integer(1) };
    expect(holds({ object: 'ifAdminStatus', is: 'not-equal', value: 'up' }, admin, up)).toBe(false);
    const octets = {
      oid: '1.3.6.1.2.1.31.1.1.1.6.3',
      value: { type: 'Counter64', value: 18446744073709551615n } as const,
    };
    expect(holds({ object: 'ifHCInOctets', is: 'equal', value: '18446744073709551615' }, octets)).toBe(true);
    expect(holds({ object: 'ifHCInOctets', is: 'greater', value: '18446744073709551614' }, octets)).toBe(true);
    expect(holds({ object: 'ifHCInOctets', is: 'less', value: '1.5e3' }, octets)).toBe(false);
    const name = { oid: '1.3.6.1.2.1.31.1.1.1.18.3', value: text('Uplink to Core') };
    expect(holds({ object: 'ifAlias', is: 'contains', value: 'TO CORE' }, name)).toBe(true);
    expect(holds({ object: 'ifAlias', is: 'equal', value: 'Uplink to Core' }, name)).toBe(true);
    expect(holds({ object: 'ifAlias', is: 'equal', value: 'uplink to core' }, name)).toBe(false);
    expect(holds({ object: 'ifAlias', is: 'less', value: '4' }, name)).toBe(false);
    const mac = {
      oid: '1.3.6.1.2.1.2.2.1.6.3',
      value: { type: 'OCTET STRING', value: Uint8Array.of(2, 0, 0x5e, 1, 2, 3) } as const,
    };
    expect(holds({ object: 'ifPhysAddress', is: 'equal', value: '02:00:5E:01:02:03' }, mac)).toBe(true);
    const type = { oid: '1.3.6.1.2.1.1.2.0', value: { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.2.1.2' } as const };
    expect(holds({ object: 'sysObjectID', is: 'equal', value: 'interfaces' }, type)).toBe(true);
    expect(holds({ object: 'sysObjectID', is: 'not-equal', value: '1.3.6.1.2.1.2' }, type)).toBe(false);
  });

  it('the first enabled rule decides; what no rule knows, or was not accepted, has none', () => {
    const first = rule({ match: { notification: 'linkDown' }, actions: { category: 'mine', colour: 'red' } });
    expect(judge(book({ ...first, enabled: false }), linkDown, []).rule).toBe('built-in linkDown');
    expect(judge(book(first), linkDown, [])).toMatchObject({ rule: 'own', category: 'mine', colour: 'red' });
    expect(judge(book(), '1.3.6.1.4.1.99999.0.1', [])).toEqual({ severity: 'indeterminate', notify: false });
    const refused = book(rule({})).judge(1, 0, '192.0.2.7', { state: 'wrong-digest' });
    expect(refused).toEqual({ severity: 'indeterminate', notify: false });
  });

  it('by the OID of SMIv2 what SNMPv1 can only send with a zero in it', () => {
    expect(judge(book(), '1.3.6.1.2.1.33.2.0.1', [], { isV1: true }).rule).toBe('built-in upsTrapOnBattery');
    expect(judge(book(), '1.3.6.1.2.1.33.2.0.1', []).rule).toBeUndefined();
  });
});

describe('folding', () => {
  const folding = () =>
    rule({
      match: { notification: 'linkDown' },
      actions: { notify: true, suppress: { seconds: 10, objects: ['ifIndex'] } },
    });

  it('takes those alike within the window into the first, and only those', () => {
    const rules = book(folding());
    const first = judge(rules, linkDown, [ifIndex(3)], { at: 1000 });
    const firstId = id;
    expect(first).toMatchObject({ notify: true });
    expect(first.repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 10_999 })).toMatchObject({ repeatOf: firstId, notify: false });
    expect(judge(rules, linkDown, [ifIndex(4)], { at: 2000 }).repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 2000, address: '192.0.2.8' }).repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [], { at: 2000 }).repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 11_000 }).repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 11_001 }).repeatOf).toBe(id - 1);
  });

  it('ends when the alarm is cleared: the next one is a new alarm', () => {
    const rules = book(folding());
    judge(rules, linkDown, [ifIndex(3)], { at: 0 });
    judge(rules, linkUp, [ifIndex(3)], { at: 1 });
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 2 }).repeatOf).toBeUndefined();
    judge(rules, linkUp, [ifIndex(4)], { at: 3 });
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 4 }).repeatOf).toBeDefined();
  });

  it('goes on in windows that were open before', () => {
    const before = book(folding());
    const { window, clearKey } = judge(before, linkDown, [ifIndex(3)], { at: 1000 });
    expect(window?.until).toBe(11_000);
    const first = { name: window?.name ?? '', id, since: 1000, until: 11_000, address: '192.0.2.7', clearKey };
    const again = () => {
      const rules = book(folding());
      rules.reopen([{ ...first, oid: linkDown }]);
      return rules;
    };
    const rules = again();
    const repeat = judge(rules, linkDown, [ifIndex(3)], { at: 10_999 });
    expect(repeat).toMatchObject({ repeatOf: first.id, notify: false });
    expect(repeat.window).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(4)], { at: 2000 }).repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 11_000 })).toMatchObject({ window: { until: 21_000 } });
    const cleared = again();
    judge(cleared, linkUp, [ifIndex(3)], { at: 2000 });
    expect(judge(cleared, linkDown, [ifIndex(3)], { at: 3000 }).repeatOf).toBeUndefined();
  });

  it('folds nothing that came before the first into it', () => {
    const rules = book(folding());
    judge(rules, linkDown, [ifIndex(3)], { at: 5000 });
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 4000 }).repeatOf).toBeUndefined();
    expect(judge(rules, linkDown, [ifIndex(3)], { at: 6000 }).repeatOf).toBe(id - 2);
  });

  it('is bounded in memory however many values a sender invents', () => {
    const rules = book(folding());
    const before = process.memoryUsage().heapUsed;
    for (let value = 0; value < 100_000; value++) judge(rules, linkDown, [ifIndex(value)], { at: 0 });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    expect(judge(rules, linkDown, [ifIndex(99_999)], { at: 1 }).repeatOf).toBe(id - 1);
  });
});

describe('clearing', () => {
  it('finds the alarm by what tells them apart, also where the object is missing but its instance is there', () => {
    const rules = book();
    const key = judge(rules, linkDown, [ifIndex(3), adminDown(3)]).clearKey;
    expect(key).toBe('3');
    expect(judge(rules, linkUp, [ifIndex(3)])).toMatchObject({ severity: 'cleared', clears: { key: '3' } });
    expect(judge(rules, linkDown, [adminDown(3)]).clearKey).toBe('3');
    // Nothing says which interface it is: it is cleared by nothing.
    expect(judge(rules, linkDown, []).clearKey).toBeUndefined();
    expect(judge(rules, linkUp, []).clears).toBeUndefined();
  });

  it('of a BGP peer by its address, of RFC 1657 as of RFC 4273', () => {
    const rules = book();
    const peer = { oid: '1.3.6.1.2.1.15.3.1.7.10.0.0.1', value: { type: 'IpAddress', value: '10.0.0.1' } as const };
    const state = { oid: '1.3.6.1.2.1.15.3.1.2.10.0.0.1', value: integer(1) };
    expect(judge(rules, '1.3.6.1.2.1.15.0.2', [peer, state]).clearKey).toBe('10.0.0.1');
    expect(judge(rules, '1.3.6.1.2.1.15.7.2', [state]).clearKey).toBe('10.0.0.1');
    expect(judge(rules, '1.3.6.1.2.1.15.7.1', [state]).clears).toEqual({
      pattern: { oid: '1.3.6.1.2.1.15.7.2', below: false },
      key: '10.0.0.1',
    });
  });

  it('of an OSPF neighbour by a state of the same notification', () => {
    const rules = book();
    const neighbor = (state: number) => [
      { oid: '1.3.6.1.2.1.14.1.1.0', value: { type: 'IpAddress', value: '10.0.0.9' } as const },
      { oid: '1.3.6.1.2.1.14.10.1.1.10.0.0.1.0', value: { type: 'IpAddress', value: '10.0.0.1' } as const },
      { oid: '1.3.6.1.2.1.14.10.1.2.10.0.0.1.0', value: integer(0) },
      { oid: '1.3.6.1.2.1.14.10.1.6.10.0.0.1.0', value: integer(state) },
    ];
    const oid = '1.3.6.1.2.1.14.16.2.2';
    const down = judge(rules, oid, neighbor(1));
    expect(down).toMatchObject({ severity: 'major' });
    const full = judge(rules, oid, neighbor(8));
    expect(full.severity).toBe('cleared');
    expect(full.clears?.key).toBe(down.clearKey);
    expect(full.clearKey).toBeUndefined();
    expect(judge(rules, oid, neighbor(6)).severity).toBe('warning');
  });
});

describe('the built-in rules', () => {
  it('all mean something without any MIB, and are named as their notifications', () => {
    expect(compileRules(builtInRules, names).rules).toHaveLength(builtInRules.length);
    expect(new Set(builtInRules.map((known) => known.id)).size).toBe(builtInRules.length);
    const known = builtInRules.filter(({ name }) => builtInObjects.byName(name) !== undefined);
    expect(known.length).toBeGreaterThan(10);
    for (const { name, match } of known) expect(match.notification, name).toBe(builtInObjects.byName(name)?.oid);
  });
});
