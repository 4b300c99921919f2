// `npm run -s cli -- ...`: the command-line host. Standard output belongs to its answer; what the set-up says goes to standard error.
import { join } from 'node:path';
import { handOver, reportFailure, root } from './process.mjs';
import { engineFlags, ensureBuilt, ensureInstalled, ensureNative, pinnedEnvironment, pinnedNode } from './setup.mjs';

async function main() {
  await ensureInstalled();
  await ensureNative({ quiet: true });
  await ensureBuilt({ only: ['messages', 'node'] });
  const args = [...engineFlags, join(root, 'out/cli/main.js'), ...process.argv.slice(2)];
  // npm changes into the repository; a relative file is meant from where the person stands.
  process.exitCode = await handOver(pinnedNode(), args, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: pinnedEnvironment(),
  });
}

main().catch(reportFailure);
