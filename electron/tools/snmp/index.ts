import type { Handlers } from '#shared/contract/handlers.ts';
import type { snmpContract } from '#shared/contract/snmp.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const later = () => {
  throw new ProblemError('internal', {}, 'being built');
};

export const snmpHandlers = new Proxy({}, { get: () => later }) as Handlers<typeof snmpContract>;
