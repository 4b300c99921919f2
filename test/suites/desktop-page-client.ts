/**
 * A client of the contract inside the desktop page, beside the page's own: built to one script and evaluated in the page.
 * It opens a port of its own through the bridge, exactly as the page does.
 */
import { createORPCClient } from '@orpc/client';
import type { Client } from '#shared/contract/index.ts';
import { openTransport } from '../../renderer/rpc/transport.ts';

export interface TestClient {
  client: Client;
  /** Becomes true when the engine's end of the port is gone. */
  closed: boolean;
}

export async function connect(): Promise<TestClient> {
  const { link, closed } = await openTransport();
  const connected: TestClient = { client: createORPCClient<Client>(link), closed: false };
  void closed.then(() => {
    connected.closed = true;
  });
  return connected;
}
