import type { NameFlag } from '#electron/net/names/address-numbers.ts';
import type { PlatformNames } from '#electron/net/names/platform-names.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { namesContract } from '#shared/contract/names.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { NamesDeps } from './deps.ts';
import { lookUp } from './look-up.ts';

export interface Names {
  handlers: Handlers<typeof namesContract>;
}

/** Names and addresses, as the system's resolver, DNS and the hosts file have them. */
export function createNames(given: NamesDeps): Names {
  let loaded: PlatformNames | undefined;
  const deps: NamesDeps = {
    ...given,
    platformNames() {
      try {
        loaded ??= given.platformNames();
        return loaded;
      } catch (error) {
        throw new ProblemError('names-unavailable', {}, String(error));
      }
    },
  };
  return {
    handlers: {
      lookUp: (input, signal) => lookUp(deps, input, signal),
      async reverse({ address, port, numericHost, numericService, nameRequired, datagram }) {
        const startedAt = deps.now();
        const flags: NameFlag[] = [
          ...(numericHost ? (['NI_NUMERICHOST'] as const) : []),
          ...(numericService ? (['NI_NUMERICSERV'] as const) : []),
          ...(nameRequired ? (['NI_NAMEREQD'] as const) : []),
          ...(datagram ? (['NI_DGRAM'] as const) : []),
        ];
        const answer = await deps.platformNames().name({ address, port, flags });
        const milliseconds = deps.now() - startedAt;
        return 'error' in answer ? { error: answer.error, milliseconds } : { ...answer, milliseconds };
      },
    },
  };
}
