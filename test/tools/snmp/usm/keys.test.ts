import { describe, expect, it } from 'vitest';
import { localizeKey, passwordToKey } from '#electron/tools/snmp/usm/keys.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';

const engineId = fromHex('000000000000000000000002') ?? new Uint8Array();

describe('keys from passwords', () => {
  // RFC 3414 appendix A.3.1 and A.3.2.
  it.each([
    ['MD5', '9faf3283884e92834ebc9847d8edd963', '526f5eed9fcce26f8964c2930787d82b'],
    ['SHA', '9fb5cc0381497b3793528939ff788d5d79145211', '6695febc9288e36282235fc7151f128497b38f3f'],
  ] as const)('%s as in RFC 3414 appendix A.3', (protocol, ku, kul) => {
    const key = passwordToKey(protocol, 'maplesyrup');
    expect(toHex(key)).toBe(ku);
    expect(toHex(localizeKey(protocol, key, engineId))).toBe(kul);
  });
});
