import { describe, expect, it } from 'vitest';
import type { Arrival, OpenedNotification } from '#electron/tools/traps/opened-notification.ts';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { notificationStates } from '#shared/model/notification.ts';
import { type Credentials, privProtocols } from '#shared/model/snmp-target.ts';
import { arrival, message, notification, openerFor, ownId, profile } from '#test/tools/traps/open/senders.ts';
import { communityMessage, pduTypes, samplePdu, trapFields } from '#test/wire/snmp/sample-snmp.ts';
import { fuzz } from './run-fuzz.ts';

const timeout = 1_200_000;
const secret = 'never to be told';

const users: Credentials[] = [
  { version: '3', user: 'nobody' },
  { version: '3', user: 'alice', auth: { protocol: 'MD5', password: secret } },
  { version: '3', user: 'alice', auth: { protocol: 'SHA-512', password: secret } },
  ...privProtocols.map(
    (protocol): Credentials => ({
      version: '3',
      user: protocol,
      auth: { protocol: 'SHA', password: secret },
      priv: { protocol, password: secret },
    }),
  ),
];
const profiles = [
  profile('community', { version: '2c', community: secret }),
  ...users.map((credentials) => profile(`of ${credentials.user}`, credentials)),
];
const pdus = [
  notification('SNMPv2-Trap'),
  notification('InformRequest'),
  ...pduTypes.map((type) => samplePdu(type, type === 'Trap' ? { trap: trapFields } : {})),
];
const own = { id: ownId, boots: 4, time: 0, reportable: true };
const seeds = [
  ...pdus.flatMap((pdu) => [
    communityMessage(pdu, 0, secret),
    communityMessage(pdu, 1, secret),
    communityMessage(pdu, 1),
  ]),
  ...users.flatMap((credentials) =>
    pdus
      .slice(0, 4)
      .flatMap((pdu) => [
        message(credentials, pdu),
        message(credentials, pdu, own),
        message(credentials, pdu, { reportable: true }),
        message(credentials, pdu, { ...own, id: new Uint8Array() }),
      ]),
  ),
];

const states: ReadonlySet<string> = new Set(notificationStates.filter((state) => state !== 'pending'));

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function checkOpened({ bytes }: Arrival, opened: OpenedNotification): void {
  check(states.has(opened.state), `state ${opened.state}`);
  const { reason = '', user = '', engine = '', context = '', varbinds } = opened;
  check(opened.state !== 'accepted' || opened.kind !== undefined, 'accepted without kind');
  check(opened.state === 'accepted' || reason !== '', 'refused without a reason');
  check(
    reason.length < 2000 && user.length <= 4 * 33 && context.length <= 4 * 33 && engine.length <= 64,
    'not bounded',
  );
  check(!reason.includes(secret), 'tells a secret');
  if (varbinds !== undefined) for (let i = 0; i < varbinds.count; i++) check(varbinds.value(i) !== null, 'no value');
  const { answer, report } = opened;
  check(answer === undefined || (opened.state === 'accepted' && opened.kind === 'inform'), 'an answer to no inform');
  const back = report ?? answer?.();
  if (back === undefined) return;
  check(decodeSnmp(back).faults.length === 0, 'what goes back is faulty');
  check(back.length <= 65_507 && back.length < bytes.length + 200, 'what goes back is larger than what came');
}

describe('random and mutated notifications', () => {
  it('opened as they come', { timeout }, () => {
    const { open, seen } = openerFor(profiles);
    const found = new Map<string, number>();
    const { longest } = fuzz({
      name: 'open-notification',
      seeds,
      kept: 12,
      run(bytes) {
        const opened = open(bytes);
        checkOpened(arrival(bytes), opened);
        found.set(opened.state, (found.get(opened.state) ?? 0) + 1);
        // Users are in the messages; no engine but that of the seeds ever sent anything authentic.
        check(seen.size <= 1, 'an engine was made up');
      },
    });
    expect(longest).toBeLessThan(50);
    for (const state of [
      'accepted',
      'malformed',
      'wrong-digest',
      'unknown-user',
      'no-notification',
      'community-refused',
    ]) {
      expect(found.get(state), state).toBeGreaterThan(0);
    }
  });

  it('opened again from storage', { timeout }, () => {
    const { opener } = openerFor(profiles);
    const { longest } = fuzz(
      {
        name: 'open-again',
        seeds,
        kept: 12,
        run(bytes) {
          const row = { ...arrival(maskCommunity(bytes)), masked: true };
          for (const opened of opener.openAgain([row, { ...row, was: 'community-refused' }])) {
            checkOpened(row, opened);
            check(opened.answer === undefined && opened.report === undefined && opened.stored, 'answered from storage');
          }
        },
      },
      250_000,
    );
    expect(longest).toBeLessThan(50);
  });
});
