import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keysFromBytes, keysToBytes } from '#electron/usm/key-store-form.ts';
import { localizeKey, passwordToKey } from '#electron/usm/keys.ts';
import { authAlgorithms, privAlgorithms } from '#electron/usm/protocols.ts';
import { PasswordKeys, userKeys } from '#electron/usm/user-keys.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { type AuthProtocol, authProtocols, type PrivProtocol, privProtocols } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const engineId = fromHex('80001f8880b83fd7177f48076b00000000') ?? new Uint8Array();

function problemOf(work: () => unknown): ProblemError {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('No problem');
}

describe('the keys of a user', () => {
  it('are none for noAuthNoPriv, one for authNoPriv, two for authPriv', () => {
    expect(userKeys({}, engineId)).toEqual({});
    const auth = { protocol: 'SHA-256', password: 'maplesyrup1' } as const;
    expect(Object.keys(userKeys({ auth }, engineId))).toEqual(['auth']);
    expect(Object.keys(userKeys({ auth, priv: { protocol: 'AES', password: 'maplesyrup2' } }, engineId))).toEqual([
      'auth',
      'priv',
    ]);
  });

  it('are those that net-snmp keeps for the same passwords and engine', () => {
    // The usmUser line that snmpd 5.9.3 wrote for: createUser u SHA-256 maplesyrup1 AES maplesyrup2
    const { auth, priv } = userKeys(
      { auth: { protocol: 'SHA-256', password: 'maplesyrup1' }, priv: { protocol: 'AES', password: 'maplesyrup2' } },
      engineId,
    );
    expect(toHex(auth?.key ?? new Uint8Array())).toBe(
      '580b3dee80e3d609ae07b395ad87a14881df6679a5fa371a76592e115eb9cbdc',
    );
    expect(toHex(priv?.key ?? new Uint8Array())).toBe('fd48041d61edf9bc742969eb584bdb1b');
  });

  it('cannot be for privacy alone', () => {
    expect(() => userKeys({ priv: { protocol: 'AES', password: 'maplesyrup' } }, engineId)).toThrow('RFC 3411');
  });

  it.each(authProtocols)('are the same from a localized key of %s as from the password', (auth) => {
    const password = 'maplesyrup';
    const localized = toHex(localizeKey(auth, passwordToKey(auth, password), engineId));
    for (const priv of privProtocols) {
      const fromPassword = userKeys(
        { auth: { protocol: auth, password }, priv: { protocol: priv, password } },
        engineId,
      );
      const short = userKeys(
        { auth: { protocol: auth, key: localized }, priv: { protocol: priv, key: localized } },
        engineId,
      );
      expect(short).toEqual(fromPassword);
      const whole = toHex(fromPassword.priv?.key ?? new Uint8Array());
      const full = userKeys(
        { auth: { protocol: auth, key: localized }, priv: { protocol: priv, key: whole } },
        engineId,
      );
      expect(full).toEqual(fromPassword);
    }
  });

  it('must have the right length, and the problem says which without the key', () => {
    const known = new PasswordKeys();
    const ofAuth = (protocol: AuthProtocol, length: number) =>
      userKeys({ auth: { protocol, key: 'c5'.repeat(length) } }, engineId);
    const ofPriv = (auth: AuthProtocol, protocol: PrivProtocol, length: number) =>
      userKeys(
        { auth: { protocol: auth, password: 'maplesyrup' }, priv: { protocol, key: 'c5'.repeat(length) } },
        engineId,
        known,
      );
    for (const protocol of authProtocols) {
      for (let length = 0; length <= 65; length++) {
        if (length === authAlgorithms[protocol].keyLength) continue;
        expect(problemOf(() => ofAuth(protocol, length)).problem.code).toBe('snmp-key-length');
      }
    }
    for (const auth of authProtocols) {
      for (const priv of privProtocols) {
        for (let length = 0; length <= 65; length++) {
          if (length === authAlgorithms[auth].keyLength || length === privAlgorithms[priv].keyLength) continue;
          expect(problemOf(() => ofPriv(auth, priv, length)).problem.code).toBe('snmp-key-length');
        }
      }
    }
    const error = problemOf(() => ofPriv('SHA', 'AES-256', 16));
    expect(error.problem.params).toEqual({ protocol: 'AES-256', length: 16, expected: '20 / 32' });
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain('c5c5');
    expect(problemOf(() => ofAuth('SHA', 16)).problem.params).toEqual({ protocol: 'SHA', length: 16, expected: '20' });
  });
});

describe('keys of passwords', () => {
  it('are made once, and forgotten when there are too many', () => {
    const known = new PasswordKeys(2);
    const first = known.keyOf('MD5', 'maplesyrup');
    expect(toHex(first)).toBe('9faf3283884e92834ebc9847d8edd963');
    expect(known.keyOf('MD5', 'maplesyrup')).toBe(first);
    expect(known.keyOf('SHA', 'maplesyrup')).not.toBe(first);
    expect(known.keyOf('MD5', 'maplesyrup')).toBe(first); // the one used last is kept
    known.keyOf('MD5', 'newsyrup');
    expect(known.keyOf('MD5', 'maplesyrup')).toBe(first);
    const forgotten = new PasswordKeys(1);
    const once = forgotten.keyOf('SHA', 'maplesyrup');
    forgotten.keyOf('SHA', 'newsyrup');
    expect(forgotten.keyOf('SHA', 'maplesyrup')).not.toBe(once);
    expect(forgotten.keyOf('SHA', 'maplesyrup')).toEqual(once);
  });
});

describe('keys as bytes to be stored', () => {
  const all = authProtocols.flatMap((auth) =>
    privProtocols.map((priv) => ({
      auth: { protocol: auth, key: new Uint8Array(randomBytes(authAlgorithms[auth].keyLength)) },
      priv: { protocol: priv, key: new Uint8Array(randomBytes(privAlgorithms[priv].keyLength)) },
    })),
  );

  it('come back as they were', () => {
    for (const { auth, priv } of all) {
      expect(keysFromBytes(keysToBytes({ auth, priv }))).toEqual({ auth, priv });
      expect(keysFromBytes(keysToBytes({ auth }))).toEqual({ auth });
    }
    expect(keysFromBytes(keysToBytes({}))).toEqual({});
  });

  it('keep their numbers', () => {
    const auth = { protocol: 'SHA', key: new Uint8Array(20).fill(1) } as const;
    const priv = { protocol: 'AES-192-C', key: new Uint8Array(24).fill(2) } as const;
    expect(toHex(keysToBytes({ auth, priv }))).toBe(`0101${'01'.repeat(20)}05${'02'.repeat(24)}`);
  });

  it('are nothing when cut, lengthened or of another version', () => {
    for (const keysOfUser of all) {
      const bytes = keysToBytes(keysOfUser);
      const authEnd = 2 + keysOfUser.auth.key.length;
      for (let length = 0; length < bytes.length; length++) {
        const part = keysFromBytes(bytes.subarray(0, length));
        if (length === 1) expect(part).toEqual({});
        else if (length === authEnd) expect(part).toEqual({ auth: keysOfUser.auth });
        else expect(part).toBeUndefined();
      }
      expect(keysFromBytes(Buffer.concat([bytes, Buffer.alloc(1)]))).toBeUndefined();
      expect(keysFromBytes(Uint8Array.of(2, ...bytes.subarray(1)))).toBeUndefined();
    }
    for (let round = 0; round < 2000; round++) {
      const read = keysFromBytes(Uint8Array.of(1, round % 8, ...randomBytes(round % 100)));
      if (read?.auth) expect(read.auth.key.length).toBe(authAlgorithms[read.auth.protocol].keyLength);
    }
  });
});
