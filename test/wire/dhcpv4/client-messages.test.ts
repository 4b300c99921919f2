import { describe, expect, it } from 'vitest';
import { type ClientIdentity, discover, release, requestOffered } from '#electron/wire/dhcpv4/client-messages.ts';
import { type DhcpMessage, decodeDhcp, encodeDhcp, messageName } from '#electron/wire/dhcpv4/message.ts';
import { toHex } from '#shared/model/hex.ts';

const identity: ClientIdentity = {
  mac: '02:00:5e:10:20:30',
  clientIdentifier: Uint8Array.of(0, 1, 2),
  hostName: 'bench',
  vendorClass: 'test',
  requestedOptions: [1, 3],
  broadcast: true,
  furtherOptions: [],
};
const transaction = { xid: 7, secs: 70_000 };

function options(message: DhcpMessage): [number, string][] {
  return decodeDhcp(encodeDhcp(message)).options.map(({ code, bytes }) => [code, toHex(bytes)]);
}

describe('messages of a client (RFC 2131 table 5)', () => {
  it('DISCOVER describes the client', () => {
    const message = discover(identity, transaction, { requestedAddress: '192.0.2.5' });
    expect(message).toMatchObject({
      op: 1,
      xid: 7,
      secs: 0xffff,
      flags: 0x8000,
      ciaddr: '0.0.0.0',
      chaddr: identity.mac,
    });
    expect(options(message)).toEqual([
      [53, '01'],
      [61, '000102'],
      [50, 'c0000205'],
      [12, '62656e6368'],
      [60, '74657374'],
      [55, '0103'],
    ]);
  });

  it('REQUEST to an offer names address and server, with ciaddr zero', () => {
    const message = requestOffered(identity, transaction, { address: '192.0.2.5', server: '192.0.2.1' });
    expect([messageName(message), message.ciaddr]).toEqual(['REQUEST', '0.0.0.0']);
    expect(options(message).filter(([code]) => code === 50 || code === 54)).toEqual([
      [50, 'c0000205'],
      [54, 'c0000201'],
    ]);
  });

  it('RELEASE has ciaddr and server, and asks for nothing', () => {
    const message = release(identity, transaction, { address: '192.0.2.5', server: '192.0.2.1' });
    expect(message).toMatchObject({ ciaddr: '192.0.2.5', flags: 0, secs: 0 });
    expect(options(message).map(([code]) => code)).toEqual([53, 61, 54]);
  });

  it('leave out what is empty, and take further options in place of ours', () => {
    const bare = {
      ...identity,
      clientIdentifier: new Uint8Array(0),
      hostName: '',
      vendorClass: '',
      requestedOptions: [],
    };
    expect(options(discover(bare, transaction))).toEqual([[53, '01']]);
    const replaced = {
      ...identity,
      furtherOptions: [
        { code: 12, bytes: Uint8Array.of(65) },
        { code: 200, bytes: Uint8Array.of(1) },
      ],
    };
    expect(options(discover(replaced, transaction)).filter(([code]) => code === 12 || code === 200)).toEqual([
      [12, '41'],
      [200, '01'],
    ]);
  });
});
