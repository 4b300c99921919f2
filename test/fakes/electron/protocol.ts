type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();
/** Schemes registered as standard and secure: only those have an origin, storage and fetch. */
const privileged = new Map<string, Record<string, boolean>>();
let ready = false;

export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) privileged.set(scheme, privileges);
  },
  handle(scheme: string, handler: Handler): void {
    if (!ready) throw new Error('protocol.handle can be used after app is ready');
    handlers.set(scheme, handler);
  },
};

/** For the rest of the double. */
export const schemes = {
  onReady(): void {
    ready = true;
  },
  standard(): string[] {
    return [...privileged].filter(([, { standard, secure }]) => standard && secure).map(([scheme]) => scheme);
  },
  handler(scheme: string): Handler | undefined {
    return handlers.get(scheme);
  },
};
