import { RPCHandler } from '@orpc/server/message-port';
import type { Engine } from './engine.ts';

/** What both kinds of message port have in common: the browser's and Electron's `MessagePortMain`. */
export type EnginePort = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];

/** Serves the engine on a message port until the port closes; then the work it asked for is cancelled. */
export function servePort(engine: Engine, port: EnginePort): void {
  new RPCHandler(engine.router).upgrade(port, { context: {} });
}
