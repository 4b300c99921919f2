import type { z } from 'zod';
import { resolveOid } from '#electron/objects/object-names.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { GetResult, getBulkInputSchema, getInputSchema } from '#shared/model/snmp-operation.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import { ProblemError, problem } from '#shared/problem/problem.ts';
import type { RequestPdu } from './client/request.ts';
import { type Operation, operate, type SnmpTool, statusOf, statusProblem } from './operation.ts';
import { varbindAt } from './rows/rows-view.ts';
import { encodeNulls } from './walk/run-walk.ts';

/** Objects asked for in one request: more of them seldom fit an answer (RFC 3417 section 3.2 asks agents for 484 octets only). */
const objectsAtOnce = 40;

type Objects = { varbinds: Varbind[] };

/** @throws ProblemError snmp-oid-unreadable */
export function readOid({ objects }: SnmpTool, text: string): string {
  const oid = resolveOid(objects, text);
  if (oid === undefined) throw new ProblemError('snmp-oid-unreadable', { oid: text.slice(0, 200) });
  return oid;
}

export function runGet(
  tool: SnmpTool,
  verb: 'get' | 'getNext',
  input: z.output<typeof getInputSchema>,
  signal: AbortSignal,
): Promise<GetResult> {
  const oids = input.oids.map((text) => readOid(tool, text));
  return operate<Objects>(
    tool,
    verb,
    input,
    signal,
    async (operation) => {
      const type = verb === 'get' ? 'GetRequest' : 'GetNextRequest';
      const varbinds = await getObjects(tool, operation, oids, { type });
      return { varbinds, ...(operation.errorStatus === undefined ? {} : { outcome: 'failed' as const }) };
    },
    { varbinds: [] },
  );
}

/**
 * Asks for objects, some tens at a time, and half as many when the agent says that its answer would be too big. At an error of the agent it
 * stops with what it has; `quiet`: the error is not the operation's.
 */
export async function getObjects(
  tool: SnmpTool,
  operation: Operation,
  oids: readonly string[],
  { type = 'GetRequest', quiet = false }: { type?: 'GetRequest' | 'GetNextRequest'; quiet?: boolean } = {},
): Promise<Varbind[]> {
  const varbinds: Varbind[] = [];
  let atOnce = objectsAtOnce;
  for (let from = 0; from < oids.length; ) {
    const some = oids.slice(from, from + atOnce);
    const { pdu } = await operation.request({ type, varbinds: encodeNulls(some) });
    const status = statusOf(pdu, some);
    if (status?.name === 'tooBig' && some.length > 1) {
      atOnce = Math.ceil(some.length / 2);
      continue;
    }
    if (status !== undefined) {
      if (!quiet) failWith(tool, operation, status);
      return varbinds;
    }
    checkAnswer(some, pdu.varbinds, type === 'GetRequest');
    for (let index = 0; index < pdu.varbinds.count; index++) {
      varbinds.push(varbindAt(tool.objects, pdu.varbinds, index));
    }
    from += some.length;
  }
  return noteMalformed(operation, varbinds);
}

/** The agent's error is what the operation came to. */
export function failWith(tool: SnmpTool, operation: Operation, status: NonNullable<Operation['errorStatus']>): void {
  operation.errorStatus = status;
  operation.log.problem(statusProblem(tool.objects, status));
}

/** An agent that answers a question nobody asked is not believed. */
export function checkAnswer(asked: readonly string[], answered: VarbindList, isGet: boolean): void {
  const params = { expected: asked.length, count: answered.count };
  if (answered.count !== asked.length) throw new ProblemError('snmp-answer-mismatch', params);
  if (!isGet) return;
  const wrong = asked.findIndex((oid, index) => answered.oid(index) !== oid);
  if (wrong >= 0) throw new ProblemError('snmp-answer-mismatch', {}, `${answered.oid(wrong)} for ${asked[wrong]}`);
}

export function runGetBulk(
  tool: SnmpTool,
  input: z.output<typeof getBulkInputSchema>,
  signal: AbortSignal,
): Promise<GetResult> {
  const oids = input.oids.map((text) => readOid(tool, text));
  return operate<Objects>(
    tool,
    'getBulk',
    input,
    signal,
    async (operation) => {
      if (operation.agent.credentials.version === '1') throw new ProblemError('snmp-no-bulk-in-v1');
      const pdu: RequestPdu = {
        type: 'GetBulkRequest',
        varbinds: encodeNulls(oids),
        errorStatus: Math.min(input.nonRepeaters, oids.length),
        errorIndex: input.maxRepetitions,
      };
      const answer = await askForLess(operation, pdu);
      const status = statusOf(answer.pdu, oids);
      if (status !== undefined) {
        failWith(tool, operation, status);
        return { varbinds: [], outcome: 'failed' };
      }
      const { varbinds } = answer.pdu;
      const read = Array.from({ length: varbinds.count }, (_, index) => varbindAt(tool.objects, varbinds, index));
      return { varbinds: noteMalformed(operation, read) };
    },
    { varbinds: [] },
  );
}

/** Halves max-repetitions for as long as the agent says tooBig. */
async function askForLess(operation: Operation, pdu: RequestPdu) {
  const asked = pdu.errorIndex ?? 1;
  let used = asked;
  for (;;) {
    const answer = await operation.request({ ...pdu, errorIndex: used });
    if (statusOf(answer.pdu, [])?.name !== 'tooBig' || used === 1) {
      if (used < asked) operation.log.problem(problem('snmp-fewer-repetitions', { asked, used }));
      return answer;
    }
    used = used >> 1;
    operation.log.note('snmp-fewer-repetitions', { asked, used });
  }
}

function noteMalformed(operation: Operation, varbinds: Varbind[]): Varbind[] {
  const count = varbinds.filter(({ fault }) => fault !== undefined).length;
  if (count > 0) operation.log.problem(problem('snmp-values-malformed', { count }));
  return varbinds;
}
