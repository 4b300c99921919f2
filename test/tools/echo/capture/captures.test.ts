import { describe, expect, it } from 'vitest';
import type { PacketPort, PacketPortOptions } from '#electron/net/packet/packet-io.ts';
import { Captures } from '#electron/tools/echo/capture/captures.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { TestClock } from '#test/fakes/test-clock.ts';

const never = new AbortController().signal;
const end = (port: number) => ({ protocol: 'tcp', address: '192.0.2.1', port }) as const;

/** Captures over ports that only count: what is tested is who gets one, and how long it stays. */
function counted(refuse?: () => ProblemError | undefined) {
  const clock = new TestClock();
  const opened: PacketPortOptions[] = [];
  let open = 0;
  const openFrames = async (options: PacketPortOptions): Promise<PacketPort> => {
    opened.push(options);
    const refusal = refuse?.();
    if (refusal !== undefined) throw refusal;
    open++;
    const ended = Promise.withResolvers<object>();
    options.signal?.addEventListener('abort', () => {
      open--;
      ended.resolve({});
    });
    return {
      interface: options.interface,
      transport: 'raw',
      mac: undefined,
      limits: [],
      send: () => Promise.reject(new Error('nothing is sent')),
      lost: () => 0,
      ended: ended.promise,
      close: async () => {},
    };
  };
  const captures = new Captures({ clock, openFrames, interfaceTo: async () => 'eth7' });
  return { captures, clock, opened, open: () => open };
}

describe('captures', () => {
  it('are shared by those who talk with the same end, and stay open a moment for the next', async () => {
    const { captures, clock, opened, open } = counted();
    const [one, two] = await Promise.all([
      captures.use(end(7), 'theirs', never),
      captures.use(end(7), 'theirs', never),
    ]);
    expect(one.capture).toBe(two.capture);
    expect(opened.map((options) => [options.interface, options.promiscuous])).toEqual([['eth7', false]]);
    one.leave();
    one.leave();
    await clock.advance(10_000);
    expect(open()).toBe(1);
    two.leave();
    await clock.advance(1000);
    const three = await captures.use(end(7), 'theirs', never);
    expect(three.capture).toBe(one.capture);
    await clock.advance(10_000);
    three.leave();
    await clock.advance(10_000);
    expect(open()).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  it('are eight at most; one that nobody uses gives way', async () => {
    const { captures, open } = counted();
    const used = await Promise.all(
      Array.from({ length: 8 }, (_, index) => captures.use(end(index + 1), 'theirs', never)),
    );
    await expect(captures.use(end(9), 'theirs', never)).rejects.toMatchObject({
      problem: { code: 'echo-capture-too-many', params: { count: 8 } },
    });
    used[3]?.leave();
    const ninth = await captures.use(end(9), 'theirs', never);
    expect(ninth.capture).not.toBe(used[3]?.capture);
    expect(open()).toBe(8);
    await captures.close();
    expect(open()).toBe(0);
    await expect(captures.use(end(1), 'theirs', never)).rejects.toMatchObject({ problem: { code: 'cancelled' } });
  });

  it('are not asked for again at once where the machine refuses all of them', async () => {
    let refusal: ProblemError | undefined = new ProblemError('raw-no-rights', { command: 'none' });
    const { captures, clock, opened } = counted(() => refusal);
    for (const port of [1, 2, 3]) {
      await expect(captures.use(end(port), 'theirs', never)).rejects.toMatchObject({
        problem: { code: 'raw-no-rights' },
      });
    }
    expect(opened).toHaveLength(1);
    refusal = undefined;
    await clock.advance(20_000);
    await captures.use(end(1), 'theirs', never);
    // One interface's refusal says nothing of another's.
    refusal = new ProblemError('interface-down', { interface: 'eth7' });
    await expect(captures.use(end(2), 'theirs', never)).rejects.toThrow();
    refusal = undefined;
    await captures.use(end(2), 'theirs', never);
    // A kind of interface does not change.
    refusal = new ProblemError('raw-unsupported', { interface: 'eth7' });
    await expect(captures.use(end(3), 'theirs', never)).rejects.toThrow();
    refusal = undefined;
    await expect(captures.use(end(3), 'theirs', never)).rejects.toMatchObject({ problem: { code: 'raw-unsupported' } });
    await captures.use(end(3), 'theirs', never, 'eth8');
    await clock.advance(20_000);
    await captures.use(end(3), 'theirs', never);
    await captures.close();
  });
});
