import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { localizeKey, passwordToKey, privacyKey } from '#electron/usm/keys.ts';
import { authAlgorithms, privAlgorithms } from '#electron/usm/protocols.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { authProtocols, privProtocols } from '#shared/model/snmp-target.ts';

const engineId = fromHex('000000000000000000000002') ?? new Uint8Array();

describe('keys from passwords', () => {
  // MD5 and SHA: RFC 3414 appendix A.3. RFC 7860 has none: these were made with Python's hashlib from the text of appendix A.2.
  it.each([
    ['MD5', '9faf3283884e92834ebc9847d8edd963', '526f5eed9fcce26f8964c2930787d82b'],
    ['SHA', '9fb5cc0381497b3793528939ff788d5d79145211', '6695febc9288e36282235fc7151f128497b38f3f'],
    [
      'SHA-224',
      '282a5867ee9aac639ad59df9572c7d3ac0fbc13a905b6df07dbbf00b',
      '0bd8827c6e29f8065e08e09237f177e410f69b90e1782be682075674',
    ],
    [
      'SHA-256',
      'ab51014d1e077f6017df2b12bee5f5aa72993177e9bb569c4dff5a4ca0b4afac',
      '8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b',
    ],
    [
      'SHA-384',
      'e06eccdf2c68a06ed034723c9c26e0db3b669e1e2efed49150b55377a2e98f383c86fb836857444654b287c93f51ff64',
      '3b298f16164a11184279d5432bf169e2d2a48307de02b3d3f7e2b4f36eb6f0455a53689a3937eea07319a633d2ccba78',
    ],
    [
      'SHA-512',
      '7e4396de5aadc77be853819b98c9406265b3a9c37cc3176569847a4e4f6fba63dd3a73d04924d31a63f95a601f9385af6be4ed1b37f87d040f7c6ed6f8d38a91',
      '22a5a36cedfcc085807a128d7bc6c2382167ad6c0dbc5fdff856740f3d84c099ad1ea87a8db096714d9788bd544047c9021e4229ce27e4c0a69250adfcffbb0b',
    ],
  ] as const)('%s', (protocol, intermediate, localized) => {
    const key = passwordToKey(protocol, 'maplesyrup');
    expect(toHex(key)).toBe(intermediate);
    expect(toHex(localizeKey(protocol, key, engineId))).toBe(localized);
  });

  // RFC 3414 appendix A.5: the new passwords.
  it.each([
    ['MD5', '87021d7bd9d101ba05ea6e3bf9d9bd4a'],
    ['SHA', '78e2dcce79d59403b58c1bbaa5bff46391f1cd25'],
  ] as const)('%s of another password', (protocol, localized) => {
    expect(toHex(localizeKey(protocol, passwordToKey(protocol, 'newsyrup'), engineId))).toBe(localized);
  });

  it.each([1, 7, 8, 32_767, 32_768, 32_769, 65_537, (1 << 20) + 1])(
    'hashes exactly 1 MiB of a password of %i octets',
    (length) => {
      const password = Array.from({ length }, (_, i) => String.fromCharCode(97 + (i % 23))).join('');
      const whole = password.repeat(Math.ceil((1 << 20) / length)).slice(0, 1 << 20);
      expect(toHex(passwordToKey('SHA-256', password))).toBe(createHash('sha256').update(whole).digest('hex'));
    },
  );

  it('takes the octets of UTF-8', () => {
    const octets = Buffer.from('Passwörter密码');
    const whole = Buffer.alloc(1 << 20, octets);
    expect(toHex(passwordToKey('SHA', 'Passwörter密码'))).toBe(createHash('sha1').update(whole).digest('hex'));
  });

  it('refuses an empty password', () => {
    expect(() => passwordToKey('MD5', '')).toThrow(RangeError);
  });
});

describe('keys for ciphers', () => {
  const localized = (auth: (typeof authProtocols)[number]) =>
    localizeKey(auth, passwordToKey(auth, 'maplesyrup'), engineId);

  // MD5 and SHA: draft-reeder-snmpv3-usm-3desede-00, of whose 40 octets 3DES uses 32. SHA-224: by Python's hashlib.
  it.each([
    ['MD5', '526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12'],
    ['SHA', '6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c'],
    ['SHA-224', '0bd8827c6e29f8065e08e09237f177e410f69b90e1782be68207567422c34be4'],
  ] as const)("Reeder's way with %s", (auth, key) => {
    const of = (priv: (typeof privProtocols)[number]) => toHex(privacyKey(priv, auth, localized(auth), engineId));
    expect(of('3DES')).toBe(key);
    expect(of('AES-256-C')).toBe(key);
    expect(of('AES-192-C')).toBe(key.slice(0, 48));
  });

  // draft-blumenthal-aes-usm-04 section 3.1.2.1 has no example; these are by Python's hashlib.
  it.each([
    ['MD5', '526f5eed9fcce26f8964c2930787d82bfa24a92467426c2f4b09192be10dfaec'],
    ['SHA', '6695febc9288e36282235fc7151f128497b38f3f505e07eb9af25568fa1f5dbe'],
    ['SHA-224', '0bd8827c6e29f8065e08e09237f177e410f69b90e1782be682075674e82d9bf0'],
  ] as const)("Blumenthal's way with %s", (auth, key) => {
    const of = (priv: (typeof privProtocols)[number]) => toHex(privacyKey(priv, auth, localized(auth), engineId));
    expect(of('AES-256')).toBe(key);
    expect(of('AES-192')).toBe(key.slice(0, 48));
  });

  it('cuts what is longer, and gives every cipher its length', () => {
    for (const auth of authProtocols) {
      const whole = localized(auth);
      expect(whole.length).toBe(authAlgorithms[auth].keyLength);
      for (const priv of privProtocols) {
        const key = privacyKey(priv, auth, whole, engineId);
        const { keyLength } = privAlgorithms[priv];
        expect(key.length).toBe(keyLength);
        const shared = Math.min(keyLength, whole.length);
        expect(toHex(key.subarray(0, shared))).toBe(toHex(whole.subarray(0, shared)));
      }
    }
  });

  it('gives a key of its own, so that clearing one does not clear the other', () => {
    const whole = localized('MD5');
    const key = privacyKey('AES', 'MD5', whole, engineId);
    whole.fill(0);
    expect(toHex(key)).toBe('526f5eed9fcce26f8964c2930787d82b');
  });
});
