import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { pageIds, pageKey } from '../../renderer/app/page-id.ts';
import { seriousFindings } from './axe.ts';
import { goTo } from './page-host.ts';
import { realEngineTests } from './page-tests.ts';

/** The built page with the real engine behind it, in Chromium. */
describe.skipIf(!need('chromium'))('the frame', () => {
  const real = realEngineTests();

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await real.open(options);
    await page.getByText('Engine ok').or(page.getByText('引擎正常')).waitFor();
    return page;
  }

  const heading = (page: Page) => page.locator('h1:visible');

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it('has no serious accessibility finding on any page', async () => {
      const page = await open({ colorScheme });
      const findings: Record<string, string[]> = {};
      for (const [index, name] of pageIds.entries()) {
        await page.keyboard.press(pageKey(index));
        await heading(page).waitFor();
        if (name === 'lab') await page.getByText('lab-office').first().waitFor();
        if (name === 'sessions') await page.locator('[role="grid"]:visible').getByRole('row').nth(1).waitFor();
        findings[name] = await seriousFindings(page);
      }
      expect(findings).toEqual(Object.fromEntries(pageIds.map((name) => [name, []])));
    });

    it('has none in the palette, a dialog, a problem and a row being renamed', async () => {
      const page = await open({ colorScheme });
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Type a command').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await goTo(page, 'sessions');
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('F2');
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('grid').focus();
      await page.keyboard.press('Delete');
      await page.getByRole('alertdialog').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it('takes the token out of the address and keeps it for a reload', async () => {
    const page = await open();
    expect(page.url()).not.toContain('token');
    await page.reload();
    await page.getByText('Engine ok').waitFor();
  });

  it('says what to do when the address has no token', async () => {
    const page = await real.openAt(real.url.replace(/#.*/, ''));
    const banner = page.getByRole('alert');
    await banner.getByText('The connection to the engine is lost.').waitFor();
    await banner.getByText('Details').click();
    expect(await banner.textContent()).toContain('the address carried no token');
  });

  it('changes language at once, without mounting anything anew', async () => {
    const page = await open();
    await goTo(page, 'settings');
    await page.evaluate(() => document.querySelector('nav')?.setAttribute('data-kept', 'yes'));
    await page.getByLabel('Language').selectOption('zh-CN');
    await expect.poll(() => heading(page).textContent()).toBe('设置');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('nav').getAttribute('data-kept')).toBe('yes');
    expect(await page.locator('nav').textContent()).toContain('会话');
    await expect.poll(async () => (await real.client.settings.get()).locale).toBe('zh-CN');
    await page.reload();
    await expect.poll(() => page.locator('nav').textContent()).toContain('会话');
  });

  it('speaks the language of the system', async () => {
    const page = await open({ locale: 'zh-CN' });
    expect(await page.locator('nav').textContent()).toContain('实验室');
  });

  it('changes the theme at once, and back to that of the system', async () => {
    const page = await open({ colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await goTo(page, 'settings');
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await page.getByRole('radio', { name: 'System' }).check({ force: true });
    await expect.poll(background).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(background).toBe(dark);
  });

  it('runs commands from the palette, found by a few letters', async () => {
    const page = await open();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Type a command').fill('sett');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page).textContent()).toBe('Settings');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Type a command').fill('简体');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page).textContent()).toBe('设置');
  });

  it('is reached by keyboard everywhere: skip link, every page, and every control in turn', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    for (const [index, title] of [
      'DHCP',
      'SNMP',
      'MIBs',
      'Traps',
      'TCP/UDP',
      'Names',
      'Devices',
      'Sessions',
      'Lab',
      'Settings',
    ].entries()) {
      await page.keyboard.press(pageKey(index));
      await expect.poll(() => heading(page).textContent()).toBe(title);
      await page.waitForTimeout(100);
      expect(await unreached(page), title).toEqual([]);
    }
  });

  it('opens on the page it was left on', async () => {
    const page = await open();
    await goTo(page, 'lab');
    const kept = async () => (await real.client.settings.get()).drafts.frame;
    await expect.poll(kept).toMatchObject({ page: 'lab' });
    await page.reload();
    await expect.poll(() => heading(page).textContent()).toBe('Lab');
  });

  it('shows the inspector of a page, resizes it, closes it with Esc and brings it back', async () => {
    const page = await open();
    await goTo(page, 'lab');
    await page.getByRole('button', { name: 'Run a handshake here: lab-office' }).click();
    await page.getByText('ACK', { exact: true }).first().click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    const width = async () => Math.round((await inspector.boundingBox())?.width ?? 0);
    const before = await width();
    const handle = page.getByRole('separator', { name: 'Width of the inspector' });
    await handle.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await width()).toBe(before + 16);
    const box = await handle.boundingBox();
    await page.mouse.move(box?.x ?? 0, 300);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) - 50, 300, { steps: 4 });
    await page.mouse.up();
    expect(await width()).toBe(before + 66);
    await expect
      .poll(async () => (await real.client.settings.get()).drafts.frame)
      .toMatchObject({ inspector: before + 66 });
    await page.keyboard.press('Escape');
    await inspector.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+i');
    await inspector.waitFor();
  });

  it('shows a lost connection until it is back, and then reads anew', async () => {
    const page = await real.openAt('about:blank');
    const wire = { cut: false, drop: () => {} };
    await page.routeWebSocket(/\/rpc$/, (socket) => {
      if (wire.cut) return void socket.close();
      const server = socket.connectToServer();
      wire.drop = () => {
        void socket.close();
        void server.close();
      };
    });
    await page.goto(real.url);
    await page.getByText('Engine ok').waitFor();
    await goTo(page, 'sessions');
    await page.getByRole('row').nth(1).waitFor();
    wire.cut = true;
    wire.drop();
    const banner = page.getByRole('alert').filter({ hasText: 'The connection to the engine is lost.' });
    await banner.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByText('Engine not connected').isVisible()).toBe(true);
    const { id } = await real.client.sessions.create({ name: 'Made meanwhile' });
    wire.cut = false;
    await banner.getByRole('button', { name: 'Reconnect now' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.getByRole('gridcell').getByText('Made meanwhile').waitFor();
    await real.client.sessions.delete({ id });
  });

  it.each([
    [1000, 700],
    [1280, 800],
    [1920, 1080],
  ])('fits %i by %i without scrolling sideways', async (width, height) => {
    const page = await open({ viewport: { width, height }, locale: 'zh-CN' });
    for (const index of pageIds.keys()) {
      await page.keyboard.press(pageKey(index));
      await page.waitForTimeout(100);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('body, main, .content')]
          .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth)
          .map((element) => element.className || element.tagName),
      );
      expect(wide).toEqual([]);
    }
  });
});

/** Controls of the page shown that Tab never comes to. Arrow-key groups count as one; a row's buttons are reached in their row. */
async function unreached(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const element of document.querySelectorAll('[data-reached]')) element.removeAttribute('data-reached');
  });
  for (let steps = 0; steps < 150; steps++) {
    await page.keyboard.press('Tab');
    const again = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return false;
      const seen = element.hasAttribute('data-reached');
      element.setAttribute('data-reached', '');
      return seen;
    });
    if (again) break;
  }
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [tabindex="0"]')]
      .filter((element) => element.checkVisibility() && !element.hasAttribute('data-reached'))
      .filter((element) => !element.matches('[tabindex="-1"], input[type="radio"]:not(:checked), .skip'))
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}
