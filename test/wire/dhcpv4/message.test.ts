import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesOption,
  addressOption,
  type DhcpMessage,
  decodeDhcp,
  encodeDhcp,
  findOption,
  messageName,
  messageType,
  newDhcpMessage,
  newOption,
  textOption,
  uint32Option,
} from '#electron/wire/dhcpv4/message.ts';
import { toHex } from '#shared/model/hex.ts';
import { everyOption, rawPayload, sampleMessage } from '../sample-messages.ts';

/** Without the places, which an encoded message need not keep. */
function content(message: DhcpMessage): unknown {
  return { ...message, options: message.options.map(({ code, bytes }) => [code, toHex(bytes)]) };
}

function options(message: DhcpMessage): [number, string][] {
  return message.options.map(({ code, bytes }) => [code, toHex(bytes)]);
}

const text = (value: string) => [...new TextEncoder().encode(value)];

describe('the fixed fields', () => {
  it('stand where RFC 2131 section 2 puts them', () => {
    const message = newDhcpMessage({
      op: 2,
      htype: 6,
      hlen: 5,
      hops: 3,
      xid: 0xfedcba98,
      secs: 0x1234,
      flags: 0x8001,
      ciaddr: '10.0.0.1',
      yiaddr: '10.0.0.2',
      siaddr: '10.0.0.3',
      giaddr: '10.0.0.4',
      chaddr: 'aa:bb:cc:dd:ee',
      sname: 'server',
      file: 'boot',
    });
    const bytes = encodeDhcp(message);
    expect(toHex(bytes.subarray(0, 44))).toBe(
      `02060503fedcba9812348001${'0a000001'}${'0a000002'}${'0a000003'}${'0a000004'}aabbccddee${'00'.repeat(11)}`,
    );
    expect([...bytes.subarray(44, 51)]).toEqual([...text('server'), 0]);
    expect([...bytes.subarray(108, 113)]).toEqual([...text('boot'), 0]);
    expect(toHex(bytes.subarray(236, 241))).toBe('63825363ff');
    expect(bytes).toHaveLength(300);
    expect(decodeDhcp(bytes)).toEqual(message);
  });

  it('hold a server name and file of full length, without NUL', () => {
    const message = newDhcpMessage({ sname: 's'.repeat(64), file: 'f'.repeat(128), chaddr: '00:00:00:00:00:00' });
    expect(decodeDhcp(encodeDhcp(message))).toEqual(message);
  });

  it('clamp a hardware length from the network', () => {
    const bytes = encodeDhcp(newDhcpMessage({ chaddr: '02:00:5e:10:20:30', hlen: 200 }));
    const message = decodeDhcp(bytes, 42);
    expect(message.chaddr).toBe(`02:00:5e:10:20:30${':00'.repeat(10)}`);
    expect(message.faults).toEqual([{ offset: 44, reason: 'hlen 200, chaddr holds 16 bytes' }]);
  });
});

describe('options', () => {
  it('come back, every one of them, and unknown ones with code and bytes', () => {
    for (const message of [
      ...everyOption(),
      newDhcpMessage({
        chaddr: '00:00:00:00:00:00',
        options: [newOption(200, Uint8Array.of(1, 2)), newOption(254, new Uint8Array(0))],
      }),
    ]) {
      const decoded = decodeDhcp(encodeDhcp(message));
      expect(content(decoded)).toEqual(content(message));
      expect(encodeDhcp(decoded)).toEqual(encodeDhcp(message));
    }
  });

  it('know their places in the frame', () => {
    const message = decodeDhcp(rawPayload({ options: [53, 1, 2, 0, 0, 54, 4, 1, 2, 3, 4, 255] }), 42);
    expect(message.options.map(({ code, parts }) => [code, parts])).toEqual([
      [53, [{ offset: 282, length: 3, area: 'options' }]],
      [54, [{ offset: 287, length: 6, area: 'options' }]],
    ]);
    expect(message.faults).toEqual([]);
  });

  it('longer than 255 bytes are split and joined again (RFC 3396)', () => {
    const bytes = Uint8Array.from({ length: 600 }, (_, index) => index);
    const encoded = encodeDhcp(newDhcpMessage({ chaddr: '', hlen: 0, options: [newOption(43, bytes)] }));
    expect([encoded[240], encoded[241], encoded[497], encoded[498], encoded[754], encoded[755]]).toEqual([
      43, 255, 43, 255, 43, 90,
    ]);
    const [option] = decodeDhcp(encoded).options;
    expect(option?.bytes).toEqual(bytes);
    expect(option?.parts.map(({ length }) => length)).toEqual([257, 257, 92]);
  });

  it('in several parts are joined even when others stand between', () => {
    const payload = rawPayload({ options: [12, 2, ...text('ab'), 3, 4, 1, 2, 3, 4, 12, 0, 12, 1, ...text('c'), 255] });
    expect(options(decodeDhcp(payload))).toEqual([
      [12, '616263'],
      [3, '01020304'],
    ]);
  });

  it('behind the End option are not read', () => {
    expect(options(decodeDhcp(rawPayload({ options: [53, 1, 1, 255, 12, 1, 65] })))).toEqual([[53, '01']]);
  });
});

describe('option overload', () => {
  const sname = [15, 2, ...text('sn'), 12, 1, ...text('z'), 255];
  const file = [12, 2, ...text('fi'), 15, 1, ...text('l'), 255];

  it('adds file, then sname, in the order of RFC 3396', () => {
    const message = decodeDhcp(rawPayload({ options: [52, 1, 3, 12, 1, ...text('o'), 255], sname, file }), 42);
    expect(options(message)).toEqual([
      [52, '03'],
      [12, toHex(Uint8Array.from(text('ofiz')))],
      [15, toHex(Uint8Array.from(text('lsn')))],
    ]);
    expect([message.sname, message.file, message.faults]).toEqual(['', '', []]);
    expect(message.options[1]?.parts.map(({ area, offset }) => [area, offset])).toEqual([
      ['options', 42 + 243],
      ['file', 42 + 108],
      ['sname', 42 + 44 + 4],
    ]);
  });

  it('of one field leaves the other as text', () => {
    const onlyFile = decodeDhcp(rawPayload({ options: [52, 1, 1, 255], sname: text('name'), file }));
    expect([onlyFile.sname, onlyFile.file, options(onlyFile)[1]?.[0]]).toEqual(['name', '', 12]);
    const onlyName = decodeDhcp(rawPayload({ options: [52, 1, 2, 255], sname, file: text('boot') }));
    expect([onlyName.sname, onlyName.file, options(onlyName)[1]?.[0]]).toEqual(['', 'boot', 15]);
  });

  it('cannot be opened from an overloaded field', () => {
    const message = decodeDhcp(rawPayload({ options: [52, 1, 1, 255], file: [52, 1, 2, 255], sname }));
    expect(options(message)).toEqual([[52, '0102']]);
    expect(message.sname).not.toBe('');
  });

  it('reports a field without its End', () => {
    const message = decodeDhcp(rawPayload({ options: [52, 1, 2, 255], sname: [12, 1, 65] }), 42);
    expect(message.faults).toEqual([{ offset: 42 + 108, reason: 'no End option in the sname field' }]);
    expect(options(message)[1]).toEqual([12, '41']);
  });

  it('does not survive encoding: all options fit the options field then', () => {
    const message = decodeDhcp(rawPayload({ options: [52, 1, 3, 255], sname, file }));
    expect(options(decodeDhcp(encodeDhcp(message)))).toEqual(options(message).slice(1));
  });
});

describe('broken messages', () => {
  const fault = (bytes: Uint8Array) => decodeDhcp(bytes, 42).faults;

  it('without cookie keep their fixed fields', () => {
    const payload = rawPayload({ options: [53, 1, 1, 255] });
    payload[236] = 0;
    const message = decodeDhcp(payload, 42);
    expect(message.faults).toEqual([{ offset: 42 + 236, reason: 'no magic cookie 99.130.83.99' }]);
    expect([message.xid, message.options, messageName(message)]).toEqual([7, [], 'BOOTREPLY']);
  });

  it('without End, with half an option, with half a header', () => {
    expect(fault(rawPayload({ options: [53, 1, 1] }))).toEqual([
      { offset: 285, reason: 'no End option in the options field' },
    ]);
    const overrun = decodeDhcp(rawPayload({ options: [53, 1, 1, 12, 9, 65] }), 42);
    expect(overrun.faults).toEqual([
      { offset: 285, reason: 'option 12 claims 9 bytes, the options field ends before' },
    ]);
    expect(options(overrun)).toEqual([[53, '01']]);
    expect(fault(rawPayload({ options: [12] }))).toEqual([{ offset: 282, reason: 'option 12 has no length' }]);
  });

  it('with an op nobody knows', () => {
    const payload = rawPayload({ options: [255] });
    payload[0] = 9;
    expect(fault(payload)).toEqual([{ offset: 42, reason: 'op 9, must be 1 or 2' }]);
  });

  it('cut at any byte keep what was whole', () => {
    const whole = encodeDhcp(sampleMessage([53, 54, 51, 1, 3, 6], { op: 2, yiaddr: '192.0.2.50' }));
    const end = whole.indexOf(255, 240);
    for (let length = 0; length <= end; length++) {
      const message = decodeDhcp(whole.subarray(0, length));
      expect(message.faults, `${length} bytes`).toHaveLength(1);
      expect(message.faults[0]?.offset).toBeLessThanOrEqual(length);
      expect(message.yiaddr).toBe(length >= 20 ? '192.0.2.50' : length <= 16 ? '0.0.0.0' : message.yiaddr);
      for (const { parts } of message.options) {
        for (const part of parts) expect(part.offset + part.length).toBeLessThanOrEqual(length);
      }
    }
  });

  it('of random bytes give what can be encoded again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, cookie) => {
        if (cookie && bytes.length > 240) bytes.set([99, 130, 83, 99], 236);
        const message = decodeDhcp(bytes);
        const again = decodeDhcp(encodeDhcp(message));
        const kept = options(message).filter(([code]) => code !== 52);
        expect(options(again)).toEqual(kept);
        expect({ ...again, options: [], faults: [] }).toEqual({ ...message, options: [], faults: [] });
      }),
    );
  });
});

describe('questions to a message', () => {
  const message = sampleMessage([53, 54, 51, 6, 12]);

  it('are answered by the first option of the code', () => {
    expect(findOption(message, 53)).toEqual(Uint8Array.of(1));
    expect(findOption(message, 1)).toBeUndefined();
    expect([messageType(message), messageName(message)]).toEqual([1, 'DISCOVER']);
    expect(addressOption(message, 54)).toBe('203.0.113.54');
    expect(addressesOption(message, 6)).toEqual(['192.0.2.6']);
    expect(uint32Option(message, 51)).toBe(51_000);
    expect(textOption(message, 12)).toBe('text-12.example');
    expect([
      addressOption(message, 50),
      addressesOption(message, 3),
      uint32Option(message, 58),
      textOption(message, 15),
    ]).toEqual([undefined, [], undefined, undefined]);
  });

  it('are not answered by options of a wrong length', () => {
    const wrong = newDhcpMessage({
      options: [
        newOption(53, Uint8Array.of(1, 2)),
        newOption(51, Uint8Array.of(1)),
        newOption(54, Uint8Array.of(1, 2, 3, 4, 5)),
        newOption(3, Uint8Array.of(1, 2, 3, 4, 5)),
      ],
    });
    expect(messageType(wrong)).toBeUndefined();
    expect(messageName(wrong)).toBe('BOOTREQUEST');
    expect([uint32Option(wrong, 51), addressOption(wrong, 54), addressesOption(wrong, 3)]).toEqual([
      undefined,
      undefined,
      ['1.2.3.4'],
    ]);
  });

  it('name every message', () => {
    const name = (type: number) => messageName(newDhcpMessage({ options: [newOption(53, Uint8Array.of(type))] }));
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map(name)).toEqual([
      'DISCOVER',
      'OFFER',
      'REQUEST',
      'DECLINE',
      'ACK',
      'NAK',
      'RELEASE',
      'INFORM',
      'FORCERENEW',
    ]);
    expect(name(99)).toBe('type 99');
    expect(messageName(newDhcpMessage({ op: 7 }))).toBe('op 7');
  });
});
