import type * as Crypto from 'node:crypto';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { decrypt, encrypt, SaltCounter } from '#electron/usm/privacy.ts';
import { privAlgorithms } from '#electron/usm/protocols.ts';
import { userKeys } from '#electron/usm/user-keys.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { type PrivProtocol, privProtocols } from '#shared/model/snmp-target.ts';

/**
 * Ciphers of Electron's BoringSSL (`getCiphers()` there), without its DES, which OpenSSL 3 lacks, and without des-ede and des-ede-cbc,
 * which it lists but does not make. The privacy protocols run on these alone, here as there.
 */
const inBoringSsl = [
  ...['cbc', 'cfb', 'ctr', 'ecb', 'gcm', 'ofb'].map((mode) => `aes-128-${mode}`),
  ...['cbc', 'ctr', 'ecb', 'gcm', 'ofb'].map((mode) => `aes-192-${mode}`),
  ...['cbc', 'cfb', 'ctr', 'ecb', 'gcm', 'ofb'].map((mode) => `aes-256-${mode}`),
  'des-ede3-cbc',
];
const used = vi.hoisted(() => ({ names: new Set<string>(), watched: false }));

vi.mock('node:crypto', async (importOriginal) => {
  const real = await importOriginal<typeof Crypto>();
  const only = (name: string) => {
    if (!used.watched) return;
    used.names.add(name);
    if (!inBoringSsl.includes(name)) throw new Error(`Unknown cipher ${name}`);
  };
  return {
    ...real,
    createCipheriv: (...args: Parameters<typeof real.createCipheriv>) => {
      only(args[0]);
      return real.createCipheriv(...args);
    },
    createDecipheriv: (...args: Parameters<typeof real.createDecipheriv>) => {
      only(args[0]);
      return real.createDecipheriv(...args);
    },
  };
});

/** What OpenSSL does itself. */
function native<Result>(work: () => Result): Result {
  used.watched = false;
  try {
    return work();
  } finally {
    used.watched = true;
  }
}

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array();
const keyOf = (protocol: PrivProtocol) => ({ protocol, key: randomBytes(privAlgorithms[protocol].keyLength) });
const clock = { boots: 0x00010203, time: 0x04050607 };
const salt = 0x08090a0b0c0d0e0fn;

beforeEach(() => {
  used.watched = true;
});
afterAll(() => {
  const sizes = [128, 192, 256];
  expect([...used.names].sort()).toEqual(
    [...sizes.flatMap((size) => [`aes-${size}-cbc`, `aes-${size}-ecb`]), 'des-ede3-cbc'].sort(),
  );
});

describe('AES', () => {
  const plain = bytes(
    '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
  );
  // NIST SP 800-38A F.3.13, F.3.15, F.3.17: its IV 00 01 .. 0f is that of boots, time and salt (RFC 3826 section 3.1.2.1).
  it.each([
    [
      'AES',
      '2b7e151628aed2a6abf7158809cf4f3c',
      '3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6',
    ],
    [
      'AES-192',
      '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b',
      'cdc80d6fddf18cab34c25909c99a417467ce7f7f81173621961a2b70171d3d7a2e1e8a1dd59b88b1c8e60fed1efac4c9c05f9f9ca9834fa042ae8fba584b09ff',
    ],
    [
      'AES-256',
      '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
      'dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407bdf10132415e54b92a13ed0a8267ae2f975a385741ab9cef82031623d55b1e471',
    ],
  ] as const)('%s as NIST has it', (protocol, key, cipher) => {
    const priv = { protocol, key: bytes(key) };
    const { encrypted, parameters } = encrypt(priv, plain, clock, salt);
    expect(toHex(parameters)).toBe('08090a0b0c0d0e0f');
    expect(toHex(encrypted)).toBe(cipher);
    expect(decrypt(priv, encrypted, clock, parameters)).toEqual(plain);
  });

  it.each(['AES', 'AES-192', 'AES-256', 'AES-192-C', 'AES-256-C'] as const)(
    '%s gives the bytes of aes-*-cfb',
    (protocol) => {
      const name = `aes-${privAlgorithms[protocol].keyLength * 8}-cfb`;
      for (const length of [1, 2, 15, 16, 17, 31, 32, 33, 48, 100, 484, 1400, 65_000]) {
        const priv = keyOf(protocol);
        const text = randomBytes(length);
        const at = { boots: 1 + length, time: 0x7fffffff - length };
        const { encrypted, parameters } = encrypt(priv, text, at, BigInt(length));
        const iv = Buffer.alloc(16);
        iv.writeUInt32BE(at.boots, 0);
        iv.writeUInt32BE(at.time, 4);
        iv.set(parameters, 8);
        const expected = native(() => createCipheriv(name, priv.key, iv).update(text));
        expect(toHex(encrypted)).toBe(toHex(expected));
        const back = native(() => createDecipheriv(name, priv.key, iv).update(encrypted));
        expect(toHex(decrypt(priv, encrypted, at, parameters) ?? new Uint8Array())).toBe(toHex(back));
      }
    },
  );
});

describe('DES', () => {
  it('gives the example of FIPS 81 for CBC', () => {
    // The IV is the salt, boots and counter, XOR the second half of the key (RFC 3414 section 8.1.1.1).
    const iv = 0x1234567890abcdefn;
    const preIv = iv ^ ((BigInt(clock.boots) << 32n) | (salt & 0xffffffffn));
    const priv = { protocol: 'DES', key: bytes(`0123456789abcdef${preIv.toString(16).padStart(16, '0')}`) } as const;
    const { encrypted, parameters } = encrypt(priv, Buffer.from('Now is the time for all '), clock, salt);
    expect(toHex(parameters)).toBe('000102030c0d0e0f');
    expect(toHex(encrypted)).toBe('e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6');
  });
});

describe('3DES', () => {
  it('gives the example of NIST SP 800-67 block by block', () => {
    // With an IV of zeros the first block of CBC is that of the cipher itself.
    const keys = '0123456789abcdef23456789abcdef01456789abcdef0123';
    const priv = { protocol: '3DES', key: bytes(`${keys}000102030c0d0e0f`) } as const;
    const blocks = ['The qufc', 'k brown ', 'fox jump'].map((text) => {
      return toHex(encrypt(priv, Buffer.from(text), clock, salt).encrypted);
    });
    expect(blocks).toEqual(['a826fd8ce53b855f', 'cce21c8112256fe6', '68d5c05dd9b6b900']);
  });

  // Made by pysnmp 4.4.12 with the password maplesyrup for engine 01 02 03 04 05 06.
  it.each([
    ['MD5', '21c250b8485e02fc175d56b9ff42fab62473cfafe0277d6bdb14b47483907061', '000000076a735edd'],
    ['SHA', '4a98bb8e3624e3ef3071e24742e7c1a5ac0aeadfb8ef4b216a921dc06333b371', '000000076a735ede'],
    ['SHA-224', '808b86274daa4744fe9e2a053de5358deaa294dddc5361e2c49ff56510a3a35a', '000000076a735edf'],
    ['SHA-256', 'cbe5383ba31ab4b5c8fbe949af362bc2a552de393946012ea39dd8dbe55d043a', '000000076a735ee0'],
    ['SHA-512', 'ec13e0135432846dbca066ae7ffb579f10b0248d5c00acd7fda74363cf004ac0', '000000076a735ee1'],
  ] as const)('opens what another manager encrypted, with the key of %s', (auth, encrypted, parameters) => {
    const password = 'maplesyrup';
    const credentials = { auth: { protocol: auth, password }, priv: { protocol: '3DES', password } } as const;
    const { priv } = userKeys(credentials, bytes('010203040506'));
    if (priv === undefined) throw new Error('No key');
    const plain = decrypt(priv, bytes(encrypted), { boots: 7, time: 99 }, bytes(parameters));
    expect(new TextDecoder().decode(plain?.subarray(2, 29))).toBe('hello there, 3DES over SNMP');
  });
});

describe('every privacy protocol', () => {
  it.each(privProtocols)('%s: what was encrypted comes back, padded where there are blocks', (protocol) => {
    const priv = keyOf(protocol);
    for (let length = 1; length < 70; length++) {
      const text = randomBytes(length);
      const { encrypted, parameters } = encrypt(priv, text, clock, BigInt(length));
      const padded = privAlgorithms[protocol].mode === 'CBC' ? Math.ceil(length / 8) * 8 : length;
      expect(encrypted.length).toBe(padded);
      const back = decrypt(priv, encrypted, clock, parameters);
      expect(toHex(back?.subarray(0, length) ?? new Uint8Array())).toBe(toHex(text));
    }
  });

  it.each(privProtocols)('%s: leaves what it is given as it is', (protocol) => {
    const priv = keyOf(protocol);
    const text = randomBytes(40);
    const before = toHex(text) + toHex(priv.key);
    const { encrypted, parameters } = encrypt(priv, text, clock, salt);
    const received = toHex(encrypted) + toHex(parameters);
    decrypt(priv, encrypted, clock, parameters);
    expect(toHex(text) + toHex(priv.key)).toBe(before);
    expect(toHex(encrypted) + toHex(parameters)).toBe(received);
  });

  it.each(privProtocols)('%s: refuses lengths that nothing encrypted has', (protocol) => {
    const priv = keyOf(protocol);
    const parameters = new Uint8Array(8);
    for (const length of [0, 1, 7, 9, 16]) {
      expect(decrypt(priv, new Uint8Array(64), clock, new Uint8Array(length))).toBeUndefined();
    }
    expect(decrypt(priv, new Uint8Array(), clock, parameters)).toBeUndefined();
    const odd = decrypt(priv, new Uint8Array(63), clock, parameters);
    expect(odd?.length).toBe(privAlgorithms[protocol].mode === 'CBC' ? undefined : 63);
  });

  it.each(privProtocols)('%s: takes any bytes, clocks and places in a datagram', (protocol) => {
    const priv = keyOf(protocol);
    for (let round = 0; round < 200; round++) {
      const datagram = randomBytes(3 + (round % 90));
      const at = { boots: -round, time: 2 ** 40 + round };
      const result = decrypt(priv, datagram.subarray(3), at, randomBytes(round % 10));
      expect(result === undefined || result.length === datagram.length - 3).toBe(true);
    }
  });

  it('never takes the same IV twice', () => {
    const salts = new SaltCounter();
    for (const protocol of privProtocols) {
      const priv = keyOf(protocol);
      const seen = new Set<string>();
      for (let i = 0; i < 1000; i++) seen.add(toHex(encrypt(priv, new Uint8Array(8), clock, salts.next()).parameters));
      expect(seen.size).toBe(1000);
    }
  });
});
