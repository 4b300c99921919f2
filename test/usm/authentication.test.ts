import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { macLength, sign, verify } from '#electron/usm/authentication.ts';
import { authAlgorithms } from '#electron/usm/protocols.ts';
import { toHex } from '#shared/model/hex.ts';
import { type AuthProtocol, authProtocols } from '#shared/model/snmp-target.ts';

const keyOf = (protocol: AuthProtocol) => ({ protocol, key: randomBytes(authAlgorithms[protocol].keyLength) });

describe('the MAC of a message', () => {
  it('has the length of RFC 3414 and RFC 7860', () => {
    expect(authProtocols.map(macLength)).toEqual([12, 12, 16, 24, 32, 48]);
  });

  it.each(authProtocols)('%s is a truncated HMAC over the message with zeros in its place', (protocol) => {
    const auth = keyOf(protocol);
    const length = macLength(protocol);
    const message = randomBytes(150);
    const zeroed = Buffer.from(message).fill(0, 40, 40 + length);
    const expected = createHmac(authAlgorithms[protocol].hash, auth.key).update(zeroed).digest().subarray(0, length);
    sign(auth, message, 40);
    expect(toHex(message.subarray(40, 40 + length))).toBe(toHex(expected));
    expect(toHex(message.subarray(0, 40))).toBe(toHex(zeroed.subarray(0, 40)));
    expect(toHex(message.subarray(40 + length))).toBe(toHex(zeroed.subarray(40 + length)));
  });

  it.each(authProtocols)('%s: any bit that changes is seen, and the message stays as it is', (protocol) => {
    const auth = keyOf(protocol);
    const message = randomBytes(120);
    sign(auth, message, 60);
    const signed = toHex(message);
    expect(verify(auth, message, 60, macLength(protocol))).toBe(true);
    expect(toHex(message)).toBe(signed);
    for (let bit = 0; bit < message.length * 8; bit++) {
      message[bit >> 3] = (message[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify(auth, message, 60, macLength(protocol))).toBe(false);
      message[bit >> 3] = (message[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
    expect(verify(keyOf(protocol), message, 60, macLength(protocol))).toBe(false);
  });

  it.each(authProtocols)('%s: a field of another length, or not within the message, is wrong', (protocol) => {
    const auth = keyOf(protocol);
    const message = randomBytes(60);
    const length = macLength(protocol);
    sign(auth, message, 60 - length);
    expect(verify(auth, message, 60 - length, length)).toBe(true);
    for (let other = 0; other < 64; other++) {
      if (other !== length) expect(verify(auth, message, 0, other)).toBe(false);
    }
    for (const start of [-1, 61 - length, 60, 1e9, Number.NaN, 0.5]) {
      expect(verify(auth, message, start, length)).toBe(false);
      expect(() => sign(auth, message, start)).toThrow(RangeError);
    }
  });

  it('is taken of a message that is part of a larger buffer', () => {
    const datagram = randomBytes(200);
    const message = datagram.subarray(30, 150);
    const auth = keyOf('SHA-256');
    sign(auth, message, 50);
    expect(verify(auth, Uint8Array.from(message), 50, 24)).toBe(true);
  });
});
