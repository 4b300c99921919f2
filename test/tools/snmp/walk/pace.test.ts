import { describe, expect, it } from 'vitest';
import { Pace } from '#electron/tools/snmp/walk/pace.ts';

/** What is allowed after so many answers of one kind. */
function allowedAfter(pace: Pace, answers: number, roundTrip: number, retries = 0): number {
  for (let count = 0; count < answers; count++) pace.answered(retries, roundTrip);
  return pace.allowed;
}

describe('the pace of a walk', () => {
  it('begins with one request and grows to what is allowed behind a long way', () => {
    const pace = new Pace(24);
    expect(pace.allowed).toBe(1);
    expect(allowedAfter(pace, 10, 20)).toBe(11);
    expect(allowedAfter(pace, 100, 20)).toBe(24);
  });

  it('stays small where an agent is close', () => expect(allowedAfter(new Pace(24), 100, 0.1)).toBe(8));

  it('never exceeds what is allowed', () => expect(allowedAfter(new Pace(2), 100, 0.1)).toBe(2));

  it('is halved by a loss, and recovers', () => {
    const pace = new Pace(24);
    allowedAfter(pace, 100, 5);
    expect(allowedAfter(pace, 1, 5, 1)).toBe(12);
    expect(allowedAfter(pace, 10, 5, 1)).toBe(1);
    expect(allowedAfter(pace, 5, 5)).toBe(6);
  });

  it('goes down when an agent falls behind', () => {
    const pace = new Pace(24);
    allowedAfter(pace, 100, 10);
    expect(allowedAfter(pace, 30, 400)).toBe(1);
  });
});
