import { describe, expect, it } from 'vitest';
import { readEngineId } from '#electron/wire/snmp/engine-id.ts';
import { decodeScopedPdu, decodeSnmp, encodeScopedPdu } from '#electron/wire/snmp/message.ts';
import { textBytes } from '#electron/wire/text.ts';
import { toHex } from '#shared/model/hex.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import { engineId, hex, pduTypes, samplePdu, v3Message } from './sample-snmp.ts';

const header = '300f 02024a69 020300ffe3 040104 020103';
const security = '0410 300e 0400 020100 020100 0400 0400 0400';
const scoped = '3011 0400 0400 a00b 020137 020100 020100 3000';
/** A discovery (RFC 3414 section 4) by hand. */
const discovery = `3039 020103 ${header} ${security} ${scoped}`;

describe('a v3 message', () => {
  it('is read from its octets', () => {
    const message = decodeSnmp(hex(discovery));
    expect(message.faults).toEqual([]);
    expect(message.v3).toMatchObject({
      messageId: 0x4a69,
      maxSize: 65_507,
      auth: false,
      priv: false,
      reportable: true,
      securityModel: 3,
      usm: { boots: 0, time: 0, auth: { start: 38, length: 0 }, priv: { start: 40, length: 0 } },
    });
    expect([message.v3?.usm?.engineId.length, message.v3?.context?.name.length]).toEqual([0, 0]);
    expect(message.pdu).toMatchObject({ type: 'GetRequest', requestId: 0x37, start: 46, end: 59 });
    expect([message.community, message.v3?.encrypted]).toEqual([undefined, undefined]);
  });

  it.each(pduTypes.filter((type) => type !== 'Trap'))('%s round trips, authenticated', (type) => {
    const given = samplePdu(type);
    const { bytes, authStart } = v3Message(given, { level: 'auth' });
    const { faults, v3, pdu } = decodeSnmp(bytes);
    expect(faults).toEqual([]);
    expect(v3).toMatchObject({ messageId: 4711, auth: true, priv: false, reportable: true });
    expect(v3?.usm).toMatchObject({ engineId, boots: 7, time: 93_784, user: textBytes('admin') });
    expect(v3?.usm?.auth).toEqual({ start: authStart, length: 12 });
    expect(v3?.context).toEqual({ engineId, name: textBytes('ctx') });
    expect([pdu?.type, pdu?.requestId, pdu?.varbinds.count]).toEqual([type, given.requestId, 16]);
  });

  it('encrypted has a place where its scoped PDU is, and its salt', () => {
    const secret = hex('00112233445566778899aabbccddeeff');
    const { bytes } = v3Message(samplePdu('GetRequest'), { level: 'priv', scoped: secret });
    const { faults, v3, pdu } = decodeSnmp(bytes);
    expect([faults, pdu, v3?.context]).toEqual([[], undefined, undefined]);
    const { start, length } = v3?.encrypted ?? { start: 0, length: 0 };
    expect(bytes.subarray(start, start + length)).toEqual(secret);
    const salt = v3?.usm?.priv ?? { start: 0, length: 0 };
    expect(toHex(bytes.subarray(salt.start, salt.start + salt.length))).toBe('0000000700000001');
  });

  it('has its places in the bytes around it', () => {
    const { bytes, authStart } = v3Message(samplePdu('GetRequest'), { level: 'auth' });
    const around = new Uint8Array(bytes.length + 20).fill(0x30);
    around.set(bytes, 10);
    const { faults, v3 } = decodeSnmp(around, 10, 10 + bytes.length);
    expect([faults, v3?.usm?.auth.start]).toEqual([[], 10 + authStart]);
  });

  it.each([
    [`3005 020103 0400`, 5, 'msgGlobalData is OCTET STRING (0x04), must be SEQUENCE (0x30)'],
    [`3014 020103 ${header}`, 22, 'msgSecurityParameters is missing'],
    [`3026 020103 ${header} ${security}`, 40, 'scopedPDU is missing'],
    [discovery.replace('040104', '040102'), 18, 'msgFlags say privacy without authentication'],
    [discovery.replace('040104', '040103'), 40, 'encryptedPDU is SEQUENCE (0x30), must be OCTET STRING (0x04)'],
    [
      discovery.replace('3011 0400 0400', '0411 0400 0400'),
      40,
      'scopedPDU is OCTET STRING (0x04), must be SEQUENCE (0x30)',
    ],
    [discovery.replace('0410 300e', '0410 310e'), 24, 'USM parameters is tag 0x31, must be SEQUENCE (0x30)'],
    [
      discovery.replace('300e 0400 020100', '300e 0400 040100'),
      28,
      'msgAuthoritativeEngineBoots is OCTET STRING (0x04), must be INTEGER (0x02)',
    ],
    [discovery.replace('300e', '300d'), 38, 'msgPrivacyParameters needs a tag and a length, 1 octet left'],
    [discovery.replace('0410 300e', '0410 300c'), 38, 'msgPrivacyParameters is missing'],
    [
      `303b 020103 ${header} ${security.replace('0410', '0412')} 0500 ${scoped}`,
      40,
      '2 octets left over in msgSecurityParameters',
    ],
    [discovery.replace('3011 0400 0400', '3011 0401 0400'), 46, 'length of contextName has 32 octets'],
  ])('%s has a fault at %s: %s', (text, offset, reason) => {
    const { faults } = decodeSnmp(hex(text));
    expect(faults).toContainEqual({ offset, reason: expect.stringContaining(reason) });
  });

  it('of another security model keeps what is not its own', () => {
    const { faults, v3, pdu } = decodeSnmp(hex(discovery.replace('020103 0410', '020104 0410')));
    expect([faults, v3?.usm, v3?.securityModel, pdu?.requestId]).toEqual([[], undefined, 4, 0x37]);
  });

  it('is shown as far as it goes, however it is cut', () => {
    const { bytes } = v3Message(samplePdu('Response'), { level: 'auth' });
    const { start, length: salt } = decodeSnmp(bytes).v3?.usm?.priv ?? { start: 0, length: 0 };
    for (let length = 0; length < bytes.length; length++) {
      const { faults, v3 } = decodeSnmp(bytes.subarray(0, length));
      expect(faults.length).toBeGreaterThan(0);
      for (const fault of faults) expect(fault.offset).toBeLessThanOrEqual(length);
      expect(v3?.usm !== undefined).toBe(length >= start + salt);
    }
  });
});

describe('a decrypted scoped PDU', () => {
  const plain = encodeScopedPdu({ engineId, name: textBytes('ctx'), pdu: samplePdu('Response') });

  it('may have padding behind it', () => {
    const faults: PacketFault[] = [];
    const padded = Uint8Array.from([...plain, 0, 0, 0, 0, 0]);
    const read = decodeScopedPdu(padded, 0, padded.length, faults);
    expect([faults, read?.engineId, read?.name, read?.pdu?.varbinds.count]).toEqual([
      [],
      engineId,
      textBytes('ctx'),
      16,
    ]);
  });

  it('is none when the key was wrong', () => {
    const faults: PacketFault[] = [];
    expect(
      decodeScopedPdu(
        plain.map((octet) => octet ^ 0x5a),
        0,
        plain.length,
        faults,
      ),
    ).toBeUndefined();
    expect(faults).toHaveLength(1);
  });
});

describe('an engine ID', () => {
  it.each([
    ['80001f8803001b210a0b0c', 8072, 3, 'MAC 00:1b:21:0a:0b:0c', undefined],
    ['8000000901c0000201', 9, 1, 'IPv4 192.0.2.1', undefined],
    ['800000090220010db8000000000000000000000001', 9, 2, 'IPv6 2001:db8::1', undefined],
    ['80001f8804636f72652d31', 8072, 4, 'text "core-1"', undefined],
    ['80001f88050a0b', 8072, 5, 'octets 0a0b', undefined],
    ['8000000006', 0, 6, 'local engine (6)', undefined],
    ['80001f888096b2f1', 8072, 128, "enterprise's own (128) 96b2f1", undefined],
    ['80001f8807ff', 8072, 7, 'reserved (7) ff', undefined],
    ['80001f880300', 8072, 3, 'MAC (3) 00', undefined],
    ['000000090000001122334455', 9, undefined, 'octets 0000001122334455', undefined],
    ['80001f88', 8072, undefined, 'octets', 'engine ID of 4 octets, must have 5 to 32'],
    ['80', undefined, undefined, '80', 'engine ID of 1 octet, must have 5 to 32'],
    [`80001f8805${'00'.repeat(28)}`, 8072, 5, `octets ${'00'.repeat(28)}`, 'engine ID of 33 octets, must have 5 to 32'],
  ])('%s', (text, enterprise, format, form, fault) => {
    expect(readEngineId(hex(text))).toEqual({ enterprise, format, form, ...(fault === undefined ? {} : { fault }) });
  });
});
