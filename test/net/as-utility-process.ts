/**
 * Loads the packet process as Electron would: `process.parentPort` is there and its first message brings a port. The port
 * leads to the channel of the plain child process that this is.
 */
const port = {
  on(event: string, listener: (event?: { data: unknown }) => void) {
    if (event === 'message') process.on('message', (data) => listener({ data }));
    else if (event === 'close') process.on('disconnect', () => listener());
  },
  start: () => undefined,
  postMessage: (message: unknown) => process.send?.(message),
};
const parentPort = {
  once(_event: 'message', listener: (event: { ports: (typeof port)[] }) => void) {
    setImmediate(() => listener({ ports: [port] }));
  },
};
Object.assign(process, { parentPort });
await import('#electron/net/packet/packet-process.ts');

export {};
