import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { macLength, sign, verify } from '#electron/usm/authentication.ts';
import { decrypt, encrypt, SaltCounter } from '#electron/usm/privacy.ts';
import type { EngineClock } from '#electron/usm/protocols.ts';
import { PasswordKeys, type UserKeys, userKeys } from '#electron/usm/user-keys.ts';
import {
  decodeScopedPdu,
  decodeSnmp,
  encodeScopedPdu,
  encodeV3Message,
  type SnmpMessage,
} from '#electron/wire/snmp/message.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { authProtocols, privProtocols } from '#shared/model/snmp-target.ts';
import { need } from '#test/lab/need.ts';
import { type Snmpd, type SnmpdUser, startSnmpd } from '#test/lab/snmpd.ts';

/** Debian's net-snmp has no 3DES. */
const privs = privProtocols.filter((protocol) => protocol !== '3DES');
const noPriv: SnmpdUser[] = [
  { name: 'nobody' },
  ...authProtocols.map((auth) => ({ name: auth, auth: { protocol: auth, password: `auth password of ${auth}` } })),
];
const authPriv: SnmpdUser[] = authProtocols.flatMap((auth) =>
  privs.map((priv) => ({
    name: `${auth} ${priv}`,
    auth: { protocol: auth, password: `password of ${auth}` },
    priv: { protocol: priv, password: `Passwort für ${priv}` },
  })),
);
const text = new TextEncoder();
const nothing = new Uint8Array();
const sysName = VarbindList.of([{ oid: '1.3.6.1.2.1.1.5.0', value: { type: 'NULL' } }]);

describe.skipIf(!need('snmpd'))('users of net-snmp', () => {
  let snmpd: Snmpd;
  let socket: Socket;
  let engineId: Uint8Array = nothing;
  let clock: EngineClock = { boots: 0, time: 0 };
  const salts = new SaltCounter();
  const passwords = new PasswordKeys();
  let requestId = 1;

  beforeAll(async () => {
    snmpd = await startSnmpd({ users: [...noPriv, ...authPriv], extraConfig: 'sysName lab-agent' });
    socket = createSocket('udp4');
    socket.connect(snmpd.port, '127.0.0.1');
    await once(socket, 'connect');
    const { message } = await exchange('', {});
    expect(message.pdu?.varbinds.oid(0)).toBe('1.3.6.1.6.3.15.1.1.4.0'); // usmStatsUnknownEngineIDs
    const usm = message.v3?.usm;
    if (usm === undefined) throw new Error('No engine discovered');
    engineId = usm.engineId;
    clock = usm;
  });
  afterAll(async () => {
    socket?.close();
    await snmpd?.stop();
  });

  async function exchange(
    user: string,
    keys: UserKeys,
    timeout = 5000,
  ): Promise<{ bytes: Uint8Array; message: SnmpMessage }> {
    const id = requestId++;
    const pdu = {
      type: 'GetRequest' as const,
      requestId: id,
      varbinds: sysName.bytes.subarray(sysName.start, sysName.end),
    };
    const scoped = encodeScopedPdu({ engineId, name: nothing, pdu });
    const sealed = keys.priv && encrypt(keys.priv, scoped, clock, salts.next());
    const { bytes, authStart } = encodeV3Message({
      messageId: id,
      maxSize: 65_507,
      auth: keys.auth !== undefined,
      priv: sealed !== undefined,
      reportable: true,
      usm: {
        engineId,
        ...(keys.auth === undefined ? { boots: 0, time: 0 } : { boots: clock.boots, time: clock.time }),
        user: text.encode(user),
        authLength: keys.auth === undefined ? 0 : macLength(keys.auth.protocol),
        priv: sealed?.parameters ?? nothing,
      },
      data: sealed?.encrypted ?? scoped,
      encrypted: sealed !== undefined,
    });
    if (keys.auth !== undefined) sign(keys.auth, bytes, authStart);
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(timeout) });
    socket.send(bytes);
    const [datagram] = await answer;
    const received = new Uint8Array(datagram);
    return { bytes: received, message: decodeSnmp(received) };
  }

  /** The answered PDU, authentic and decrypted as far as there are keys. */
  function open({ bytes, message }: { bytes: Uint8Array; message: SnmpMessage }, keys: UserKeys): Pdu | undefined {
    expect(message.faults).toEqual([]);
    const { usm, encrypted } = message.v3 ?? {};
    if (usm === undefined) throw new Error('No USM');
    if (keys.auth !== undefined) expect(verify(keys.auth, bytes, usm.auth.start, usm.auth.length)).toBe(true);
    if (keys.priv === undefined) return message.pdu;
    if (encrypted === undefined) throw new Error(`In clear: ${message.pdu?.varbinds.oid(0)}`);
    const parameters = bytes.subarray(usm.priv.start, usm.priv.start + usm.priv.length);
    const data = bytes.subarray(encrypted.start, encrypted.start + encrypted.length);
    const plain = decrypt(keys.priv, data, usm, parameters) ?? nothing;
    return decodeScopedPdu(plain, 0, plain.length, [])?.pdu;
  }

  const credentialsOf = ({ auth, priv }: SnmpdUser) => ({ ...(auth && { auth }), ...(priv && { priv }) });

  it.each([...noPriv, ...authPriv])('$name: a GET is answered', async (user) => {
    const keys = userKeys(credentialsOf(user), engineId, passwords);
    const pdu = open(await exchange(user.name, keys), keys);
    expect(pdu?.type).toBe('Response');
    expect(pdu?.requestId).toBe(requestId - 1);
    expect(pdu?.varbinds.value(0)).toEqual({ type: 'OCTET STRING', value: text.encode('lab-agent') });
  });

  it('tells the two key extensions apart where the hash is shorter than the key', async () => {
    const user = authPriv.find(({ name }) => name === 'MD5 AES-256-C');
    if (user?.auth === undefined || user.priv === undefined) throw new Error('No such user');
    const keys = userKeys(
      { auth: user.auth, priv: { protocol: 'AES-256', password: user.priv.password } },
      engineId,
      passwords,
    );
    // What net-snmp decrypts to nothing that makes sense, it drops without a word.
    await expect(exchange(user.name, keys, 300)).rejects.toThrow();
  });
});
