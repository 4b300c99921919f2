import type { Handlers } from '#shared/contract/handlers.ts';
import type { mibsContract } from '#shared/contract/mibs.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const later = () => {
  throw new ProblemError('internal', {}, 'being built');
};

export const mibsHandlers = new Proxy({}, { get: () => later }) as Handlers<typeof mibsContract>;
