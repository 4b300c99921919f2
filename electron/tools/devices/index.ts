import type { devicesContract } from '#shared/contract/devices.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const later = () => {
  throw new ProblemError('internal', {}, 'being built');
};

export const devicesHandlers = new Proxy({}, { get: () => later }) as Handlers<typeof devicesContract>;
