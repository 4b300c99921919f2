import { type Clock, systemClock } from '../clock.ts';
import { systemCalls } from '../sockets/system-calls.ts';
import { createPlainTcpIo } from './plain-tcp-io.ts';
import { createTcpIo, type TcpIo } from './tcp-io.ts';

/** TCP of the operating system: by its own calls where they can be had, otherwise through Node. They are looked for once they are needed. */
export function createSystemTcpIo(clock: Clock = systemClock): TcpIo {
  let chosen: TcpIo | undefined;
  const io = (): TcpIo => {
    if (chosen === undefined) {
      const calls = systemCalls();
      chosen = calls === undefined ? createTcpIo(clock) : createPlainTcpIo(calls, clock);
    }
    return chosen;
  };
  return { listen: (options) => io().listen(options), connect: (options) => io().connect(options) };
}
