import { setTimeout as wait } from 'node:timers/promises';
import type { AppStatus, appContract } from '#shared/contract/app.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { AppDeps } from './deps.ts';

/** How often the status is looked at, and after how many looks it is told even when unchanged. In milliseconds. */
const lookEvery = 500;
const tellAfter = 10;

export function createApp(deps: AppDeps): Handlers<typeof appContract> {
  let notices = [...deps.notices];
  return {
    info: () => ({ ...deps.about, rawFrames: deps.rawFrames(), notices }),
    async *watchStatus(_input, signal) {
      let told = '';
      for (let looks = 0; !signal.aborted; looks++) {
        const status = deps.status();
        const important = importantPart(status);
        if (important !== told || looks >= tellAfter) {
          told = important;
          looks = 0;
          yield status;
        }
        await wait(lookEvery, undefined, { signal }).catch(() => {});
      }
    },
    dismissNotices: () => {
      const dismissed = notices.length;
      notices = [];
      return { dismissed };
    },
  };
}

/** Memory changes at every look and is worth telling only now and then. */
function importantPart({ session, running, lost }: AppStatus): string {
  return JSON.stringify({ session, running, lost });
}
