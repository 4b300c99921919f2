import type { Handlers } from '#shared/contract/handlers.ts';
import type { trapsContract } from '#shared/contract/traps.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { TrapsDeps } from './deps.ts';

export interface Traps {
  handlers: Handlers<typeof trapsContract>;
  close(): Promise<void>;
}

export function createTraps(_deps: TrapsDeps): Traps {
  const pending = (): never => {
    throw new ProblemError('internal', {}, 'not built yet');
  };
  return {
    handlers: {
      listen: pending,
      start: pending,
      stop: pending,
      status: pending,
      news: pending,
      settings: pending,
      saveSettings: pending,
      losses: pending,
      page: pending,
      details: pending,
      mark: pending,
      annotate: pending,
      delete: pending,
      deleteAll: pending,
      rules: pending,
      saveRule: pending,
      deleteRule: pending,
      orderRules: pending,
      applyRules: pending,
      notices: pending,
      types: pending,
      send: pending,
      compose: pending,
      importCapture: pending,
    },
    async close() {},
  };
}
