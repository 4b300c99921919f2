import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { buildPage, goTo, launchChromium, type OpenedPage, openPage, scriptedEngine, servePage } from './page-host.ts';
import { scriptedHandlers } from './scripted-handlers.ts';
import { manyNodes, ScriptedMibs } from './scripted-mibs.ts';

/** The MIB page in Chromium, before an engine that answers by script. */
describe.skipIf(!need('chromium'))('the MIB page', () => {
  let browser: Browser;
  let host: BrowserHost | undefined;
  let opened: OpenedPage | undefined;
  let mibs: ScriptedMibs;

  beforeAll(async () => {
    buildPage();
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.page.context().close();
    await host?.close();
    expect(complaints).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}, script = new ScriptedMibs()): Promise<Page> {
    mibs = script;
    host = await servePage(scriptedEngine(scriptedHandlers({ mibs: mibs.handlers })));
    opened = await openPage(browser, host.url, options);
    const { page } = opened;
    page.setDefaultTimeout(10_000);
    await goTo(page, 'mibs');
    await page.getByRole('treeitem').first().waitFor();
    return page;
  }

  async function openModules(options: Parameters<typeof openPage>[2] = {}, script?: ScriptedMibs): Promise<Page> {
    const page = await open(options, script);
    await page.locator('[data-view="modules"]:visible').click();
    await page.locator('#mibs-view-modules [role="grid"]').waitFor();
    return page;
  }

  /** What the keyboard stands on, in a tree, a list or a table. */
  const current = (page: Page) =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.querySelector('.name')?.textContent?.trim();
    });
  /** Letters without a pause between them, however busy the machine is; and a pause before the next word. */
  async function typeAhead(page: Page, word: string): Promise<void> {
    await page.getByRole('tree').evaluate((tree, letters) => {
      for (const key of letters) tree.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, word);
    await page.waitForTimeout(800);
  }

  /** Searches a node and chooses it. */
  async function find(page: Page, name: string): Promise<void> {
    await page.keyboard.press('Control+f');
    await page.keyboard.type(name);
    await page
      .getByRole('option')
      .filter({ has: page.getByText(name, { exact: true }) })
      .click();
    await heading(page).getByText(name).waitFor();
  }

  const heading = (page: Page) => page.locator('[data-node] h2');
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  describe('the tree', () => {
    it('is walked by keyboard: arrows, Home, End, letters, and * for all siblings', async () => {
      const page = await open();
      await page.getByRole('tree').focus();
      await page.keyboard.press('Home');
      expect(await current(page)).toBe('iso');
      await typeAhead(page, 'snm');
      await expect.poll(() => current(page)).toBe('snmpV2');
      await typeAhead(page, 'sys');
      await expect.poll(() => current(page)).toBe('system');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => current(page)).toBe('sysDescr');
      await heading(page).getByText('sysDescr').waitFor();
      await page.keyboard.press('ArrowLeft');
      expect(await current(page)).toBe('system');
      await page.keyboard.press('ArrowLeft');
      expect(await page.getByRole('treeitem', { name: 'sysDescr' }).count()).toBe(0);
      await page.keyboard.press('*');
      await page.getByRole('treeitem', { name: 'ifTable' }).waitFor();
      await page.getByRole('treeitem', { name: 'sysDescr' }).waitFor();
      await page.keyboard.press('End');
      await expect.poll(() => current(page)).toBe('snmpV2');
      const item = page.getByRole('treeitem', { name: 'system' });
      expect(await item.getAttribute('aria-expanded')).toBe('true');
      expect(await item.getAttribute('aria-level')).toBe('7');
      expect(await item.getAttribute('aria-posinset')).toBe('1');
      expect(await item.getAttribute('aria-setsize')).toBe('2');
    });

    it('holds 100,000 nodes, draws a screenful and fetches ranges', async () => {
      const page = await open();
      await page.getByRole('tree').focus();
      await typeAhead(page, 'big');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => current(page)).toBe('bigObjects');
      await page.keyboard.press('ArrowRight');
      await page.getByRole('treeitem', { name: 'bigObject1', exact: false }).first().waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => current(page)).toBe(`bigObject${manyNodes}`);
      await heading(page).getByText(`bigObject${manyNodes}`).waitFor();
      expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
      const started = Date.now();
      await page.getByRole('tree').evaluate((tree) => {
        tree.scrollTop = tree.scrollHeight / 2;
      });
      await page
        .getByRole('treeitem', { name: /bigObject(49|50)\d{3}/ })
        .first()
        .waitFor();
      expect(Date.now() - started).toBeLessThan(2000);
      expect(mibs.calls.filter((call) => call.startsWith('children')).length).toBeLessThan(25);
    });
  });

  describe('search', () => {
    it('finds as one types, marks the words, and leads into the tree', async () => {
      const page = await open();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('admin');
      const options = page.getByRole('listbox', { name: 'Search results' }).getByRole('option');
      await expect.poll(() => options.count()).toBe(2);
      expect(await options.first().locator('mark').allTextContents()).toEqual(['Admin']);
      expect(await options.first().locator('.name').textContent()).toBe('ifAdminStatus');
      await options.nth(1).getByText('in the description').waitFor();
      expect(await page.getByRole('tree').count()).toBe(0);
      await page.keyboard.press('ArrowDown');
      await heading(page).getByText('ifAdminStatus').waitFor();
      await page.keyboard.press('ArrowDown');
      await heading(page).getByText('sysName').waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(() => current(page)).toBe('sysName');
      expect(await page.getByLabel('Search objects').inputValue()).toBe('');
    });

    it('asks once for a word that is typed, and says when there is nothing', async () => {
      const page = await open();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('nothingofthekind');
      await page.getByText('No node has these words.').waitFor();
      expect(mibs.calls.filter((call) => call.startsWith('find')).length).toBeLessThan(4);
      await page.keyboard.press('Escape');
      await page.getByRole('tree').waitFor();
    });
  });

  describe('details', () => {
    it('tell everything about a node, as text, and lead on', async () => {
      const page = await open();
      await find(page, 'ifAdminStatus');
      const details = page.locator('[data-node="1.3.6.1.2.1.2.2.1.7"]');
      await details.getByText('read-write · can be read and set').waitFor();
      expect(await details.getByRole('list', { name: 'Named values' }).innerText()).toMatch(
        /up\s*1\s*down\s*2\s*testing\s*3/,
      );
      expect(await details.locator('.prose').textContent()).toBe(
        'The desired state of the interface.  The\ntesting(3) state indicates that no operational\n  packets can be passed.\n\n<b>Not bold</b>.',
      );
      await details.getByRole('button', { name: 'Copy OID' }).click();
      await expect.poll(() => clipboard(page)).toBe('1.3.6.1.2.1.2.2.1.7');
      await details.getByRole('button', { name: 'Copy name' }).click();
      await expect.poll(() => clipboard(page)).toBe('ifAdminStatus');
      await details.getByRole('button', { name: 'ifIndex' }).click();
      await heading(page).getByText('ifIndex').waitFor();
      await page.locator('[data-node]').getByRole('button', { name: 'interfaces' }).click();
      await heading(page).getByText('interfaces').waitFor();
    });

    it('open the text of the module at the line, of which only what is in view is drawn', async () => {
      const page = await open();
      await find(page, 'sysDescr');
      await page.getByRole('button', { name: 'Source' }).click();
      const target = page.locator('[data-source-line="90"]');
      await target.waitFor();
      expect(await target.getAttribute('class')).toContain('target');
      await page.getByText('-- line 91 of SNMPv2-MIB <i>').waitFor();
      const text = page.getByRole('region', { name: 'Text of SNMPv2-MIB' });
      await text.focus();
      await page.keyboard.press('End');
      await page.getByText('-- line 1999 of SNMPv2-MIB <i>').waitFor();
      expect(await page.locator('[data-source-line]').count()).toBeLessThan(120);
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('send to the SNMP page: a value needs an index, a table none', async () => {
      const page = await open();
      await find(page, 'ifAdminStatus');
      const button = (request: string) => page.locator(`[data-request="${request}"]`);
      await button('get').waitFor();
      expect(await button('get').getAttribute('aria-disabled')).toBe('true');
      expect(await button('table').getAttribute('aria-disabled')).toBeNull();
      await page.locator('[data-node]').getByLabel('Index').fill('3');
      await button('set').click();
      await expect.poll(() => page.locator('h1:visible').textContent()).toBe('SNMP');
      await expect.poll(() => page.locator('[data-set-row] input').first().inputValue()).toBe('1.3.6.1.2.1.2.2.1.7.3');
      await goTo(page, 'mibs');
      await button('table').click();
      await expect
        .poll(() =>
          page
            .locator('#snmp-view-operations')
            .getByRole('combobox')
            .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLInputElement ? field.value : ''))),
        )
        .toContain('1.3.6.1.2.1.2.2');
    });

    it('are bookmarked with Ctrl+D, listed, and let go again', async () => {
      const page = await open();
      await find(page, 'linkDown');
      await heading(page).getByText('linkDown').waitFor();
      await page.locator('[data-node]').getByRole('button', { name: 'ifAdminStatus' }).waitFor();
      await page.keyboard.press('Control+d');
      await expect.poll(() => mibs.calls).toContain('bookmark 1.3.6.1.6.3.1.1.5.3 true');
      await page.getByRole('button', { name: 'Clear search' }).click();
      await page.getByRole('radio', { name: 'Bookmarks' }).check({ force: true });
      const list = page.getByRole('listbox', { name: 'Bookmarks' });
      await list.getByRole('option').click();
      await list.focus();
      await page.keyboard.press('Delete');
      await page.getByText('Nodes that you bookmark in their details are listed here.').waitFor();
    });
  });

  it('translates names and numbers', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'Translate' }).check({ force: true });
    await page.getByLabel('Translate names and numbers').fill('sysDescr.0\n1.3.6.1.2.1.2.2.1.7.3\nnonsense');
    const rows = page.getByRole('grid', { name: 'Translations' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(4);
    expect(await rows.nth(1).innerText()).toContain('1.3.6.1.2.1.1.1.0');
    expect(await rows.nth(2).innerText()).toContain('IF-MIB::ifAdminStatus.3');
    expect(await rows.nth(3).innerText()).toContain('not known');
    await rows.nth(1).dblclick();
    await expect.poll(() => mibs.calls).toContain('node 1.3.6.1.2.1.1.1.0');
  });

  it('finds search, view, chosen and open nodes again after a reload', async () => {
    const page = await open();
    await page.getByRole('tree').focus();
    await typeAhead(page, 'system');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await heading(page).getByText('sysDescr').waitFor();
    // Drafts go out when the typing has paused.
    await page.waitForTimeout(700);
    await page.reload();
    await heading(page).getByText('sysDescr').waitFor();
    const chosen = page.locator('[role="treeitem"][aria-selected="true"]');
    await chosen.getByText('sysDescr').waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('linkd');
    await page.locator('[data-view="modules"]:visible').click();
    await page.getByLabel('Filter').fill('big');
    await page.waitForTimeout(700);
    await page.reload();
    await page.locator('#mibs-view-modules').getByText('1 of 5').waitFor();
    await page.locator('[data-view="browser"]:visible').click();
    await page.getByRole('option').getByText('linkDown').waitFor();
  });

  describe('modules', () => {
    it('are imported from a path, with progress, and the result is told in words', async () => {
      const page = await openModules();
      mibs.holding = true;
      await page.getByLabel('Path').fill('/opt/mibs');
      await page.keyboard.press('Enter');
      await page.locator('[data-importing]').waitFor();
      const started = mibs.calls.find((call) => call.startsWith('import'));
      expect(started).toBe('import {"paths":["/opt/mibs"],"strict":false}');
      mibs.tell({
        import: mibs.importing,
        stage: 'compiling',
        files: 40,
        filesTotal: 80,
        modules: 41,
        file: '/opt/mibs/X',
        ended: false,
      });
      await page.getByText('Compiling modules').waitFor();
      await page.getByText('40 files · 41 modules').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      mibs.finish();
      const result = page.locator('[data-ended="complete"]');
      await result.getByText('7 modules').waitFor();
      await result.getByText('3 Compiled').waitFor();
      await result.getByText('100,104 OIDs defined, 10 definitions lost').waitFor();
      for (const part of await result.locator('summary').all()) await part.click();
      await result.getByText('2 modules wait for it: WAITING-MIB, OTHER-MIB').waitFor();
      await result.getByText('is a web page (HTML); save the text itself').waitFor();
      expect(await result.locator('[data-part="not-mibs"] bdi').allTextContents()).toEqual(['index.html', 'README']);
      expect(await seriousFindings(page)).toEqual([]);
      await result.getByRole('button', { name: 'Open the text at this line: BIG-CORP-MIB.txt:1200:7' }).click();
      await page.locator('[data-source-line="1200"]').waitFor();
      await page.getByRole('button', { name: 'Dismiss the result' }).click();
      expect(await result.count()).toBe(0);
    });

    it('are imported from a folder of the system, strictly, and that is cancelled', async () => {
      const page = await openModules();
      mibs.holding = true;
      await page.getByLabel('Strict').check();
      await page.getByRole('button', { name: '/usr/share/snmp/mibs: 78 files' }).click();
      await expect.poll(() => mibs.calls).toContain('import {"paths":["/usr/share/snmp/mibs"],"strict":true}');
      await page.getByRole('button', { name: 'Cancel import' }).click();
      await page.getByText('The import was cancelled.').waitFor();
    });

    it('are imported by dropping files on the page', async () => {
      const page = await openModules();
      const transfer = await page.evaluateHandle(() => {
        const data = new DataTransfer();
        data.items.add(new File(['A-MIB DEFINITIONS ::= BEGIN END'], 'A-MIB.txt'));
        data.items.add(new File(['B-MIB DEFINITIONS ::= BEGIN END'], 'B-MIB.txt'));
        return data;
      });
      await page.locator('[data-drop-zone]').dispatchEvent('dragover', { dataTransfer: transfer });
      await page.getByText('Drop files, folders or zip archives to import them').waitFor();
      await page.locator('[data-drop-zone]').dispatchEvent('drop', { dataTransfer: transfer });
      await page.locator('[data-ended="complete"]').waitFor();
      const call = mibs.calls.find((one) => one.startsWith('import')) ?? '';
      expect(call).toMatch(/punchdown-uploads-[^"]*\d-A-MIB\.txt","[^"]*\d-B-MIB\.txt/);
    });

    it('show their diagnostics, and the text at the line of one', async () => {
      const page = await openModules();
      await page.getByRole('row').filter({ hasText: 'BIG-CORP-MIB' }).click();
      await page.locator('#mibs-view-modules [role="grid"]').focus();
      await page.keyboard.press('Enter');
      const module = page.locator('[data-module="BIG-CORP-MIB"]');
      await module.getByText('Partly · some definitions were lost, see the diagnostics').waitFor();
      await expect.poll(() => module.locator('[data-diagnostic]').count()).toBe(2);
      await module.getByRole('button', { name: /BIG-CORP-MIB\.txt:1200:7/ }).click();
      await page.locator('[data-source-line="1200"].target').waitFor();
      await page.getByRole('button', { name: 'Diagnostics', exact: true }).last().click();
      await module.waitFor();
    });

    it('are filtered and removed after a question; what is built in stays', async () => {
      const page = await openModules();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('broken');
      await page.getByText('1 of 5').waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Delete');
      await page.getByRole('alertdialog').getByText('Remove BROKEN-MIB?').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Remove module', exact: true }).click();
      await page.getByText('1 module removed').waitFor();
      expect(mibs.calls).toContain('remove BROKEN-MIB');
      await page.getByLabel('Filter').fill('');
      await page.getByRole('row').filter({ hasText: 'SNMPv2-MIB' }).click();
      await page.locator('#mibs-view-modules [role="grid"]').focus();
      await page.keyboard.press('Delete');
      expect(await page.getByRole('alertdialog').count()).toBe(0);
    });

    it('say what is built in while nothing was imported', async () => {
      const script = new ScriptedMibs();
      script.modules = script.modules.slice(0, 1);
      const page = await openModules({}, script);
      await page.locator('[data-built-in]').getByText('Descriptions and source texts are not').waitFor();
    });
  });

  it.each([
    ['light', 'en-GB', 1000, 700],
    ['dark', 'zh-CN', 1000, 700],
    ['dark', 'en-GB', 1280, 800],
  ] as const)('fits and has no serious finding: %s, %s, %i by %i', async (colorScheme, locale, width, height) => {
    const page = await open({ colorScheme, locale, viewport: { width, height } });
    const wide = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('body, main, .content, .left, article')]
          .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.className || element.tagName),
      );
    expect(await seriousFindings(page)).toEqual([]);
    await find(page, 'ifAdminStatus');
    await heading(page).getByText('ifAdminStatus').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await wide()).toEqual([]);
    await page.locator('article .foot button').first().click();
    await page.locator('[data-source-line="350"]').waitFor();
    expect(await wide()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-view="modules"]:visible').click();
    await page.locator('#mibs-view-modules [role="grid"]').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await wide()).toEqual([]);
  });
});
