import type { z } from 'zod';
import type { Implemented, implementedInputSchema } from '#shared/model/snmp-operation.ts';
import { readOid } from './get.ts';
import { type Operation, operate, type SnmpTool } from './operation.ts';
import { encodeNulls } from './walk/run-walk.ts';

/** Questions in one request: a refusal costs one more for each half. */
const atOnce = 20;

type Answers = Pick<Implemented, 'objects'>;

/** Whether an agent has anything at or below each of some objects, by what comes next behind them. @throws ProblemError snmp-oid-unreadable */
export function runImplemented(
  tool: SnmpTool,
  input: z.output<typeof implementedInputSchema>,
  signal: AbortSignal,
): Promise<Implemented> {
  const oids = input.oids.map((text) => readOid(tool, text));
  return operate<Answers>(
    tool,
    'implemented',
    input,
    signal,
    async (operation) => {
      const objects: Answers['objects'] = [];
      for (let from = 0; from < oids.length; from += atOnce) {
        objects.push(...(await ask(operation, oids.slice(from, from + atOnce))));
      }
      return { objects };
    },
    { objects: [] },
  );
}

/** Halves what the agent refuses together: in v1 one end of its tree fails them all (RFC 1157 section 4.1.3). */
async function ask(operation: Operation, oids: readonly string[]): Promise<Answers['objects']> {
  const { pdu } = await operation.request({ type: 'GetNextRequest', varbinds: encodeNulls(oids) });
  if (pdu.errorStatus === 0) {
    return oids.map((oid, index) => {
      const next = index < pdu.varbinds.count ? pdu.varbinds.oid(index) : '';
      const isException = (pdu.varbinds.tag(index) & 0x80) !== 0;
      return { oid, implemented: !isException && `${next}.`.startsWith(`${oid}.`) };
    });
  }
  const [only] = oids;
  if (oids.length === 1 && only !== undefined) return [{ oid: only, implemented: false }];
  const half = oids.length >> 1;
  return [...(await ask(operation, oids.slice(0, half))), ...(await ask(operation, oids.slice(half)))];
}
