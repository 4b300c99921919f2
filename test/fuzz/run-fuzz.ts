import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { Mutator } from './mutator.ts';
import { Random } from './random.ts';

/** Inputs for each decoder; PUNCHDOWN_FUZZ sets another number. */
export const fuzzCount = Number(process.env.PUNCHDOWN_FUZZ ?? 1_000_000);

/** PUNCHDOWN_FUZZ_SEED repeats a run. */
const givenSeed = process.env.PUNCHDOWN_FUZZ_SEED;

/** No decode may take longer, in milliseconds. */
const limit = 50;

/** Inputs that failed once: they are tried first in every later run. One file each, hex, `<target>-<seed>-<index>.hex`. */
const failures = join(import.meta.dirname, 'failures');

export interface FuzzTarget {
  name: string;
  seeds: readonly Uint8Array[];
  /** Bytes at the front of a seed that half of its mutations keep. */
  kept?: number;
  longest?: number;
  /** Decodes, and throws when what was accepted does not stand up. */
  run(bytes: Uint8Array): void;
}

/**
 * Feeds a decoder with random and mutated bytes and throws at the first input that makes it throw or takes too long, after
 * keeping it as a file. Gives the longest time of one decode in milliseconds.
 */
export function fuzz(target: FuzzTarget, count: number = fuzzCount): { longest: number } {
  const seed = givenSeed === undefined ? (Date.now() ^ (process.pid << 16)) >>> 0 : Number(givenSeed);
  console.log(`fuzz ${target.name}: ${count} inputs, PUNCHDOWN_FUZZ_SEED=${seed}`);
  for (const bytes of keptFailures(target.name)) attempt(target, bytes, 'kept');
  const options = { kept: target.kept ?? 0, longest: target.longest ?? 2048 };
  const mutator = new Mutator(new Random(seed), target.seeds, options);
  let longest = 0;
  let before = performance.now();
  for (let index = 0; index < count; index++) {
    const bytes = mutator.next();
    try {
      target.run(bytes);
    } catch (error) {
      throw failed(target, bytes, `${seed}-${index}`, error);
    }
    const now = performance.now();
    if (now - before > longest) {
      longest = now - before > limit ? attempt(target, bytes, `${seed}-${index}`) : now - before;
    }
    before = now;
  }
  return { longest };
}

/** One input with its time, the best of three: a pause of the machine is not the decoder's. */
function attempt(target: FuzzTarget, bytes: Uint8Array, label: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let again = 0; again < 3; again++) {
    const start = performance.now();
    try {
      target.run(bytes);
    } catch (error) {
      throw failed(target, bytes, label, error);
    }
    best = Math.min(best, performance.now() - start);
  }
  if (best > limit) throw failed(target, bytes, label, new Error(`took ${best.toFixed(1)} ms`));
  return best;
}

function failed(target: FuzzTarget, bytes: Uint8Array, label: string, error: unknown): Error {
  const hex = toHex(bytes);
  if (label !== 'kept') {
    mkdirSync(failures, { recursive: true });
    writeFileSync(join(failures, `${target.name}-${label}.hex`), `${hex}\n`);
  }
  const reason = error instanceof Error ? error.message : error;
  return new Error(`${target.name}, input ${label}: ${reason}\n${hex.slice(0, 400)}`, { cause: error });
}

function keptFailures(name: string): Uint8Array[] {
  let files: string[] = [];
  try {
    files = readdirSync(failures).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.hex'));
  } catch {
    // No failure was ever kept.
  }
  return files.map((file) => fromHex(readFileSync(join(failures, file), 'utf8')) ?? new Uint8Array());
}
