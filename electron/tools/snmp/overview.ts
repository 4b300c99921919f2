import type { z } from 'zod';
import { oidOctets } from '#electron/wire/ber/oid.ts';
import type { Overview } from '#shared/contract/snmp.ts';
import type { requestInputSchema } from '#shared/model/snmp-operation.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import { problem, problemOf } from '#shared/problem/problem.ts';
import { InterfaceTable, interfaceColumns } from './interface-table.ts';
import { type Operation, operate, type SnmpTool } from './operation.ts';
import { readPresent } from './read-present.ts';
import { varbindAt } from './rows/rows-view.ts';
import { systemObjects, systemSeen } from './system-objects.ts';
import { findTarget } from './targets.ts';
import { runWalk } from './walk/run-walk.ts';

type Parts = Pick<Overview, 'system' | 'uptime' | 'startedAt' | 'interfaces'>;

const ifNumber = '1.3.6.1.2.1.2.1.0';
/** Interfaces shown at most; a chassis has some thousands. */
const interfaceLimit = 10_000;
/** Objects asked for in one request; what is behind the end of a column is asked for in vain. */
const mostRepetitions = 50;
const parallel = 16;

/** System group, uptime and interfaces of an agent. What is not there is left out. */
export function readOverview(
  tool: SnmpTool,
  input: z.output<typeof requestInputSchema>,
  signal: AbortSignal,
): Promise<Overview> {
  const { device } = findTarget(tool.devices, input.target);
  return operate<Parts>(
    tool,
    'overview',
    input,
    signal,
    async (operation) => {
      const { system, count } = await readSystem(tool, operation);
      if (device !== undefined) await keepSeen(tool, operation, device.id, system);
      const found = system.find(({ oid }) => oid === systemObjects.sysUpTime);
      const uptime = found?.type === 'TimeTicks' ? Number(found.value) : undefined;
      const startedAt = uptime === undefined ? undefined : Math.round(tool.clock.now() - 10 * uptime);
      const { interfaces, outcome } = await readInterfaces(tool, operation, count);
      return {
        system,
        ...(uptime === undefined || startedAt === undefined ? {} : { uptime, startedAt }),
        interfaces,
        outcome,
      };
    },
    { system: [], interfaces: [] },
  );
}

/** The scalars, with how many interfaces there are. */
async function readSystem(tool: SnmpTool, operation: Operation): Promise<{ system: Varbind[]; count: number }> {
  const system: Varbind[] = [];
  let count = 0;
  const waiting = [[...Object.values(systemObjects), ifNumber]];
  for (let oids = waiting.shift(); oids !== undefined; oids = waiting.shift()) {
    const present = await readPresent(tool, operation, oids);
    if (present === undefined) {
      const half = Math.ceil(oids.length / 2);
      waiting.unshift(oids.slice(0, half), oids.slice(half));
      continue;
    }
    for (const varbind of present.varbinds.values()) {
      if (varbind.oid === ifNumber) count = typeof varbind.value === 'number' ? varbind.value : 0;
      else if (varbind.value !== null) system.push(varbind);
    }
  }
  return { system, count };
}

/** That it could not be kept takes nothing from what was read. */
async function keepSeen({ devices }: SnmpTool, { log }: Operation, device: string, system: Varbind[]): Promise<void> {
  try {
    await devices.seen(device, systemSeen(system));
  } catch (error) {
    log.problem(problemOf(error));
  }
}

/** Columns side by side, each in as few requests as the number of interfaces needs. */
async function readInterfaces(
  tool: SnmpTool,
  { agent, log, options, signal }: Operation,
  count: number,
): Promise<Pick<Overview, 'interfaces' | 'outcome'>> {
  const table = new InterfaceTable(interfaceLimit);
  const roots = Object.values(interfaceColumns).flatMap((oid) => oidOctets(oid) ?? []);
  const full = new AbortController();
  const end = await runWalk(
    tool.client,
    agent,
    {
      roots,
      bulk: agent.credentials.version !== '1',
      maxRepetitions: Math.max(2, Math.min(mostRepetitions, count + 1)),
      parallel,
      limit: roots.length * interfaceLimit,
      continueAnyway: false,
    },
    { ...options, signal: AbortSignal.any([signal, full.signal]) },
    {
      rows: ({ list, count: rows }) => {
        for (let index = 0; index < rows; index++) table.add(varbindAt(tool.objects, list, index));
        if (table.excess !== undefined) full.abort();
      },
      ready: () => log.ready(),
    },
  );
  for (const found of end.problems) log.problem(found);
  if (table.excess !== undefined) log.problem(problem('snmp-too-many-interfaces', { limit: interfaceLimit }));
  const outcome = signal.aborted || table.excess === undefined ? end.outcome : 'failed';
  return { interfaces: table.interfaces(), outcome };
}
