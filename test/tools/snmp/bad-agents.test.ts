import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '#shared/model/hex.ts';
import type { GetResult, WalkResult } from '#shared/model/snmp-operation.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { faultyValues } from '#test/fakes/snmp/faulty-values.ts';
import { integer, interfaceObjects, systemObjects, text } from '#test/fakes/snmp/scripted-objects.ts';
import { type ScriptedAgentOptions, startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const sysName = '1.3.6.1.2.1.1.5.0';
const ifTable = '1.3.6.1.2.1.2.2';
const community = { version: '2c', community: 'public' } as const;
const user = {
  name: 'reader',
  auth: { protocol: 'SHA', password: 'first-secret' },
  priv: { protocol: 'AES', password: 'second-secret' },
} as const;
const v3 = { version: '3', user: user.name, auth: user.auth, priv: user.priv } as const;
/** Fast enough to wait for several attempts, slow enough for a busy machine. */
const quick = { timeout: 150, retries: 1 };

async function agentWith(options: ScriptedAgentOptions, credentials: Partial<SnmpTargetInput> = community) {
  const agent = await startScriptedAgent(options);
  const { client } = await testEngine();
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= agent.stop();
    return stopped;
  };
  onTestFinished(stop);
  const target: SnmpTargetInput = { address: agent.address, port: agent.port, ...credentials };
  return { agent, client, target, stop };
}

async function get(options: ScriptedAgentOptions, credentials?: Partial<SnmpTargetInput>) {
  const { agent, client, target } = await agentWith(options, credentials);
  return { agent, result: await client.snmp.get({ target, oids: [sysName], ...quick }) };
}

async function walk(options: ScriptedAgentOptions, more: object = {}, credentials?: Partial<SnmpTargetInput>) {
  const { agent, client, target } = await agentWith(options, credentials);
  const result = await client.snmp.walk({ target, oids: [ifTable], first: 5000, ...quick, ...more });
  return { agent, client, result };
}

const codes = ({ problems }: GetResult | WalkResult) => problems.map(({ code }) => code);
const table = (rows: number) => ({ ...systemObjects(), ...Object.fromEntries(interfaceObjects(rows)) });

describe('an answer that is none', () => {
  it.each([
    ['empty', 'snmp-answer-malformed'],
    ['garbage', 'snmp-answer-malformed'],
    ['cut short', 'snmp-answer-truncated'],
    ['length beyond the end', 'snmp-answer-truncated'],
    ['wrong request id', 'snmp-answer-other-request'],
    ['wrong version', 'snmp-answer-other-version'],
    ['a request for an answer', 'snmp-answer-malformed'],
  ] as const)('%s: %s', async (spoil, code) => {
    const { result } = await get({ behaviour: { spoil } });
    expect(codes(result)).toEqual([code]);
    expect(result).toMatchObject({ outcome: 'failed', varbinds: [], packets: { received: 0 } });
    expect(result.packets.ignored).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['wrong message id', 'snmp-answer-other-request'],
    ['garbage', 'snmp-answer-malformed'],
    ['cut short', 'snmp-answer-truncated'],
  ] as const)('of v3, %s: %s', async (spoil, code) => {
    const { result } = await get({ users: [user], behaviour: { spoil } }, v3);
    expect(codes(result)).toEqual([code]);
  });

  it.each(['bytes behind it', 'wrong community'] as const)('with %s is still understood', async (spoil) => {
    const { result } = await get({ behaviour: { spoil } });
    expect(result.outcome).toBe('complete');
    expect(result.varbinds[0]).toMatchObject({ oid: sysName, value: 'scripted' });
  });

  it('as large as a datagram can be is understood', async () => {
    const { result } = await get({ behaviour: { spoil: 'oversized' } });
    expect(result.outcome).toBe('complete');
    expect(result.varbinds[0]?.hex.length).toBeGreaterThan(100_000);
  });

  it('does no harm to the right one that follows', async () => {
    const { result } = await get({ behaviour: { spoil: 'garbage', alsoRight: true } });
    expect(result).toMatchObject({ outcome: 'complete', problems: [], packets: { ignored: 1, received: 1 } });
  });

  it('a malformed one names the place of its fault', async () => {
    const { result } = await get({ behaviour: { spoil: 'garbage' } });
    expect(result.problems[0]?.params).toMatchObject({ offset: expect.any(Number), reason: expect.any(String) });
  });

  it('from another address is not taken, and says where it came from', async () => {
    const { result } = await get({ behaviour: { answersFrom: '127.0.0.2' } });
    expect(codes(result)).toEqual(['snmp-answer-from-elsewhere']);
    expect(result.problems[0]?.params.from).toMatch(/^127\.0\.0\.2 port \d+$/);
  });

  it('from another port is not taken either', async () => {
    const { result } = await get({ behaviour: { answersFrom: '127.0.0.1' } });
    expect(codes(result)).toEqual(['snmp-answer-from-elsewhere']);
  });
});

describe('a context that the agent does not have', () => {
  it('is named when the agent reports it', async () => {
    const { result } = await get({ users: [user] }, { ...v3, context: 'nowhere' });
    expect(result.problems).toMatchObject([{ code: 'snmp-unknown-context', params: { context: 'nowhere' } }]);
  });
});

describe('silence', () => {
  it('of the first datagram is made up for by a retry', async () => {
    const { result } = await get({ behaviour: { silentFor: 1 } });
    expect(result).toMatchObject({ outcome: 'complete', problems: [] });
    expect(result.packets.sent).toBeGreaterThan(1);
  });

  it('for good says how long it was waited and how often asked', async () => {
    const { result } = await get({ behaviour: { silent: true } });
    expect(result.problems).toMatchObject([{ code: 'snmp-no-answer', params: { attempts: 2, version: '2c' } }]);
  });

  it('of v2c alone: v1 answers', async () => {
    const { result } = await get({ behaviour: { versions: ['1'] } });
    expect(result.problems).toMatchObject([
      { code: 'snmp-other-version-answers', params: { version: '2c', answered: '1' } },
    ]);
  });

  it('of everything but v3', async () => {
    const { result } = await get({ behaviour: { versions: ['3'] } });
    expect(codes(result)).toEqual(['snmp-only-v3-answers']);
  });

  it('to a user whom discovery was answered for', async () => {
    const { result } = await get({ users: [user], behaviour: { onlyReports: true } }, v3);
    expect(codes(result)).toEqual(['snmp-user-unanswered']);
  });

  it('of a port that nobody has, by ICMP and at once', async () => {
    const { client, target, stop } = await agentWith({});
    await stop();
    const result = await client.snmp.get({ target, oids: [sysName], timeout: 5000 });
    expect(codes(result)).toEqual(['snmp-port-closed']);
    expect(result.duration).toBeLessThan(3000);
  });
});

describe('values that are none', () => {
  // Opaque may hold anything, and an OID without bytes is how some agents write zeroDotZero.
  const { floatOfTwoBytes, oidWithoutBytes, ...none } = faultyValues;

  it.each([
    [floatOfTwoBytes, { type: 'Opaque', value: '9f:78:02:40:49' }],
    [oidWithoutBytes, { type: 'OBJECT IDENTIFIER', value: '0.0' }],
  ])('but can be understood are understood', async (value, shown) => {
    const { client, target } = await agentWith({ objects: { ...systemObjects(), [sysName]: value } });
    const { varbinds, problems } = await client.snmp.get({ target, oids: [sysName], ...quick });
    expect(varbinds[0]).toMatchObject(shown);
    expect(problems).toEqual([]);
  });

  it.each(Object.entries(none))('%s is shown with its bytes and its fault', async (_name, value) => {
    const { client, target } = await agentWith({ objects: { ...systemObjects(), [sysName]: value } });
    const result = await client.snmp.get({ target, oids: [sysName, '1.3.6.1.2.1.1.1.0'], ...quick });
    expect(result.outcome).toBe('complete');
    expect(codes(result)).toEqual(['snmp-values-malformed']);
    expect(result.varbinds[0]).toMatchObject({
      type: 'unknown',
      hex: value.type === 'unknown' ? toHex(value.value) : 'a value after all',
      fault: expect.any(String),
    });
    expect(result.varbinds[1]).toMatchObject({ value: 'Scripted agent' });
  });

  it('in a walk are counted and do not end it', async () => {
    const objects = { ...table(30), [`${ifTable}.1.4.7`]: faultyValues.integerOfNineBytes };
    const { result } = await walk({ objects });
    expect(result).toMatchObject({ outcome: 'complete', rows: 180 });
    expect(result.problems).toMatchObject([{ code: 'snmp-values-malformed', params: { count: 1 } }]);
  });
});

describe('a walk', () => {
  it('stops at an OID that repeats, and shows it', async () => {
    const at = `${ifTable}.1.2.5`;
    const { result } = await walk({ objects: table(8), behaviour: { sticksAt: at } }, { parallel: 1 });
    expect(result.outcome).toBe('failed');
    expect(result.problems[0]).toMatchObject({ code: 'snmp-not-increasing', params: { oid: at, previous: at } });
    expect(result.rows).toBe(13);
    expect(result.stoppedAt).toBe(at);
  });

  it('goes on behind it when it is told to, and reads nothing twice', async () => {
    const behaviour = { sticksAt: `${ifTable}.1.2.5` };
    const { result } = await walk({ objects: table(8), behaviour }, { continueAnyway: true });
    expect(result).toMatchObject({ outcome: 'complete', rows: 48 });
    expect(new Set(result.varbinds.map(({ oid }) => oid)).size).toBe(48);
  });

  it('stops at an OID that goes back', async () => {
    const behaviour = { stepsBack: { at: `${ifTable}.1.3.2`, to: `${ifTable}.1.1.1` } };
    const { result } = await walk({ objects: table(8), behaviour }, { parallel: 1 });
    expect(result.problems[0]).toMatchObject({
      code: 'snmp-not-increasing',
      params: { oid: `${ifTable}.1.1.1`, previous: `${ifTable}.1.3.2` },
    });
  });

  it('that goes round in a circle ends even when it is told to go on', async () => {
    const last = `${ifTable}.1.10.8`;
    const behaviour = { stepsBack: { at: last, to: `${ifTable}.1.1.1` } };
    const { result } = await walk({ objects: table(8), behaviour }, { continueAnyway: true });
    expect(result.rows).toBe(48);
    expect(new Set(result.varbinds.map(({ oid }) => oid)).size).toBe(48);
  });

  it('of an agent that does not sort reads everything when it is told to go on', async () => {
    const shuffled = [...interfaceObjects(6)].toSorted(([a], [b]) => a.slice(-2).localeCompare(b.slice(-2)));
    const strict = await walk({ objects: shuffled, behaviour: { unsorted: true } }, { parallel: 1 });
    expect(codes(strict.result)).toEqual(['snmp-not-increasing']);
    const { result } = await walk({ objects: shuffled, behaviour: { unsorted: true } }, { continueAnyway: true });
    expect(new Set(result.varbinds.map(({ oid }) => oid)).size).toBe(36);
  });

  it('of an endless table ends at the limit', async () => {
    const endlessBelow = `${ifTable}.1.1`;
    const { result } = await walk({ objects: table(2), behaviour: { endlessBelow } }, { limit: 3000 });
    expect(result.outcome).toBe('failed');
    expect(result.problems).toMatchObject([{ code: 'snmp-walk-limit', params: { limit: 3000 } }]);
    expect(result.rows).toBeGreaterThanOrEqual(3000);
    expect(result.rows).toBeLessThan(6000);
  });

  it('is complete with one varbind an answer', async () => {
    const { result } = await walk({ objects: table(20), behaviour: { bulkLimit: 1 } });
    expect(result).toMatchObject({ outcome: 'complete', rows: 120 });
  });

  it('asks for less as long as the agent says tooBig', async () => {
    const { result } = await walk({ objects: table(40), behaviour: { tooBigAbove: 10 } });
    expect(result).toMatchObject({ outcome: 'complete', rows: 240 });
    expect(result.problems).toMatchObject([{ code: 'snmp-fewer-repetitions', params: { asked: 50, used: 6 } }]);
  });

  it('survives answers in bursts, in copies, late and lost ones', async () => {
    const behaviour = { burst: 3, copies: 3, copyDelay: 30, losesEvery: 7 };
    const { result } = await walk({ objects: table(60), behaviour }, { timeout: 400, retries: 4, maxRepetitions: 10 });
    expect(result).toMatchObject({ outcome: 'complete', rows: 360 });
    expect(result.packets.retries).toBeGreaterThan(0);
    expect(result.packets.ignored).toBeGreaterThan(0);
    const oids = result.varbinds.map(({ oid }) => oid);
    expect(oids).toEqual([...interfaceObjects(60)].map(([oid]) => oid));
  });

  it('across a reboot goes on and says so', async () => {
    const behaviour = { after: { requests: 4, event: 'reboot' as const } };
    const options = { objects: table(60), users: [user], behaviour };
    const { result } = await walk(options, { maxRepetitions: 10, timeout: 1000 }, v3);
    expect(result).toMatchObject({ outcome: 'complete', rows: 360 });
    expect(codes(result)).toEqual(['snmp-agent-restarted']);
  });

  it('of an agent whose engine ID changes goes on and says so', async () => {
    const behaviour = { after: { requests: 4, event: 'new engine' as const } };
    const options = { objects: table(60), users: [user], behaviour };
    const { result } = await walk(options, { maxRepetitions: 10, timeout: 1000 }, v3);
    expect(result).toMatchObject({ outcome: 'complete', rows: 360 });
    expect(codes(result)).toEqual(['snmp-engine-changed']);
  });

  it.each([400, -400, 100_000])('of an agent whose clock jumps by %d s goes on', async (clock) => {
    const behaviour = { after: { requests: 4, event: { clock } } };
    const options = { objects: table(60), users: [user], behaviour };
    const { result } = await walk(options, { maxRepetitions: 10, timeout: 1000 }, v3);
    expect(result).toMatchObject({ outcome: 'complete', rows: 360, problems: [] });
  });

  it('that loses its agent keeps what it had and names the reason', async () => {
    const { agent, client, target } = await agentWith({ objects: table(400), behaviour: { delay: 5 } });
    const running = client.snmp.walk({ target, oids: [ifTable], maxRepetitions: 10, parallel: 2, ...quick });
    await expect.poll(() => agent.requests.length).toBeGreaterThan(20);
    agent.behave({ silent: true });
    const result = await running;
    expect(result.outcome).toBe('failed');
    expect(codes(result)).toContain('snmp-no-answer');
    expect(result.rows).toBeGreaterThan(100);
    expect(result.stoppedAt).toMatch(/^1\.3\.6\.1\.2\.1\.2\.2\.1\./);
    const page = await client.snmp.rows({ exchange: result.exchange });
    expect(page.total).toBe(result.rows);
  });

  it('can be cancelled, ends at once and keeps what it had', async () => {
    const { agent, client, target } = await agentWith({ objects: table(2000), behaviour: { delay: 5 } });
    const abort = new AbortController();
    const exchange = crypto.randomUUID();
    const running = client.snmp.walk(
      { target, oids: [ifTable], maxRepetitions: 5, exchange },
      { signal: abort.signal },
    );
    await expect.poll(() => agent.requests.length).toBeGreaterThan(20);
    abort.abort();
    await running.catch(() => {});
    const asked = agent.requests.length;
    await expect.poll(async () => (await client.timeline.exchange({ exchange })).outcome).toBe('cancelled');
    expect(agent.requests.length - asked).toBeLessThan(3);
    expect((await client.snmp.rows({ exchange })).total).toBeGreaterThan(20);
  });
});

describe('a wide answer', () => {
  it('is asked for in parts that fit', async () => {
    const objects = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`1.3.6.1.4.1.32473.1.${at + 1}.0`, at % 2 ? integer(at) : text(`${at}`)]),
    );
    const { client, target } = await agentWith({ objects, behaviour: { tooBigAbove: 7 } });
    const result = await client.snmp.get({ target, oids: Object.keys(objects) });
    expect(result).toMatchObject({ outcome: 'complete', problems: [] });
    expect(result.varbinds.map(({ oid }) => oid)).toEqual(Object.keys(objects));
  });

  it('that cannot be made small enough is a problem of its own', async () => {
    const { client, target } = await agentWith({ behaviour: { tooBigAbove: 0 } });
    const result = await client.snmp.get({ target, oids: [sysName] });
    expect(codes(result)).toEqual(['snmp-too-big']);
  });
});
