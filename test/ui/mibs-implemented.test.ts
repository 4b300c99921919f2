import { describe, expect, it } from 'vitest';
import { BrowserState } from '../../renderer/tools/mibs/browser-state.svelte.ts';
import { askedLimit, ImplementedState } from '../../renderer/tools/mibs/implemented-state.svelte.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { MibNodeRow } from '../../shared/model/mib.ts';
import type { Implemented } from '../../shared/model/snmp-operation.ts';
import { ProblemError, problem } from '../../shared/problem/problem.ts';
import { ScriptedMibs } from './scripted-mibs.ts';

interface Question {
  target: unknown;
  oids: string[];
}

/** An agent that has everything whose last number is odd, and what the page asked it. */
class ScriptedAgent {
  readonly questions: Question[] = [];
  /** What an answer has besides. */
  more: Partial<Implemented> = {};
  failure: ProblemError | undefined;
  /** Questions wait until they are cancelled. */
  holding = false;
  devices: object[] = [
    { id: 'd1', name: 'core-sw1', address: '10.0.0.1', port: 161, profile: 'p1' },
    { id: 'd2', name: 'no-profile', address: '10.0.0.2', port: 161 },
  ];
  listFailure: ProblemError | undefined;

  client(mibs = new ScriptedMibs()): Client {
    const signal = AbortSignal.any([]);
    const calls = Object.fromEntries(
      Object.keys(mibs.handlers).map((name) => [
        name,
        async (input: unknown, options?: { signal?: AbortSignal }) =>
          Reflect.get(mibs.handlers, name)(input, options?.signal ?? signal),
      ]),
    );
    const client = {
      mibs: calls,
      devices: {
        list: async () => {
          if (this.listFailure !== undefined) throw this.listFailure;
          return this.devices;
        },
      },
      lab: {
        agents: async () => [
          {
            kind: 'router',
            address: '127.0.0.1',
            port: 40_161,
            targets: [
              { label: 'public (v2c)', writes: false, version: '2c', community: 'public' },
              { label: 'private (v2c)', writes: true, version: '2c', community: 'private' },
            ],
          },
          { kind: 'printer', address: '127.0.0.1', port: 40_163, targets: [] },
        ],
      },
      snmp: { implemented: (input: Question, options: { signal: AbortSignal }) => this.#answer(input, options.signal) },
    };
    // The client has far more than the script answers; what is asked here is in it.
    return client as unknown as Client;
  }

  async #answer(input: Question, signal: AbortSignal) {
    this.questions.push(input);
    if (this.holding) {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    if (this.failure !== undefined) throw this.failure;
    return {
      outcome: 'complete',
      problems: [],
      objects: input.oids.map((oid) => ({ oid, implemented: Number(oid.split('.').at(-1)) % 2 === 1 })),
      ...this.more,
    };
  }
}

const row = (oid: string, more: Partial<MibNodeRow> = {}): MibNodeRow => ({
  oid,
  name: 'x',
  module: 'X-MIB',
  kind: 'node',
  children: 1,
  ...more,
});
const entry = row('1.3.6.1.2.1.2.2.1', { kind: 'entry', children: 4 });
const bigObjects = row('1.3.6.1.4.1.99999.1', { children: 100_000 });

async function ready(agent = new ScriptedAgent()) {
  const state = new ImplementedState(agent.client());
  await state.load();
  return { agent, state };
}

describe('what an agent has', () => {
  it('is asked of saved devices with a profile and of the lab, each as it is usually reached', async () => {
    const { state } = await ready();
    expect(state.agents.map(({ key, target }) => ({ key, target }))).toEqual([
      { key: 'device:d1', target: { device: 'd1' } },
      { key: 'lab:router', target: { address: '127.0.0.1', port: 40_161, version: '2c', community: 'public' } },
    ]);
    expect(state.chosen?.key).toBe('device:d1');
    state.choose('lab:router');
    await state.load();
    expect(state.chosen?.key).toBe('lab:router');
  });

  it('is marked for each child, and stays for the next node of the same agent', async () => {
    const { agent, state } = await ready();
    await state.ask(entry);
    const columns = [1, 2, 7, 8].map((arc) => `${entry.oid}.${arc}`);
    expect(agent.questions).toEqual([{ target: { device: 'd1' }, oids: columns }]);
    expect([...state.marks]).toEqual(columns.map((oid, at) => [oid, at % 2 === 0]));
    expect(state.answer).toEqual({ asked: 4, has: 2, beyond: 0, outcome: 'complete' });
    await state.ask(row('1.3.6.1.2.1.1.5', { kind: 'scalar', access: 'read-write', children: 0 }));
    expect(agent.questions[1]?.oids).toEqual(['1.3.6.1.2.1.1.5']);
    expect(state.marks.size).toBe(5);
    state.clear();
    expect([state.marks.size, state.of, state.answer]).toEqual([0, undefined, undefined]);
  });

  it('is forgotten when another agent is asked, not when it is merely chosen', async () => {
    const { state } = await ready();
    await state.ask(entry);
    state.choose('lab:router');
    expect(state.marks.size).toBe(4);
    expect(state.of?.key).toBe('device:d1');
    await state.ask(row('1.3.6.1.2.1.1.5', { kind: 'scalar', children: 0 }));
    expect([...state.marks]).toEqual([['1.3.6.1.2.1.1.5', true]]);
    expect(state.of?.key).toBe('lab:router');
  });

  it('is asked of the first children only, where there are very many', async () => {
    const { agent, state } = await ready();
    await state.ask(bigObjects);
    expect(agent.questions[0]?.oids.length).toBe(askedLimit);
    expect(state.answer).toMatchObject({ asked: askedLimit, beyond: 100_000 - askedLimit });
  });

  it('is not asked for what no agent can have', async () => {
    const { agent, state } = await ready();
    await state.ask(row('1.3.6.1.6.3.1.1.5.3', { kind: 'notification', children: 0 }));
    await state.ask(row('1.2.3', { kind: 'column', access: 'not-accessible', children: 0 }));
    expect(agent.questions).toEqual([]);
    expect(state.answer).toMatchObject({ asked: 0, outcome: 'complete' });
    expect(state.marks.size).toBe(0);
  });

  it('can be cancelled, which keeps what was known', async () => {
    const { agent, state } = await ready();
    await state.ask(entry);
    agent.holding = true;
    const asked = state.ask(bigObjects);
    await expect.poll(() => state.asking).toBe(askedLimit);
    await state.ask(entry);
    expect(agent.questions.length).toBe(2);
    state.cancel();
    expect(state.phase).toBe('cancelling');
    await asked;
    expect(state.phase).toBe('idle');
    expect(state.problems).toEqual([]);
    expect(state.answer?.outcome).toBe('cancelled');
    expect(state.marks.size).toBe(4);
  });

  it('says what went wrong: a result with problems, a call that fails, agents that cannot be listed', async () => {
    const { agent, state } = await ready();
    const silent = problem('snmp-no-answer', { address: '10.0.0.1' });
    agent.more = { outcome: 'failed', problems: [silent], objects: [] };
    await state.ask(entry);
    expect(state.problems).toEqual([silent]);
    expect(state.answer).toMatchObject({ asked: 0, outcome: 'failed' });
    state.dismiss(state.problems[0] ?? silent);
    expect(state.problems).toEqual([]);
    agent.failure = new ProblemError('device-unknown', { device: 'd1' });
    await state.ask(entry);
    expect(state.problems.map(({ code }) => code)).toEqual(['device-unknown']);
    expect(state.phase).toBe('idle');
    agent.listFailure = new ProblemError('internal');
    await state.load();
    expect(state.listProblem?.code).toBe('internal');
    expect(state.agents.length).toBe(2);
  });

  it('opens the chosen node in the tree, where its children are marked', async () => {
    const browser = new BrowserState(new ScriptedAgent().client());
    await browser.refresh();
    await browser.implemented.load();
    await browser.go('ifEntry');
    for (let at = 0; at < browser.tree.count; at++) await browser.tree.show(0, browser.tree.count - 1);
    await browser.reveal();
    await browser.askAgent();
    await browser.tree.show(0, browser.tree.count - 1);
    const marked = browser.tree
      .lines(0, browser.tree.count - 1)
      .flatMap(({ node }) => (browser.implemented.marks.get(node?.oid ?? '') ? [node?.name] : []));
    expect(marked).toEqual(['ifIndex', 'ifAdminStatus']);
    browser.close();
  });
});
