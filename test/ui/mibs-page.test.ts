import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { mibsPageTests } from './mibs-page-tests.ts';
import { goTo } from './page-host.ts';
import { manyNodes } from './scripted-mibs.ts';

/** The MIB page in Chromium: its browser. */
describe.skipIf(!need('chromium'))('the MIB page', () => {
  const scripted = mibsPageTests();
  const { open } = scripted;

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
      expect(scripted.mibs.calls.filter((call) => call.startsWith('children')).length).toBeLessThan(25);
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
      expect(scripted.mibs.calls.filter((call) => call.startsWith('find')).length).toBeLessThan(4);
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
      await expect.poll(() => scripted.mibs.calls).toContain('bookmark 1.3.6.1.6.3.1.1.5.3 true');
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
    await expect.poll(() => scripted.mibs.calls).toContain('node 1.3.6.1.2.1.1.1.0');
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
