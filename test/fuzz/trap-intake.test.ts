import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '#electron/engine/tools.ts';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { openDurableConnection } from '#electron/storage/durable-connection.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { NotificationOpener } from '#electron/tools/traps/open/notification-opener.ts';
import { Conversation } from '#electron/tools/traps/receive/conversation.ts';
import { Intake } from '#electron/tools/traps/receive/intake.ts';
import { KeepLimits } from '#electron/tools/traps/receive/keep-limits.ts';
import { NotificationRows } from '#electron/tools/traps/receive/notification-rows.ts';
import { SenderEngines } from '#electron/tools/traps/receive/sender-engines.ts';
import { RuleBook } from '#electron/tools/traps/rules/apply-rules.ts';
import { builtInRules } from '#electron/tools/traps/rules/built-in-rules.ts';
import { compileRules } from '#electron/tools/traps/rules/compile-rules.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { digests, message, notification, ownId, profile } from '#test/tools/traps/open/senders.ts';
import { freePort } from '#test/tools/traps/receive/free-port.ts';
import { openSender, sendTo } from '#test/tools/traps/receive/traps.ts';
import { communityMessage, pduTypes, samplePdu, trapFields } from '#test/wire/snmp/sample-snmp.ts';
import { Mutator } from './mutator.ts';
import { Random } from './random.ts';
import { fuzzCount } from './run-fuzz.ts';

const timeout = 1_200_000;
const seed = Number(process.env.PUNCHDOWN_FUZZ_SEED ?? (Date.now() ^ (process.pid << 16)) >>> 0);
const user: Credentials = {
  version: '3',
  user: 'alice',
  auth: { protocol: 'SHA', password: 'a password' },
  priv: { protocol: 'AES', password: 'another one' },
};
const pdus = [
  notification('SNMPv2-Trap'),
  notification('InformRequest'),
  ...pduTypes.map((type) => samplePdu(type, type === 'Trap' ? { trap: trapFields } : {})),
];
const own = { id: ownId, boots: 4, time: 0, reportable: true };
const seeds = [
  ...pdus.flatMap((pdu) => [communityMessage(pdu, 0), communityMessage(pdu, 1)]),
  ...pdus
    .slice(0, 2)
    .flatMap((pdu) => [
      message(user, pdu),
      message(user, pdu, own),
      message(user, pdu, { ...own, id: new Uint8Array() }),
      message({ user: 'nobody' }, pdu, { reportable: true }),
    ]),
];

function mutator(): Mutator {
  console.log(`fuzz trap-intake: PUNCHDOWN_FUZZ_SEED=${seed}`);
  return new Mutator(new Random(seed), seeds, { kept: 16, longest: 2048 });
}

describe('random and mutated notifications', () => {
  it(`${fuzzCount} on their way through inbox, storage and decoder`, { timeout }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-intake-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const workspace = openWorkspace({ file: join(folder, 'fuzz.punchdown'), program: 'test', migrations });
    onTestFinished(() => workspace.close());
    const connection = openDurableConnection(workspace.file);
    onTestFinished(() => connection.close());
    const rows = new NotificationRows(connection, digests);
    const engines = new SenderEngines(connection);
    const keep = new KeepLimits(connection, 0);
    keep.set({ keepCount: 20_000, keepDays: 0 });
    const settings = { communities: 'any', unknownEngines: 'accept' } as const;
    const engine = { id: ownId, boots: 4, startedAt: Date.now() };
    const names = {
      objects: builtInObjects,
      addresses: (): string[] => {
        throw new ProblemError('device-unknown');
      },
    };
    const counts = { received: 0, stored: 0, accepted: 0, refused: 0, acknowledged: 0, lost: 0, waiting: 0 };
    let answers = 0;
    const intake = new Intake({
      connection,
      rows,
      engines,
      keep,
      opener: new NotificationOpener({
        engine,
        seen: engines,
        digests,
        now: Date.now,
        profiles: [profile('a', user)],
        settings,
      }),
      rules: new RuleBook(compileRules(builtInRules, names)),
      now: Date.now,
      onNews: () => {},
      onNotify: () => {},
    });
    onTestFinished(() => intake.close());
    const source = {
      counts,
      localAddress: '192.0.2.254',
      conversation: new Conversation(() => {}),
      answer: () => {
        answers++;
        return true;
      },
    };
    const made = mutator();
    for (let sent = 0; sent < fuzzCount; sent++) {
      const address = `192.0.2.${sent % 250}`;
      intake.arrive({ bytes: made.next().slice(), address, port: 50_000, at: Date.now() }, 162, source);
      // As a socket gives them: some at a time.
      if (sent % 500 === 499) await new Promise((resolve) => setImmediate(resolve));
      if (sent % 10_000 === 9999) await expect.poll(() => counts.waiting, { timeout: 60_000 }).toBe(0);
    }
    intake.finish();
    const { last, decoded, total, lost } = rows.progress();
    expect(counts).toMatchObject({ received: fuzzCount, lost: 0, waiting: 0 });
    expect({ lost, decoded }).toEqual({ lost: 0, decoded: last });
    expect(counts.accepted + counts.refused).toBe(counts.stored);
    expect(counts.accepted).toBeGreaterThan(fuzzCount / 100);
    expect(counts.refused).toBeGreaterThan(fuzzCount / 10);
    // Those that are not stored were steps of the search for our engine, and answered.
    expect(fuzzCount - counts.stored).toBeLessThanOrEqual(answers - counts.acknowledged);
    expect(total).toBeLessThanOrEqual(20_000);
    const left = connection.prepare('SELECT count(*) AS count FROM notification').get();
    expect(left).toEqual({ count: total });
  });

  it('20,000 through a socket', { timeout }, async () => {
    const count = Math.min(fuzzCount, 20_000);
    const { client } = await testEngine();
    const port = await freePort();
    await client.traps.start({ port, kept: false });
    const sender = await openSender();
    onTestFinished(() => {
      sender.close();
    });
    const made = mutator();
    const receiver = async () => (await client.traps.status()).receivers[0];
    const arrived = async () => {
      const { received = 0, lost = 0 } = (await receiver()) ?? {};
      return received + lost;
    };
    for (let sent = 1; sent <= count; sent++) {
      await sendTo(sender, made.next().slice(), port);
      if (sent % 500 === 0) await expect.poll(arrived, { timeout: 30_000 }).toBe(sent);
    }
    await expect.poll(arrived, { timeout: 30_000 }).toBe(count);
    await expect
      .poll(
        async () => {
          const { stored = 0, accepted = 0, refused = 0, waiting = 0 } = (await receiver()) ?? {};
          return stored > 0 && stored === accepted + refused && waiting === 0;
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    expect((await client.traps.status()).problem).toBeUndefined();
  });
});
