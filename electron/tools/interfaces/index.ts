import type { Handlers } from '#shared/contract/handlers.ts';
import type { interfacesContract } from '#shared/contract/interfaces.ts';
import type { InterfacesDeps } from './deps.ts';

export function createInterfaces(deps: InterfacesDeps): Handlers<typeof interfacesContract> {
  return { list: async () => [...(await deps.listInterfaces()), ...deps.labInterfaces()] };
}
