import { isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { contract } from '#shared/contract/index.ts';

export interface CallDescription {
  call: string;
  /** JSON Schema of the input; null where the call takes none. */
  input: unknown;
  /** JSON Schema of the result, or of each event of a stream. */
  output: unknown;
  stream: boolean;
}

/** Every call of the contract with its input and output, made from the schemas alone. */
export function describeContract(): CallDescription[] {
  return Object.entries(contract).flatMap(([tool, calls]) =>
    Object.entries(calls).map(([name, procedure]) => {
      if (!isContractProcedure(procedure)) throw new Error(`${tool}.${name} is no call`);
      const { inputSchema, outputSchema } = procedure['~orpc'];
      // An event stream's schema is not zod's own.
      const stream = outputSchema !== undefined && !(outputSchema instanceof z.ZodType);
      return {
        call: `${tool}.${name}`,
        input: inputSchema instanceof z.ZodType ? jsonSchema(inputSchema, 'input') : null,
        output: outputSchema instanceof z.ZodType ? jsonSchema(outputSchema, 'output') : null,
        stream,
      };
    }),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
