import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WalkMachine, type WalkPlan } from '#electron/tools/snmp/machine.ts';
import { oidOctets } from '#electron/wire/ber/oid.ts';
import { type ProblemCode, problem } from '#shared/problem/problem.ts';
import { SimulatedAgent, type SimulatedLimits, simulateWalk } from '#test/fakes/snmp/simulated-walk.ts';

const base = '1.3.6.1.4.1.32473';
const largest = 4_294_967_295;

function plan(roots: readonly string[], more: Partial<WalkPlan> = {}): WalkPlan {
  const octets = roots.map((root) => {
    const bytes = oidOctets(root);
    if (bytes === undefined) throw new RangeError(root);
    return bytes;
  });
  const usual = { bulk: true, maxRepetitions: 50, parallel: 24, limit: 5_000_000, continueAnyway: false };
  return { roots: octets, ...usual, ...more };
}

/** Walks one agent that stands still. */
function walk(
  agent: SimulatedAgent,
  roots: readonly string[],
  more: Partial<WalkPlan> = {},
  pick?: (n: number) => number,
) {
  const machine = new WalkMachine(plan(roots, more));
  return { machine, ...simulateWalk(machine, () => agent, pick) };
}

function table(root: string, columns: number, rows: number): string[] {
  return Array.from({ length: columns * rows }, (_, at) => `${root}.1.${1 + Math.floor(at / rows)}.${1 + (at % rows)}`);
}

/** Arcs as they occur: small, at the borders of their encoding, huge. */
const arc = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 127, 128, 16_383, 16_384, largest - 1, largest) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: largest }) },
);
const index = fc.array(arc, { minLength: 1, maxLength: 4 }).map((arcs) => arcs.join('.'));

/** Columns side by side, of which some cells are missing. */
const tables = fc
  .record({
    columns: fc.uniqueArray(arc, { minLength: 1, maxLength: 6 }),
    rows: fc.oneof(
      fc.uniqueArray(index, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 90 }).map((count) => Array.from({ length: count }, (_, row) => String(row + 1))),
    ),
    holes: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ columns, rows, holes }) =>
    columns.flatMap((column, x) =>
      rows.filter((_, y) => holes === 0 || (x * 7 + y * 3) % holes !== 0).map((row) => `1.${column}.${row}`),
    ),
  );
/** Far down, and nothing beside it. */
const deep = fc
  .tuple(fc.array(arc, { minLength: 20, maxLength: 60 }), fc.integer({ min: 1, max: 40 }))
  .map(([arcs, leaves]) => Array.from({ length: leaves }, (_, leaf) => `${arcs.join('.')}.${leaf}`));
/** Also where a branch begins: an object with objects below it, which no MIB allows and some agents have. */
const leaves = fc.uniqueArray(index, { minLength: 1, maxLength: 60 });
const stems = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 8 })
  .map((branches) =>
    branches.flatMap((branch) => [String(branch), ...table('', 1, 45).map((leaf) => `${branch}${leaf}`)]),
  );

/** A tree below `base`, with objects before and behind it. */
const trees = fc
  .array(fc.tuple(arc, fc.oneof(tables, deep, leaves, stems)), { minLength: 1, maxLength: 5 })
  .map((parts) => {
    const below = parts.flatMap(([first, oids]) => oids.map((oid) => `${base}.${first}.${oid}`));
    return ['1.3.6.1.2.1.1.1.0', ...below, '1.3.6.1.4.1.32474.1.0'];
  });
const plans = fc.record({
  maxRepetitions: fc.constantFrom(1, 2, 7, 25, 50, 500),
  parallel: fc.constantFrom(1, 2, 3, 8, 24, 64),
});
/** Numbers between 0 and 1, to shuffle answers with. */
const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const picker = (stream: Iterator<number>) => (waiting: number) => Math.floor((stream.next().value ?? 0) * waiting);

const agents: [string, SimulatedLimits][] = [
  ['in v2c', {}],
  ['in v1', { v1: true }],
  ['that ends with noSuchName in v2c', { noSuchNameAtEnd: true }],
  ['that cuts its answers', { bulkLimit: 3 }],
  ['that says tooBig', { tooBigAbove: 4 }],
  ['that has no answer to GETBULK', { emptyBulk: true }],
];

describe.each(agents)('a walk of any tree of an agent %s', (_name, limits) => {
  it('gives what one GETNEXT after the other gives, in the same order', () => {
    fc.assert(
      fc.property(trees, plans, chances, fc.boolean(), (oids, { maxRepetitions, parallel }, stream, last) => {
        const agent = new SimulatedAgent(last ? oids.slice(0, -1) : oids, limits);
        const bulk = limits.v1 !== true;
        const end = walk(agent, [base], { bulk, maxRepetitions, parallel }, picker(stream));
        expect(end.oids).toEqual(agent.walk([base]));
        expect(end.machine).toMatchObject({ done: true, problem: undefined, rows: end.oids.length, waiting: 0 });
        expect(end.mostAtOnce).toBeLessThanOrEqual(parallel);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a walk', () => {
  it('of several roots gives them one behind the other', () => {
    fc.assert(
      fc.property(trees, plans, chances, (oids, more, stream) => {
        const agent = new SimulatedAgent(oids);
        const roots = [
          '1.3.6.1.2.1.1.1.0',
          ...Array.from({ length: 6 }, (_, at) => `${base}.${at * 2}`),
          '1.3.6.1.4.1.32474.1.0',
          '1.3.6.1.5',
        ];
        const end = walk(agent, roots, more, picker(stream));
        expect(end.oids).toEqual(agent.walk(roots));
      }),
      { numRuns: 100 },
    );
  });

  it('of objects that come and go reads each that stays, once and in order', () => {
    fc.assert(
      fc.property(trees, trees, plans, chances, (stay, come, more, stream) => {
        const steady = new SimulatedAgent(stay);
        const fuller = new SimulatedAgent([...stay, ...come]);
        const pick = picker(stream);
        const machine = new WalkMachine(plan([base], more));
        const { oids } = simulateWalk(machine, () => (pick(2) === 0 ? steady : fuller), pick);
        expect(machine.problem).toBeUndefined();
        expect(oids).toEqual(new SimulatedAgent(oids).oids);
        const read = new Set(oids);
        expect(steady.walk([base]).filter((oid) => !read.has(oid))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('asks with fewer at a time while answers come late, and still reads everything', () => {
    const agent = new SimulatedAgent(table(`${base}.2`, 22, 200));
    let answers = 0;
    const machine = new WalkMachine(plan([base]));
    const end = simulateWalk(
      machine,
      () => agent,
      undefined,
      () => (++answers % 3 === 0 ? 1 : 0),
    );
    expect(end.oids).toEqual(agent.walk([base]));
    expect(end.mostAtOnce).toBeLessThan(6);
  });

  it('of an interface table goes on side by side, with hardly more requests than it takes', () => {
    const agent = new SimulatedAgent([...table('1.3.6.1.2.1.2.2', 22, 1000), '1.3.6.1.2.1.4.1.0']);
    const end = walk(agent, ['1.3.6.1.2.1.2.2']);
    expect(end.oids.length).toBe(22_000);
    expect(end.segments).toBeGreaterThan(15);
    expect(end.mostAtOnce).toBeGreaterThan(15);
    expect(end.requests.length).toBeLessThan((22_000 / 50) * 1.1);
  });

  it('of a routing table with a long index goes on side by side too', () => {
    const routes = Array.from({ length: 4000 }, (_, at) => `10.${at >> 8}.${at & 255}.0.255.255.255.0.0.192.0.2.1`);
    const oids = [1, 2, 5, 6, 7].flatMap((column) => routes.map((route) => `1.3.6.1.2.1.4.24.4.1.${column}.${route}`));
    const agent = new SimulatedAgent(oids);
    const end = walk(agent, ['1.3.6.1.2.1']);
    expect(end.oids).toEqual(agent.oids);
    expect(end.mostAtOnce).toBeGreaterThan(15);
    expect(end.requests.length).toBeLessThan((20_000 / 50) * 2);
  });

  it('of many small groups needs at most some requests more than one stream would', () => {
    const oids = Array.from({ length: 200 }, (_, group) => table(`${base}.${group}`, 3, 9)).flat();
    const end = walk(new SimulatedAgent(oids), [base]);
    expect(end.oids.length).toBe(5400);
    expect(end.requests.length).toBeLessThan((5400 / 50) * 3);
  });

  it('does not start anew with large requests in each stream of an agent that said tooBig', () => {
    const agent = new SimulatedAgent(table(`${base}.2`, 22, 100), { tooBigAbove: 10 });
    const end = walk(agent, [base]);
    expect(end.oids).toEqual(agent.walk([base]));
    expect(end.machine.fewerRepetitions).toEqual({ asked: 50, used: 6 });
    expect(end.requests.filter(({ repetitions }) => repetitions > 10).length).toBeLessThan(10);
  });

  it('asks for no branches with one stream only', () => {
    const end = walk(new SimulatedAgent(table(`${base}.2`, 22, 100)), [base], { parallel: 1 });
    expect(end.segments).toBe(1);
    expect(end.requests.length).toBe(45);
  });

  it('loses no object that stands where a branch begins', () => {
    const branches = [1, 2, 7, 9].flatMap((branch) => table(`${base}.${branch}`, 1, 60));
    const agent = new SimulatedAgent([...branches, `${base}.7`, `${base}.9`, `${base}.8`]);
    const end = walk(agent, [base], { maxRepetitions: 10 });
    expect(end.segments).toBeGreaterThan(2);
    expect(end.oids).toEqual(agent.oids);
  });
});

describe('a walk that ends early', () => {
  it('stops at its limit, and takes nothing of what is under way then', () => {
    const agent = new SimulatedAgent(table(`${base}.2`, 10, 1000));
    const end = walk(agent, [base], { limit: 3000 });
    const { machine } = end;
    expect(machine.problem).toMatchObject({ code: 'snmp-walk-limit' satisfies ProblemCode, params: { limit: 3000 } });
    expect(machine.rows).toBe(end.oids.length);
    expect(machine.rows).toBeGreaterThanOrEqual(3000);
    expect(machine.rows).toBeLessThan(3050);
    expect(machine.done).toBe(true);
  });

  it('by a request without an answer asks nothing more and keeps what it has', () => {
    const agent = new SimulatedAgent(table(`${base}.2`, 10, 1000));
    const machine = new WalkMachine(plan([base], { parallel: 4 }));
    const why = problem('snmp-no-answer', {});
    let failed = 0;
    for (let answered = 0; answered < 40; answered++) {
      const request = machine.next();
      if (request !== undefined) machine.answered(request, agent.answer(request), 0);
    }
    const under = [machine.next(), machine.next()];
    for (const request of under) {
      if (request === undefined) continue;
      machine.failed(request, why);
      failed++;
    }
    expect(failed).toBe(2);
    expect(machine).toMatchObject({ problem: why, waiting: 0, done: true });
    expect(machine.stoppedAt).toMatch(/^1\.3\.6\.1\.4\.1\.32473\.2\.1\./);
    expect(machine.next()).toBeUndefined();
  });

  it('by tooBig for a single object', () => {
    const end = walk(new SimulatedAgent(table(`${base}.2`, 2, 30), { tooBigAbove: 0 }), [base]);
    expect(end.machine.problem?.code).toBe('snmp-too-big');
  });
});
