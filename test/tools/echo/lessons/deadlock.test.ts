import { describe, expect, it } from 'vitest';
import { ProblemError } from '#shared/problem/problem.ts';
import { lessonCourse } from './lesson-course.ts';

const isLinux = process.platform === 'linux';

describe('the deadlock', () => {
  const { take, lessons, deps, notes, outcomes, recorded, forget } = lessonCourse();

  it('comes to a standstill, names where every octet is, and is resolved by reading', async () => {
    forget();
    const bytes = 32 << 20;
    const course = await take({ kind: 'deadlock', options: { bytes } });
    expect(course.conclusion?.outcome).toBe('shown');
    const full = course.numbers('deadlock-saw-full');
    expect(full.client).toBeGreaterThan(0);
    expect(full.client).toBeLessThan(bytes);
    expect(course.numbers('deadlock-saw-still').milliseconds).toBeGreaterThanOrEqual(1000);
    if (isLinux) {
      const sides = course.all('deadlock-saw-where');
      expect(sides.map(({ from }) => from)).toEqual(['client', 'server']);
      for (const { unsent, sendQueue, receiveQueue, unread } of sides) {
        expect(Number(unsent) + Number(sendQueue) + Number(receiveQueue) + Number(unread)).toBe(bytes);
        expect(Number(sendQueue)).toBeGreaterThan(0);
        expect(Number(receiveQueue)).toBeGreaterThan(0);
      }
      expect(course.all('deadlock-saw-probe').length).toBeGreaterThan(0);
    }
    expect(course.numbers('deadlock-saw-whole')).toEqual({
      ...{ sent: bytes, received: bytes },
      ...{ back: bytes, backReceived: bytes },
    });
    // Samples show the standstill: what was written stays, nothing is read; and at last everything is.
    const before = course.samples.filter(({ clientRead, serverRead }) => clientRead === 0 && serverRead === 0);
    expect(before.length).toBeGreaterThan(5);
    expect(course.samples.at(-1)).toMatchObject({ clientRead: bytes, serverRead: bytes, clientWaiting: 0 });
    expect(notes.filter(({ code }) => code === 'echo-lesson-step')).toHaveLength(2);
    expect(notes.map(({ params }) => (params as { line?: string }).line)).toContain('deadlock-concludes');
    expect(outcomes).toEqual(['shown']);
    expect(recorded.length).toBeGreaterThan(10);
  }, 60_000);

  it('says that there is none where the buffers hold everything', async () => {
    const course = await take({ kind: 'deadlock', options: { bytes: 10_000 } });
    expect(course.conclusion).toMatchObject({ outcome: 'otherwise', lines: [{ code: 'deadlock-concludes-fits' }] });
    expect(course.codes).not.toContain('deadlock-saw-still');
    expect(course.numbers('deadlock-saw-whole')).toMatchObject({ received: 10_000, backReceived: 10_000 });
  }, 30_000);

  it('waits in a guided lesson until it is told to read', async () => {
    const exchange = crypto.randomUUID();
    const seen: string[] = [];
    await take({ kind: 'deadlock', pace: 'guided', exchange }, (event) => {
      if (event.type === 'step') seen.push(event.step);
      if (event.type !== 'waiting') return;
      seen.push(`waits for ${event.next}`);
      expect(() => lessons.goOn(exchange, 'deadlock-write')).toThrow(ProblemError);
      lessons.goOn(exchange, 'deadlock-read');
    });
    expect(seen).toEqual(['deadlock-write', 'waits for deadlock-read', 'deadlock-read']);
    expect(() => lessons.goOn(exchange, 'deadlock-read')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'echo-lesson-unknown' }) }),
    );
  }, 60_000);

  it('is cancelled at any time, and leaves nothing behind', async () => {
    forget();
    const stop = new AbortController();
    let ports: { client: string; server: string } | undefined;
    await take(
      { kind: 'deadlock', pace: 'guided' },
      (event) => {
        if (event.type === 'line' && event.code === 'connected') ports = event.params as typeof ports;
        if (event.type === 'waiting') stop.abort();
      },
      stop.signal,
    );
    expect(outcomes).toEqual(['cancelled']);
    const end = (port = '') => ({ address: '127.0.0.1', port: Number(port) });
    const left = () => deps.tcpSocket(end(ports?.client), end(ports?.server));
    await expect.poll(left, { timeout: 10_000 }).toBeUndefined();
  }, 60_000);

  it('says where the system tells nothing of its queues', async () => {
    const told = deps.tcpSocket;
    deps.tcpSocket = async () => undefined;
    try {
      const course = await take({ kind: 'deadlock' });
      expect(course.codes).toContain('no-table');
      expect(course.all('deadlock-saw-held')).toHaveLength(2);
      expect(course.conclusion?.outcome).toBe('shown');
    } finally {
      deps.tcpSocket = told;
    }
  }, 60_000);
});
