import type { Varbind } from '#shared/model/snmp-varbind.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { checkAnswer } from './get.ts';
import { type Operation, type SnmpTool, statusOf, statusProblem } from './operation.ts';
import { varbindAt } from './rows/rows-view.ts';
import { encodeNulls } from './walk/run-walk.ts';

/** What one answer told. */
export interface PresentObjects {
  /** Milliseconds since the epoch, when it came. */
  at: number;
  /** By OID; without those of which v1 says noSuchName, with the exceptions of v2c and v3. */
  varbinds: Map<string, Varbind>;
}

/**
 * Asks for objects in one request. In v1 one object that is not there fails all of them (RFC 1157 section 4.1.2): they are asked for again
 * without it. Undefined: the answer would be too big.
 *
 * @throws ProblemError
 */
export async function readPresent(
  { objects }: SnmpTool,
  operation: Operation,
  oids: readonly string[],
): Promise<PresentObjects | undefined> {
  let asked = [...oids];
  for (;;) {
    const { pdu, at } = await operation.request({ type: 'GetRequest', varbinds: encodeNulls(asked) });
    const status = statusOf(pdu, asked);
    if (status === undefined) {
      checkAnswer(asked, pdu.varbinds, true);
      const varbinds = new Map<string, Varbind>();
      for (const [index, oid] of asked.entries()) varbinds.set(oid, varbindAt(objects, pdu.varbinds, index));
      return { at, varbinds };
    }
    if (status.name === 'noSuchName' && status.oid !== undefined) {
      const missing = status.oid;
      asked = asked.filter((oid) => oid !== missing);
      if (asked.length === 0) return { at, varbinds: new Map() };
      continue;
    }
    if (status.name === 'tooBig' && asked.length > 1) return undefined;
    operation.errorStatus = status;
    const { code, params } = statusProblem(objects, status);
    throw new ProblemError(code, params);
  }
}
