import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { freePort } from '../tools/traps/receive/free-port.ts';
import { seriousFindings } from './axe.ts';
import { goTo } from './page-host.ts';
import { realEngineTests } from './page-tests.ts';

/** The built page in Chromium, before a real engine with its simulated devices. */
describe.skipIf(!need('chromium'))('the SNMP devices of the lab page', () => {
  const real = realEngineTests();

  async function openLab(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await real.open(options);
    await goTo(page, 'lab');
    await page.locator('#lab-devices').waitFor();
    await page
      .getByText(/^127\.0\.0\.1:\d+$/)
      .nth(2)
      .waitFor();
    return page;
  }

  it('shows where each answers, and copies a command that walks it with the access chosen', async () => {
    const page = await openLab();
    const agents = await real.client.lab.agents();
    const router = agents.find(({ kind }) => kind === 'router');
    const access = page.getByLabel('Access to A router');
    await access.selectOption({ label: 'labuser SHA/AES, may write' });
    await page.getByRole('button', { name: 'Copy as command' }).first().click();
    const target = router?.targets.find(({ user }) => user === 'labuser');
    const { label: _label, writes: _writes, ...credentials } = target ?? { label: '', writes: false };
    const input = { target: { address: '127.0.0.1', port: router?.port, ...credentials } };
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(`npm run -s cli -- call snmp.walk '${JSON.stringify(input)}'`);
  });

  it('opens a device in SNMP with the access chosen', async () => {
    const page = await openLab();
    await page.getByLabel('Access to A switch').selectOption({ label: 'private (v2c), may write' });
    await page.getByRole('button', { name: 'Open in SNMP: A switch' }).click();
    await page.getByRole('heading', { name: 'SNMP', level: 1 }).waitFor();
    await page.getByText('private (v2c)').first().waitFor({ state: 'attached' });
  });

  it('shuts an interface of the router, and shows what became of what it told', async () => {
    const { lab, traps } = real.client;
    const port = await freePort();
    await traps.start({ port, kept: false });
    const page = await openLab();
    const notify = page.getByRole('region', { name: 'Notifications' });
    // The port of the receiver that runs.
    await expect.poll(() => notify.getByLabel('To port').inputValue()).toBe(String(port));
    await page.getByRole('checkbox', { name: 'Gi0/1 · office, VLAN 10' }).uncheck();
    await notify.getByText('linkDown Gi0/1').waitFor();
    await expect.poll(async () => (await traps.page({})).rows[0]?.name, { timeout: 10_000 }).toBe('linkDown');
    await notify.getByRole('radio', { name: 'inform' }).check();
    await expect
      .poll(async () => (await lab.links()).destination)
      .toMatchObject({ port, kind: 'inform', version: '2c' });
    await page.getByRole('checkbox', { name: 'Gi0/1 · office, VLAN 10' }).check();
    await notify.getByText('linkUp Gi0/1').waitFor();
    await notify.getByText('acknowledged', { exact: true }).waitFor();
    await notify.getByLabel('Version and user').selectOption({ label: 'v3 labuser SHA/AES' });
    await notify.getByText('labpassword').waitFor();
    await expect.poll(async () => (await lab.links()).destination?.user).toBe('labuser');
    await notify.getByLabel('To port').fill('99999');
    await notify.getByText('A port is a number from 1 to 65535.').waitFor();
    await notify.getByLabel('To port').fill('');
    await notify.getByLabel('To port').blur();
    await expect.poll(async () => (await lab.links()).destination).toBeUndefined();
    await traps.stop({ port });
  });

  it('has nothing serious for axe in both languages and themes, wide and narrow', async () => {
    for (const [locale, colorScheme, width] of [
      ['en-GB', 'light', 1280],
      ['zh-CN', 'dark', 1000],
    ] as const) {
      const page = await openLab({ locale, colorScheme, viewport: { width, height: 1100 } });
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    }
  });
});
