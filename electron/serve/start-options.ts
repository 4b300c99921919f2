import { parseArgs } from 'node:util';

export interface StartOptions {
  port: number;
  address: string;
  workspace: string | undefined;
  reason: string | undefined;
  open: boolean;
  verbose: boolean;
}

/** Any port by default: two hosts with two workspaces then stand side by side. @throws Error with a sentence for the person. */
export function readStartOptions(args: string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      workspace: { type: 'string' },
      reason: { type: 'string' },
      open: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new Error(`--port takes a number from 0 to 65535, not ${values.port}.`);
  return {
    port,
    address: values.host,
    workspace: values.workspace,
    reason: values.reason,
    open: values.open && !values['no-open'],
    verbose: values.verbose,
  };
}
