import { describe, expect, it } from 'vitest';
import { KernelTime } from '#electron/net/packet/kernel-time.ts';

/** Two clocks, in milliseconds; each look at the engine's takes `cost`. */
class Clocks {
  engine = 1_000_000;
  wall = 5_000_000;
  cost = 0;

  readonly time = new KernelTime(
    () => this.wall,
    () => {
      this.pass(this.cost);
      return this.engine;
    },
  );

  pass(milliseconds: number): void {
    this.engine += milliseconds;
    this.wall += milliseconds;
  }
}

describe('KernelTime', () => {
  it('puts a stamp on the engine’s clock', () => {
    const clocks = new Clocks();
    clocks.time.compare();
    clocks.pass(2);
    clocks.time.compare();
    expect(clocks.time.toEngine(clocks.wall - 0.5)).toBe(clocks.engine - 0.5);
  });

  it('keeps what it knows while the readings agree with it', () => {
    const clocks = new Clocks();
    clocks.time.compare();
    clocks.cost = 0.004;
    clocks.pass(1);
    const stamp = clocks.wall;
    const known = clocks.time.toEngine(stamp);
    for (let round = 0; round < 10; round++) {
      clocks.time.compare();
      expect(clocks.time.toEngine(stamp)).toBe(known);
    }
  });

  it('follows the wall clock when it is set, forward and back', () => {
    const clocks = new Clocks();
    for (const step of [3_600_000, -3_600_000, 20, -20]) {
      clocks.wall += step;
      clocks.time.compare();
      clocks.pass(1);
      clocks.time.compare();
      expect(clocks.time.toEngine(clocks.wall - 0.25)).toBe(clocks.engine - 0.25);
    }
  });

  it('takes the time of reading for stamps from before the wall clock was set', () => {
    const clocks = new Clocks();
    clocks.time.compare();
    for (const step of [3_600_000, -3_600_000]) {
      const stamp = clocks.wall;
      clocks.wall += step;
      clocks.pass(1);
      clocks.time.compare();
      expect(clocks.time.toEngine(stamp)).toBe(clocks.engine);
    }
  });

  it('gives no time in the future, nor none at all', () => {
    const clocks = new Clocks();
    clocks.time.compare();
    expect(clocks.time.toEngine(clocks.wall + 5)).toBe(clocks.engine);
    expect(clocks.time.toEngine(0)).toBe(clocks.engine);
    clocks.cost = 50; // a machine so busy that no two readings are close
    clocks.time.compare();
    const at = clocks.time.toEngine(clocks.wall);
    expect(at).toBeGreaterThan(clocks.engine - 1000);
    expect(at).toBeLessThanOrEqual(clocks.engine);
  });
});
