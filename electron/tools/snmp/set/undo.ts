import type { z } from 'zod';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { JournalEntry, requestInputSchema, SetResult } from '#shared/model/snmp-operation.ts';
import { type SnmpTarget, targetSchema } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { SnmpTool } from '../operation.ts';
import type { Journal } from './journal.ts';
import { mayBeRowStatus, rowStatus } from './row-status.ts';
import { writeObjects } from './run-set.ts';
import { valueToWrite, type Wanted } from './wanted.ts';

type UndoInput = Omit<z.output<typeof requestInputSchema>, 'target'> & {
  target?: SnmpTarget | undefined;
  journal: number;
  force: boolean;
};

/**
 * Writes back what an entry of the journal had replaced; a row that was made is removed.
 *
 * @throws ProblemError snmp-journal-unknown, snmp-undo-impossible, snmp-undo-needs-target
 */
export function undoSet(tool: SnmpTool, journal: Journal, input: UndoInput, signal: AbortSignal): Promise<SetResult> {
  const entry = journal.entry(input.journal);
  const { address, port, device, profile } = entry;
  if (entry.outcome === 'refused' || entry.undoneBy !== undefined) {
    throw new ProblemError('snmp-undo-impossible', { id: entry.id });
  }
  const saved = device !== undefined ? { device } : profile !== undefined ? { address, port, profile } : undefined;
  const target = input.target ?? (saved === undefined ? undefined : targetSchema.parse(saved));
  if (target === undefined) throw new ProblemError('snmp-undo-needs-target', { address });
  // Forced: the value was there before, whatever the definition says of it.
  return writeObjects(
    tool,
    journal,
    { ...input, target, force: true },
    before(tool.objects, entry),
    { undoes: entry.id },
    signal,
  );
}

/** @throws ProblemError snmp-undo-impossible: what a row held that was removed is not known. */
function before(objects: ObjectRegistry, { id, entries }: JournalEntry): Wanted[] {
  const impossible = new ProblemError('snmp-undo-impossible', { id });
  const action = entries.find(({ oid, asked, old }) => {
    const isAction = asked.type === 'INTEGER' && Number(asked.value) >= rowStatus.createAndGo;
    return isAction && mayBeRowStatus(objects, oid) && asked.value !== old?.value;
  });
  if (action?.asked.value === rowStatus.destroy) throw impossible;
  const isMade = action !== undefined && (action.old === undefined || valueToWrite(action.old) === undefined);
  if (isMade) return [{ ...namedAs(action), value: { type: 'INTEGER', value: rowStatus.destroy } }];
  return entries.map((entry) => {
    const value = entry.old === undefined ? undefined : valueToWrite(entry.old);
    if (value === undefined) throw impossible;
    return { ...namedAs(entry), value };
  });
}

function namedAs({ oid, name }: { oid: string; name?: string | undefined }): Wanted {
  return name === undefined ? { oid } : { oid, name };
}
