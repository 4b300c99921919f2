import { describe, expect, it } from 'vitest';
import { Losses } from '#electron/tools/traps/receive/losses.ts';

describe('counts of what was lost', () => {
  it('are one for each second, cause, receiver and sender, and stay until they are stored', () => {
    const losses = new Losses();
    expect(losses.dueAt).toBe(Number.POSITIVE_INFINITY);
    losses.add('sender', 162, 1000, 1, '192.0.2.1');
    losses.add('sender', 162, 1400, 1, '192.0.2.1');
    losses.add('sender', 162, 1500, 1, '192.0.2.2');
    losses.add('system', 162, 1600, 40);
    losses.add('system', 163, 1600, 0);
    expect(losses.dueAt).toBe(2000);
    expect(losses.due(1999)).toEqual([]);
    losses.add('inbox', 162, 2100, 1);
    const first = [
      { at: 1000, until: 1400, where: 'sender', receiver: 162, count: 2, address: '192.0.2.1' },
      { at: 1500, until: 1500, where: 'sender', receiver: 162, count: 1, address: '192.0.2.2' },
      { at: 1600, until: 1600, where: 'system', receiver: 162, count: 40 },
    ];
    expect(losses.due(2100)).toEqual(first);
    expect(losses.due(2100)).toEqual(first);
    expect(losses.waiting).toBe(44);
    losses.stored(3);
    expect(losses.waiting).toBe(1);
    expect(losses.due(2200)).toEqual([]);
    expect(losses.due(2200, true)).toEqual([{ at: 2100, until: 2100, where: 'inbox', receiver: 162, count: 1 }]);
  });

  it('are bounded whoever loses, and none goes uncounted', () => {
    const losses = new Losses();
    for (let number = 0; number < 100_000; number++) losses.add('sender', 162, number, 1, `sender ${number}`);
    const due = losses.due(200_000);
    expect(due.length).toBeLessThan(1500);
    expect(due.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
    expect(losses.waiting).toBe(100_000);
  });
});
