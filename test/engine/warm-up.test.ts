import { expect, test } from 'vitest';
import { IdleWork, type Work } from '#electron/engine/idle-work.ts';
import { RunningCalls } from '#electron/engine/router.ts';
import { WarmUp } from '#electron/engine/warm-up.ts';
import { systemClock } from '#electron/net/clock.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const never = () => new AbortController().signal;

function fail(error: unknown): never {
  throw error;
}

test('the warm-up ends when its time is used up; names are read once', async () => {
  let read = 0;
  const warmUp = new WarmUp(systemClock, () => read++);
  await warmUp.goOn(AbortSignal.abort());
  expect(warmUp.done).toBe(false);
  await warmUp.goOn(never());
  expect(warmUp.done).toBe(true);
  expect(read).toBe(1);
});

test('the warm-up stops when it is told to, and goes on later', async () => {
  const warmUp = new WarmUp(systemClock, () => {});
  const stop = new AbortController();
  const running = warmUp.goOn(stop.signal);
  stop.abort();
  await running;
  expect(warmUp.done).toBe(false);
  await warmUp.goOn(never());
  expect(warmUp.done).toBe(true);
});

test('an engine that warmed up has nothing on its timeline', async () => {
  const { client, close } = await testEngine({ host: 'browser' });
  await client.snmp.resolve({ oid: 'ifTable' });
  const used = process.cpuUsage();
  await expect.poll(() => process.cpuUsage(used).user / 1000, { timeout: 20_000 }).toBeGreaterThan(100);
  expect((await client.timeline.exchanges({})).total).toBe(0);
  await close();
});

/** Notes when it is begun, and goes on until it is told to stop; done the second time. */
class TwoTurns implements Work {
  readonly begun: AbortSignal[] = [];
  get done(): boolean {
    return this.begun.length === 2;
  }
  async goOn(signal: AbortSignal): Promise<void> {
    this.begun.push(signal);
    if (!this.done) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
}

test('a call stops work of idle times, which goes on when nobody calls', async () => {
  const calls = new RunningCalls();
  const work = new TwoTurns();
  const idle = new IdleWork(calls, 'snmp', work, fail);
  calls.signalFor('snmp', undefined);
  await expect.poll(() => work.begun.length, { timeout: 20_000 }).toBe(1);
  let end: (value?: unknown) => void = () => {};
  calls.signalFor('devices', undefined);
  calls.track(new Promise((resolve) => (end = resolve)));
  expect(work.begun[0]?.aborted).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(work.begun.length).toBe(1);
  end();
  await expect.poll(() => work.begun.length, { timeout: 20_000 }).toBe(2);
  await idle.close();
});

test('nothing is done for a tool that nobody calls', async () => {
  const calls = new RunningCalls();
  const work = new TwoTurns();
  const idle = new IdleWork(calls, 'snmp', work, fail);
  calls.signalFor('devices', undefined);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(work.begun.length).toBe(0);
  await idle.close();
});

test('closing ends work of idle times', async () => {
  const calls = new RunningCalls();
  const work = new TwoTurns();
  const idle = new IdleWork(calls, 'snmp', work, fail);
  calls.signalFor('snmp', undefined);
  await expect.poll(() => work.begun.length, { timeout: 20_000 }).toBe(1);
  await idle.close();
  expect(work.begun[0]?.aborted).toBe(true);
});

test('work that fails is told of and not tried again', async () => {
  const failures: unknown[] = [];
  const work: Work = { done: false, goOn: () => Promise.reject(new Error('out of memory')) };
  const calls = new RunningCalls();
  const idle = new IdleWork(calls, 'snmp', work, (error) => failures.push(error));
  calls.signalFor('snmp', undefined);
  await expect.poll(() => failures.length, { timeout: 20_000 }).toBe(1);
  await idle.close();
  expect(failures).toEqual([new Error('out of memory')]);
});
