/** How many notifications a second are opened, of each version and cipher, and how many informs are answered. */
import type { PduToSend } from '#electron/wire/snmp/pdu.ts';
import { type Credentials, privProtocols } from '#shared/model/snmp-target.ts';
import { message, notification, openerFor, ownId, profile } from '#test/tools/traps/open/senders.ts';
import { communityMessage, hex, trapFields } from '#test/wire/snmp/sample-snmp.ts';
import { printTable } from './table.ts';

const duration = 1000;
/** Messages that take turns, from as many devices. */
const devices = 500;
const community: Credentials = { version: '2c', community: 'public' };
const trap = notification('SNMPv2-Trap');
const inform = notification('InformRequest');
const numbers = Array.from({ length: devices }, (_, number) => number);

function secured(more: Partial<Credentials>): Credentials {
  return { version: '3', user: 'operator', auth: { protocol: 'SHA', password: 'password one' }, ...more };
}

function rate(name: string, credentials: Credentials, messages: readonly Uint8Array[]): string[] {
  const others = [1, 2, 3].map((number) => profile(`other ${number}`, { version: '2c', community: `other ${number}` }));
  const { open } = openerFor([...others, profile('p', credentials)]);
  const all = () => {
    for (const bytes of messages) {
      const opened = open(bytes);
      if (opened.state !== 'accepted') throw new Error(`${opened.state}: ${opened.reason}`);
      if (opened.kind === 'inform' && opened.answer?.() === undefined) throw new Error('no answer');
    }
  };
  for (let warm = 0; warm < 20; warm++) all();
  let rounds = 0;
  const start = performance.now();
  while (performance.now() - start < duration) {
    all();
    rounds++;
  }
  const seconds = (performance.now() - start) / 1000;
  const each = (rounds * messages.length) / seconds;
  return [name, Math.round(each).toLocaleString('en'), (1e6 / each).toFixed(1)];
}

function fromDevices(credentials: Credentials, pdu: PduToSend): Uint8Array[] {
  return numbers.map((number) => {
    const id = Uint8Array.of(...hex('80001f8880'), 1, 2, number >> 8, number & 0xff);
    return message(credentials, pdu, { id, time: 1000 + number });
  });
}

const own = { id: ownId, boots: 4, time: 0, reportable: true };
const aes = secured({ priv: { protocol: 'AES', password: 'password two' } });
const rows = [
  rate(
    'v2c trap',
    community,
    numbers.map(() => communityMessage(trap)),
  ),
  rate(
    'v2c inform, with its answer',
    community,
    numbers.map(() => communityMessage(inform)),
  ),
  rate(
    'v1 trap',
    community,
    numbers.map(() => communityMessage({ ...trap, type: 'Trap', trap: trapFields }, 0)),
  ),
  rate('v3 noAuthNoPriv', { version: '3', user: 'operator' }, fromDevices({ version: '3', user: 'operator' }, trap)),
  rate('v3 SHA', secured({}), fromDevices(secured({}), trap)),
  ...privProtocols.map((protocol) => {
    const credentials = secured({ priv: { protocol, password: 'password two' } });
    return rate(`v3 SHA ${protocol}`, credentials, fromDevices(credentials, trap));
  }),
  rate(
    'v3 SHA AES inform, with its answer',
    aes,
    numbers.map(() => message(aes, inform, own)),
  ),
];
printTable([['notifications', 'a second', 'µs each'], ...rows]);
