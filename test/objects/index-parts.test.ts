import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { indexArcs } from '#electron/objects/index-arcs.ts';
import { fixedSize, indexParts } from '#electron/objects/index-parts.ts';
import type { IndexColumn, ObjectDefinition } from '#electron/objects/object-definition.ts';

function object(name: string): ObjectDefinition {
  const found = builtInObjects.byName(name);
  if (found === undefined) throw new Error(`${name} is not known`);
  return found;
}

const show = (table: string, index: string) =>
  indexParts(builtInObjects, object(table), index).map(({ name, text }) => `${name}=${text}`);
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0)).join('.');

describe('the parts of an index', () => {
  it.each([
    ['ifTable', '3', ['ifIndex=3']],
    ['ifXTable', '3', ['ifIndex=3']],
    ['ifDescr', '3', ['ifIndex=3']],
    ['ifStackTable', '1.2', ['ifStackHigherLayer=1', 'ifStackLowerLayer=2']],
    ['ipAddrTable', '10.0.0.1', ['ipAdEntAddr=10.0.0.1']],
    ['ipNetToMediaTable', '2.192.0.2.7', ['ipNetToMediaIfIndex=2', 'ipNetToMediaNetAddress=192.0.2.7']],
    ['atTable', '2.1.192.0.2.7', ['atIfIndex=2', 'atNetAddress=192.0.2.7']],
    ['dot1dTpFdbTable', '0.27.33.10.11.12', ['dot1dTpFdbAddress=00:1b:21:0a:0b:0c']],
    ['dot1qTpFdbTable', '7.0.27.33.10.11.12', ['dot1qFdbId=7', 'dot1qTpFdbAddress=00:1b:21:0a:0b:0c']],
    ['snmpTargetAddrTable', letters('mgr'), ['snmpTargetAddrName=mgr']],
    ['snmpTargetAddrTable', '', ['snmpTargetAddrName=']],
    ['vacmSecurityToGroupTable', `3.4.${letters('user')}`, ['vacmSecurityModel=3', 'vacmSecurityName=user']],
    [
      'vacmAccessTable',
      `2.${letters('g1')}.0.3.1`,
      [
        'vacmGroupName=g1',
        'vacmAccessContextPrefix=',
        'vacmAccessSecurityModel=3',
        'vacmAccessSecurityLevel=noAuthNoPriv(1)',
      ],
    ],
    [
      'vacmViewTreeFamilyTable',
      `3.${letters('all')}.3.1.3.6`,
      ['vacmViewTreeFamilyViewName=all', 'vacmViewTreeFamilySubtree=1.3.6'],
    ],
    ['snmpNotifyFilterTable', '1.97.1.3.6', ['snmpNotifyFilterProfileName=a', 'snmpNotifyFilterSubtree=1.3.6']],
    ['usmUserTable', '5.128.0.0.1.2.2.109.101', ['usmUserEngineID=80:00:00:01:02', 'usmUserName=me']],
    ['ipAddressTable', '1.4.127.0.0.1', ['ipAddressAddrType=ipv4(1)', 'ipAddressAddr=127.0.0.1']],
    ['ipAddressTable', `2.16${'.0'.repeat(15)}.1`, ['ipAddressAddrType=ipv6(2)', 'ipAddressAddr=::1']],
    [
      'ipAddressTable',
      `4.20.254.128${'.0'.repeat(13)}.1.0.0.0.2`,
      ['ipAddressAddrType=ipv6z(4)', 'ipAddressAddr=fe80::1%2'],
    ],
    ['ipAddressTable', `16.3.${letters('a.b')}`, ['ipAddressAddrType=dns(16)', 'ipAddressAddr=a.b']],
    ['ipAddressTable', '1.3.127.0.0', ['ipAddressAddrType=ipv4(1)', 'ipAddressAddr=0x7f0000']],
    [
      'tcpConnectionTable',
      '1.4.10.0.0.1.22.1.4.10.0.0.2.40000',
      [
        'tcpConnectionLocalAddressType=ipv4(1)',
        'tcpConnectionLocalAddress=10.0.0.1',
        'tcpConnectionLocalPort=22',
        'tcpConnectionRemAddressType=ipv4(1)',
        'tcpConnectionRemAddress=10.0.0.2',
        'tcpConnectionRemPort=40000',
      ],
    ],
    [
      'inetCidrRouteTable',
      '1.4.10.0.0.0.8.2.0.0.1.4.10.0.0.254',
      [
        'inetCidrRouteDestType=ipv4(1)',
        'inetCidrRouteDest=10.0.0.0',
        'inetCidrRoutePfxLen=8',
        'inetCidrRoutePolicy=0.0',
        'inetCidrRouteNextHopType=ipv4(1)',
        'inetCidrRouteNextHop=10.0.0.254',
      ],
    ],
    ['lldpRemTable', '0.5.1', ['lldpRemTimeMark=0', 'lldpRemLocalPortNum=5', 'lldpRemIndex=1']],
    [
      'lldpRemManAddrTable',
      '0.5.1.1.4.10.0.0.1',
      [
        'lldpRemTimeMark=0',
        'lldpRemLocalPortNum=5',
        'lldpRemIndex=1',
        'lldpRemManAddrSubtype=ipV4(1)',
        'lldpRemManAddr=10.0.0.1',
      ],
    ],
    ['nsExtendOutput2Table', `4.${letters('test')}.1`, ['nsExtendToken=test', 'nsExtendLineIndex=1']],
    ['nsExtendConfigTable', '3.97.27.98', ['nsExtendToken=a\\x1bb']],
  ])('%s %s', (table, index, parts) => {
    expect(show(table, index)).toEqual(parts);
    const texts = indexParts(builtInObjects, object(table), index).map(({ text }) => text);
    expect(indexArcs(builtInObjects, object(table), texts)).toBe(index);
  });

  it.each([
    ['ifTable', '3.4', ['ifIndex=3', 'rest=4']],
    ['ifTable', '', []],
    ['ifTable', 'x', ['rest=x']],
    ['ifTable', '3..4', ['ifIndex=3', 'rest=.4']],
    ['ifTable', '4294967296', ['rest=4294967296']],
    ['ipAddrTable', '10.0.0', ['rest=10.0.0']],
    ['ipAddrTable', '10.0.0.256', ['rest=10.0.0.256']],
    ['atTable', '2.2.192.0.2.7', ['atIfIndex=2', 'rest=2.192.0.2.7']],
    ['usmUserTable', '5.128.0.0.1.2.9.109', ['usmUserEngineID=80:00:00:01:02', 'rest=9.109']],
    ['usmUserTable', '4294967295.1', ['rest=4294967295.1']],
    ['snmpTargetAddrTable', '300', ['rest=300']],
    ['vacmViewTreeFamilyTable', '1.97.4294967295.1', ['vacmViewTreeFamilyViewName=a', 'rest=4294967295.1']],
  ])('%s does not have the index %s', (table, index, parts) => {
    expect(show(table, index)).toEqual(parts);
  });

  it('are none where INDEX is not known', () => {
    expect(show('sysName', '0')).toEqual([]);
    expect(show('mib-2', '0')).toEqual([]);
    expect(indexArcs(builtInObjects, object('mib-2'), [])).toBeUndefined();
  });

  it('are bounded, however long the index', () => {
    const index = Array.from({ length: 10_000 }, () => '255').join('.');
    const start = performance.now();
    for (const table of ['ifTable', 'snmpTargetAddrTable', 'nsCacheTable', 'usmUserTable']) {
      for (const arcs of [index, `9999.${index}`, `10000.${index}`]) {
        for (const { text } of indexParts(builtInObjects, object(table), arcs)) expect(text.length).toBeLessThan(1100);
      }
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('the index of a row to be made', () => {
  it.each([
    ['usmUserTable', ['80 00 00 01 02', 'me'], '5.128.0.0.1.2.2.109.101'],
    ['vacmAccessTable', ['g', '', '3', 'authPriv'], '1.103.0.3.3'],
    ['vacmViewTreeFamilyTable', ['v', 'system'], '1.118.7.1.3.6.1.2.1.1'],
    ['ipAddressTable', ['ipv6', '2001:DB8:0::1'], '2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1'],
    ['dot1dStaticTable', ['00-1B-21-0a-0b-0c', '1'], '0.27.33.10.11.12.1'],
  ])('%s %j', (table, parts, arcs) => {
    expect(indexArcs(builtInObjects, object(table), parts)).toBe(arcs);
  });

  it.each([
    ['ifTable', ['eth0']],
    ['ifTable', ['-1']],
    ['ifTable', ['4294967296']],
    ['ifTable', []],
    ['ifTable', ['1', '2']],
    ['ipAddrTable', ['10.0.0']],
    ['ipAddressTable', ['ipv4', '::1']],
    ['ipAddressTable', ['ipv7', '::1']],
    ['dot1dTpFdbTable', ['00:1b:21']],
    ['vacmViewTreeFamilyTable', ['v', 'noSuchName']],
    ['nsExtendConfigTable', ['x'.repeat(200)]],
  ])('%s is not made of %j', (table, parts) => {
    expect(indexArcs(builtInObjects, object(table), parts)).toBeUndefined();
  });
});

const arcNumber = fc.oneof(fc.nat(300), fc.nat(0xffff_ffff));
const octetArcs = (count: { minLength: number; maxLength: number }) => fc.array(fc.nat(255), count);

/** Arcs that are right for a column, whatever they mean. */
function columnArcs({ syntax, implied }: IndexColumn): fc.Arbitrary<number[]> {
  const size = fixedSize(syntax);
  const withLength = (arcs: number[]) => (implied ? arcs : [arcs.length, ...arcs]);
  if (syntax.type === 'OBJECT IDENTIFIER') return fc.array(arcNumber, { maxLength: 12 }).map(withLength);
  if (syntax.type === 'IpAddress') {
    const first = syntax.name === 'NetworkAddress' ? [1] : [];
    return octetArcs({ minLength: 4, maxLength: 4 }).map((arcs) => [...first, ...arcs]);
  }
  if (syntax.type !== 'OCTET STRING') {
    return syntax.labels === undefined
      ? arcNumber.map((arc) => [arc])
      : fc.constantFrom(...syntax.labels.keys()).map((arc) => [arc]);
  }
  if (size !== undefined) return octetArcs({ minLength: size, maxLength: size });
  return fc
    .oneof(
      octetArcs({ minLength: 0, maxLength: 16 }),
      fc.constantFrom(4, 8, 16).chain((n) => octetArcs({ minLength: n, maxLength: n })),
    )
    .map(withLength);
}

const entries = builtInObjects.search('', 5000).filter(({ kind }) => kind === 'entry');

describe('every index of the built-in tables', () => {
  it('is read, and made again of its parts', () => {
    const rows = fc
      .constantFrom(...entries)
      .chain((entry) => fc.tuple(fc.constant(entry), fc.tuple(...(entry.index ?? []).map(columnArcs))));
    fc.assert(
      fc.property(rows, ([entry, arcs]) => {
        const index = arcs.flat().join('.');
        const parts = indexParts(builtInObjects, entry, index);
        expect(parts.map(({ name }) => name)).toEqual(entry.index?.map(({ name }) => name));
        const texts = parts.map(({ text }) => text);
        if (arcs.flat().length <= 100) expect(indexArcs(builtInObjects, entry, texts)).toBe(index);
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps what is no index of it', () => {
    const arcs = fc.array(fc.oneof(fc.nat(20), arcNumber), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...entries), arcs, (entry, numbers) => {
        const parts = indexParts(builtInObjects, entry, numbers.join('.'));
        const rest = parts.find(({ name }) => name === 'rest');
        if (rest !== undefined) expect(numbers.join('.').endsWith(rest.text)).toBe(true);
        const texts = parts.map(({ text }) => text);
        if (rest === undefined && parts.length === entry.index?.length) {
          expect(indexArcs(builtInObjects, entry, texts)).toBe(numbers.join('.'));
        }
      }),
      { numRuns: 5000 },
    );
  });
});
