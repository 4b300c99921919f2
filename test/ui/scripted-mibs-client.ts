import type { Client } from '../../shared/contract/index.ts';
import type { ScriptedMibs } from './scripted-mibs.ts';

/** The scripted calls as the page's client has them, without a line between. */
export function clientOf(mibs: ScriptedMibs): Client {
  const signal = AbortSignal.any([]);
  const calls = Object.fromEntries(
    Object.keys(mibs.handlers).map((name) => [
      name,
      async (input: unknown, options?: { signal?: AbortSignal }) =>
        Reflect.get(mibs.handlers, name)(input, options?.signal ?? signal),
    ]),
  );
  // The client has far more than the script answers; what is asked here is in it.
  return { mibs: calls } as unknown as Client;
}
