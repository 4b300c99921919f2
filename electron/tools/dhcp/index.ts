import type { dhcpContract } from '#shared/contract/dhcp.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { DhcpDeps } from './deps.ts';
import { HeldLeases } from './held-leases.ts';
import { runHandshake } from './run.ts';

export interface Dhcp {
  handlers: Handlers<typeof dhcpContract>;
  close(): Promise<void>;
}

export function createDhcp(deps: DhcpDeps): Dhcp {
  const held = new HeldLeases(deps);
  return {
    handlers: {
      async handshake(input, signal) {
        const { result, port, plan } = await runHandshake(deps, input, signal);
        if (port !== undefined && plan !== undefined && result.lease !== undefined) {
          const { exchange, lease } = result;
          const { leaseTime } = lease;
          const forEver = leaseTime === undefined || leaseTime === 0xffffffff;
          const expiresAt = forEver ? {} : { expiresAt: deps.clock.now() + leaseTime * 1000 };
          held.add({ exchange, interface: input.interface, lease, ...expiresAt }, port, plan);
        }
        return result;
      },
      held: () => held.list(),
      async release({ exchange }) {
        await held.release(exchange);
        return { released: true };
      },
    },
    close: () => held.close(),
  };
}
