import { connect } from 'node:net';

/** How a connection was made or not: milliseconds, and the system's code where it failed (ECONNREFUSED, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH). */
export interface ConnectOutcome {
  milliseconds: number;
  error?: string;
}

/** Makes a TCP connection, takes the time and closes it at once. Never rejects; `ETIMEDOUT` after so many milliseconds, `ABORTED` with the signal. */
export type TimedConnect = (options: {
  /** With a zone where it needs one. */
  address: string;
  port: number;
  timeout: number;
  signal: AbortSignal;
}) => Promise<ConnectOutcome>;

export const timedConnect: TimedConnect = ({ address, port, timeout, signal }) =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect({ host: address, port, autoSelectFamily: false });
    const timer = setTimeout(() => end('ETIMEDOUT'), timeout);
    const aborted = () => end('ABORTED');
    const end = (error?: string) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      const milliseconds = performance.now() - startedAt;
      resolve(error === undefined ? { milliseconds } : { milliseconds, error });
    };
    socket.once('connect', () => end());
    // More may follow once it is destroyed; the first is the reason.
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
