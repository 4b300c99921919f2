import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** A workspace's file other than the default. */
  workspace: string | undefined;
  /** Work in a workspace that is thrown away at the end. */
  temporary: boolean;
  verbose: boolean;
}

/** Reads `--workspace FILE`, `--temporary` and `--verbose`, and passes over everything else: Chromium has switches of its own. */
export function startOptions(argv: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { workspace: { type: 'string' }, temporary: { type: 'boolean' }, verbose: { type: 'boolean' } },
  });
  const { workspace } = values;
  return {
    workspace: typeof workspace === 'string' && workspace !== '' ? resolve(workspace) : undefined,
    temporary: values.temporary === true,
    verbose: values.verbose === true,
  };
}
