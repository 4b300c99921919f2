import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type NamedValue,
  notificationOfTrap,
  notificationOid,
  trapOfNotification,
} from '#electron/wire/snmp/trap-mapping.ts';

const snmpTraps = '1.3.6.1.6.3.1.1.5';
const enterpriseName = '1.3.6.1.6.3.1.1.4.3.0';
const addressName = '1.3.6.1.6.3.18.1.3.0';
const ifIndex: NamedValue = { oid: '1.3.6.1.2.1.2.2.1.1.3', value: { type: 'INTEGER', value: 3 } };
const counter: NamedValue = { oid: '1.3.6.1.2.1.31.1.1.1.6.3', value: { type: 'Counter64', value: 5n } };
const enterprise = (value: string): NamedValue => ({
  oid: enterpriseName,
  value: { type: 'OBJECT IDENTIFIER', value },
});
const address = (value: string): NamedValue => ({ oid: addressName, value: { type: 'IpAddress', value } });
const trap = { enterprise: '1.3.6.1.4.1.9.1', agentAddress: '192.0.2.7', generic: 6, specific: 5, timestamp: 4711 };

describe('a Trap-PDU in the words of SNMPv2 (RFC 3584 section 3.1)', () => {
  it.each([0, 1, 2, 3, 4, 5])('generic-trap %i is one of snmpTraps', (generic) => {
    expect(notificationOid({ ...trap, generic, specific: 99 })).toEqual({ oid: `${snmpTraps}.${generic + 1}` });
  });

  it.each([
    ['1.3.6.1.4.1.9.1', 5, '1.3.6.1.4.1.9.1.0.5'],
    ['1.3.6.1.4.1.9.1', 0, '1.3.6.1.4.1.9.1.0.0'],
    // An enterprise that ends in zero gets another.
    ['1.3.6.1.4.1.9.0', 5, '1.3.6.1.4.1.9.0.0.5'],
    ['1.3.6.1.4.1.9.1', 2_147_483_647, '1.3.6.1.4.1.9.1.0.2147483647'],
  ])('enterprise %s, specific-trap %i is %s', (enterprise, specific, oid) => {
    expect(notificationOid({ enterprise, generic: 6, specific })).toEqual({ oid });
  });

  it('has no name for numbers that no trap has', () => {
    expect(notificationOid({ ...trap, generic: 7 })).toEqual({ fault: 'generic-trap 7 is none of 0 to 6' });
    expect(notificationOid({ ...trap, generic: -1 })).toEqual({ fault: 'generic-trap -1 is none of 0 to 6' });
    expect(notificationOid({ ...trap, specific: -1 })).toEqual({ fault: 'specific-trap -1 is negative' });
    const long = Array.from({ length: 127 }, () => '1').join('.');
    expect(notificationOid({ ...trap, enterprise: long })).toHaveProperty('fault');
    expect(notificationOfTrap({ trap: { ...trap, generic: 7 }, varbinds: [] })).toHaveProperty('fault');
  });

  it('keeps time-stamp and varbinds, and what only SNMPv1 has behind them', () => {
    expect(notificationOfTrap({ trap, varbinds: [ifIndex] })).toEqual({
      oid: '1.3.6.1.4.1.9.1.0.5',
      uptime: 4711,
      varbinds: [ifIndex, address('192.0.2.7'), enterprise('1.3.6.1.4.1.9.1')],
    });
  });

  it('adds nothing that is there', () => {
    const varbinds = [enterprise('1.3.6.1.4.1.1'), address('192.0.2.9')];
    expect(notificationOfTrap({ trap, varbinds })).toMatchObject({ varbinds });
  });
});

describe('a notification in the words of SNMPv1 (RFC 3584 section 3.2)', () => {
  const told = (oid: string, varbinds: readonly NamedValue[] = [], agentAddress?: string) =>
    trapOfNotification({ oid, uptime: 4711, varbinds }, agentAddress);

  it.each([1, 2, 3, 4, 5, 6])('snmpTraps.%i has a generic-trap', (arc) => {
    expect(told(`${snmpTraps}.${arc}`)).toMatchObject({
      trap: { enterprise: snmpTraps, generic: arc - 1, specific: 0, timestamp: 4711 },
    });
    expect(told(`${snmpTraps}.${arc}`, [ifIndex, enterprise('1.3.6.1.4.1.9.1')])).toMatchObject({
      trap: { enterprise: '1.3.6.1.4.1.9.1', generic: arc - 1, specific: 0 },
    });
  });

  it.each([
    ['1.3.6.1.4.1.9.1.0.5', '1.3.6.1.4.1.9.1', 5],
    ['1.3.6.1.4.1.9.1.5', '1.3.6.1.4.1.9.1', 5],
    ['1.3.6.1.4.1.9.0.0.5', '1.3.6.1.4.1.9.0', 5],
    ['1.3.6.1.4.1.9.10.5', '1.3.6.1.4.1.9.10', 5],
    [`${snmpTraps}.7`, snmpTraps, 7],
    [`${snmpTraps}.0`, snmpTraps, 0],
    [`${snmpTraps}.1.0`, `${snmpTraps}.1`, 0],
  ])('%s is of enterprise %s, specific-trap %i', (oid, enterprise, specific) => {
    expect(told(oid)).toMatchObject({ trap: { enterprise, generic: 6, specific } });
  });

  it('does not take the enterprise of a trap of its own from snmpTrapEnterprise.0', () => {
    expect(told('1.3.6.1.4.1.9.1.0.5', [enterprise('1.3.6.1.4.1.1')])).toMatchObject({
      trap: { enterprise: '1.3.6.1.4.1.9.1' },
    });
  });

  it('takes agent-addr from the originator, from snmpTrapAddress.0, or has none', () => {
    expect(told('1.3.6.1.4.1.9.0.5', [address('192.0.2.9')], '192.0.2.1')).toMatchObject({
      trap: { agentAddress: '192.0.2.1' },
    });
    expect(told('1.3.6.1.4.1.9.0.5', [address('192.0.2.9')])).toMatchObject({ trap: { agentAddress: '192.0.2.9' } });
    expect(told('1.3.6.1.4.1.9.0.5')).toMatchObject({ trap: { agentAddress: '0.0.0.0' } });
  });

  it('keeps the varbinds, but a Counter64 cannot be told', () => {
    expect(told('1.3.6.1.4.1.9.0.5', [ifIndex])).toMatchObject({ varbinds: [ifIndex] });
    expect(told('1.3.6.1.4.1.9.0.5', [ifIndex, counter])).toEqual({
      fault: '1.3.6.1.2.1.31.1.1.1.6.3 is a Counter64, which SNMPv1 does not have',
    });
  });

  it('nor can what is no enterprise and number', () => {
    expect(told('1.3.6.1.4.1.9.0.2147483648')).toEqual({ fault: '2147483648 is too large for a specific-trap' });
    expect(told('1.3')).toEqual({ fault: '1.3 is too short to have an enterprise' });
    expect(told('1.0.3')).toHaveProperty('fault');
  });
});

it('there and back is the same trap', () => {
  const arc = fc.integer({ min: 0, max: 0xffff_ffff });
  const traps = fc.record({
    enterprise: fc.array(arc, { minLength: 1, maxLength: 20 }).map((arcs) => ['1.3.6.1.4.1', ...arcs].join('.')),
    agentAddress: fc.ipV4(),
    generic: fc.integer({ min: 0, max: 6 }),
    specific: fc.integer({ min: 0, max: 0x7fff_ffff }),
    timestamp: arc,
  });
  fc.assert(
    fc.property(traps, (any) => {
      const given = { ...any, specific: any.generic === 6 ? any.specific : 0 };
      const there = notificationOfTrap({ trap: given, varbinds: [] });
      if ('fault' in there) throw new Error(there.fault);
      expect(trapOfNotification(there)).toMatchObject({ trap: given });
    }),
  );
});
