import type { z } from 'zod';
import { describePdu } from '#electron/wire/snmp/describe-pdu.ts';
import { decodePdu, encodePdu } from '#electron/wire/snmp/pdu.ts';
import { toHex } from '#shared/model/hex.ts';
import type {
  JournalEntry,
  requestInputSchema,
  SetEntry,
  SetResult,
  setInputSchema,
  setPreviewSchema,
} from '#shared/model/snmp-operation.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import { ProblemError, problem, problemOf } from '#shared/problem/problem.ts';
import { failWith, getObjects } from '../get.ts';
import { type Operation, operate, type SnmpTool, statusOf } from '../operation.ts';
import { findTarget } from '../targets.ts';
import type { Journal } from './journal.ts';
import { rowStatusReached } from './row-status.ts';
import { askedVarbinds, encodeWanted, readWanted, type Wanted, withType } from './wanted.ts';

type RequestInput = z.output<typeof requestInputSchema>;
type SetInput = z.output<typeof setInputSchema>;
type Preview = z.input<typeof setPreviewSchema>;

const nothing: Pick<SetResult, 'entries' | 'verified'> = { entries: [], verified: false };

export function runSet(tool: SnmpTool, journal: Journal, input: SetInput, signal: AbortSignal): Promise<SetResult> {
  const wanted = input.varbinds.map((varbind) => readWanted(tool.objects, varbind));
  return writeObjects(tool, journal, input, wanted, {}, signal);
}

/**
 * Reads what is there, writes, reads back, and keeps it in the journal. When a check against the definitions failed, nothing is sent unless
 * it is forced.
 */
export function writeObjects(
  tool: SnmpTool,
  journal: Journal,
  input: RequestInput & { force: boolean },
  wanted: readonly Wanted[],
  { undoes }: Pick<JournalEntry, 'undoes'>,
  signal: AbortSignal,
): Promise<SetResult> {
  return operate<typeof nothing & Pick<SetResult, 'journal'>>(
    tool,
    'set',
    input,
    signal,
    async (operation) => {
      const { typed, entries } = await readOld(tool, operation, wanted);
      const objections = entries.filter(({ problem }) => problem !== undefined).length;
      if (objections > 0 && !input.force) {
        operation.log.problem(problem('snmp-set-blocked', { count: objections }));
        return { entries, verified: false, outcome: 'failed' };
      }
      const outcome = await send(tool, operation, typed);
      const now = await readBack(tool, operation, typed);
      for (const [index, entry] of entries.entries()) {
        const value = now[index];
        if (value !== undefined) entry.now = value;
      }
      const verified = outcome === 'complete' && entries.every((entry) => isAsAsked(tool, entry));
      if (outcome === 'complete') noteUnverified(tool, operation, entries);
      const target = findTarget(tool.devices, input.target);
      const number = await journal.add({
        at: tool.clock.now(),
        exchange: operation.exchange,
        address: operation.agent.address,
        port: operation.agent.port,
        ...(target.device === undefined ? {} : { device: target.device.id }),
        ...(target.profile === undefined ? {} : { profile: target.profile }),
        outcome,
        entries,
        ...(undoes === undefined ? {} : { undoes }),
      });
      return { entries, verified, journal: number, outcome: outcome === 'refused' ? 'failed' : outcome };
    },
    nothing,
  );
}

/** What a SET would do, without doing it. */
export async function previewSet(tool: SnmpTool, input: SetInput, signal: AbortSignal): Promise<Preview> {
  const wanted = input.varbinds.map((varbind) => readWanted(tool.objects, varbind));
  const noPdu = { fields: [], hex: '' };
  return operate<Pick<Preview, 'entries' | 'pdu'>>(
    tool,
    'get',
    input,
    signal,
    async (operation) => {
      const { typed, entries } = await readOld(tool, operation, wanted);
      const bytes = encodePdu({ type: 'SetRequest', requestId: 0, varbinds: encodeWanted(typed) });
      const pdu = decodePdu(bytes, 0, bytes.length, []);
      return { entries, pdu: { fields: pdu === undefined ? [] : [describePdu(bytes, pdu)], hex: toHex(bytes) } };
    },
    { entries: [], pdu: noPdu },
  );
}

/** What the objects are now, and what they shall be, with types filled in where only the agent knows them. */
async function readOld(
  tool: SnmpTool,
  operation: Operation,
  wanted: readonly Wanted[],
): Promise<{ typed: Wanted[]; entries: SetEntry[] }> {
  const old = await readEach(tool, operation, wanted);
  const typed = wanted.map((one, index) => withType(tool.objects, one, old[index]));
  const asked = askedVarbinds(tool.objects, typed);
  const entries = typed.map(({ oid, name, problem: objection }, index): SetEntry => {
    const [before, shall] = [old[index], asked[index]];
    if (shall === undefined) throw new Error('an object without what is asked of it');
    return {
      oid,
      ...(name === undefined ? {} : { name }),
      type: shall.type,
      ...(before === undefined ? {} : { old: before }),
      asked: shall,
      ...(objection === undefined ? {} : { problem: objection }),
    };
  });
  return { typed, entries };
}

/** All at once; where v1 fails the whole request for one that is missing, one by one. What cannot be read is left out. */
async function readEach(
  tool: SnmpTool,
  operation: Operation,
  wanted: readonly Wanted[],
): Promise<(Varbind | undefined)[]> {
  const oids = wanted.map(({ oid }) => oid);
  const read = await getObjects(tool, operation, oids, { quiet: true });
  if (read.length === oids.length) return read;
  const single: (Varbind | undefined)[] = [];
  for (const oid of oids) single.push((await getObjects(tool, operation, [oid], { quiet: true }))[0]);
  return single;
}

async function send(tool: SnmpTool, operation: Operation, wanted: readonly Wanted[]): Promise<JournalEntry['outcome']> {
  try {
    const { pdu } = await operation.request({ type: 'SetRequest', varbinds: encodeWanted(wanted) });
    const status = statusOf(
      pdu,
      wanted.map(({ oid }) => oid),
    );
    if (status === undefined) return 'complete';
    failWith(tool, operation, status);
    return 'refused';
  } catch (error) {
    if (operation.signal.aborted) return 'cancelled';
    operation.log.problem(problemOf(error));
    return 'failed';
  }
}

/** What the objects are afterwards, whatever became of the SET: a lost answer does not say that it was not done. */
async function readBack(
  tool: SnmpTool,
  operation: Operation,
  wanted: readonly Wanted[],
): Promise<(Varbind | undefined)[]> {
  try {
    return await readEach(tool, operation, wanted);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (!operation.signal.aborted) operation.log.problem(error.problem);
    return [];
  }
}

function noteUnverified(tool: SnmpTool, operation: Operation, entries: readonly SetEntry[]): void {
  for (const entry of entries) {
    if (isAsAsked(tool, entry)) continue;
    operation.log.problem(problem('snmp-set-unverified', { oid: entry.oid, name: entry.name ?? entry.oid }));
  }
}

function isAsAsked(tool: SnmpTool, { oid, asked, now }: SetEntry): boolean {
  if (now === undefined) return false;
  if (now.type === asked.type && now.hex === asked.hex) return true;
  return rowStatusReached(tool.objects, oid, asked, now);
}
