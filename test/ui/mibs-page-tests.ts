import type { BrowserContextOptions, Page } from 'playwright';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { goTo, scriptedEngine, servePage } from './page-host.ts';
import { browserTests } from './page-tests.ts';
import { scriptedHandlers } from './scripted-handlers.ts';
import { ScriptedMibs } from './scripted-mibs.ts';

/** For a describe: the MIB page in Chromium, before an engine that answers by script. */
export function mibsPageTests() {
  let host: BrowserHost | undefined;
  let mibs = new ScriptedMibs();
  const browser = browserTests(async () => host?.close());

  async function open(options: BrowserContextOptions = {}, script = new ScriptedMibs()): Promise<Page> {
    mibs = script;
    host = await servePage(scriptedEngine(scriptedHandlers({ mibs: mibs.handlers })));
    const page = await browser.open(host.url, options);
    await goTo(page, 'mibs');
    await page.getByRole('treeitem').first().waitFor();
    return page;
  }

  return {
    /** What answers the page that was opened last. */
    get mibs() {
      return mibs;
    },
    open,
    async openModules(options: BrowserContextOptions = {}, script?: ScriptedMibs): Promise<Page> {
      const page = await open(options, script);
      await page.locator('[data-view="modules"]:visible').click();
      await page.locator('#mibs-view-modules [role="grid"]').waitFor();
      return page;
    },
  };
}
