import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { realEngineTests } from './page-tests.ts';

/** The DHCP page with the real engine behind it: its lab carries the handshakes. */
describe.skipIf(!need('chromium'))('the DHCP page', () => {
  const real = realEngineTests(async (client) => {
    for (const { exchange } of await client.dhcp.held())
      await client.dhcp.release({ interface: 'lab-office', lease: exchange });
  });

  /** Opens the page with these fields typed. */
  async function open(
    { interface: name = 'lab-office', ...draft }: Record<string, string | boolean> = {},
    options: BrowserContextOptions = {},
  ) {
    const drafts = { frame: {}, 'dhcp-page': { interface: name }, dhcp: { offerWindow: '100', ...draft } };
    await real.client.settings.update({ drafts });
    const page = await real.open(options);
    await page.locator('[data-interface-trigger]').getByText(String(name)).waitFor();
    return page;
  }

  const verdict = (page: Page, outcome: string) => page.locator(`[data-outcome="${outcome}"]`);
  const packet = (page: Page, name: string) =>
    page
      .locator('[data-index]')
      .filter({ has: page.locator('.name').getByText(name, { exact: true }) })
      .first();
  const chosenField = (page: Page) => page.locator('[role="treeitem"][aria-selected="true"]');
  const list = (page: Page) => page.getByRole('listbox', { name: 'Packets of this exchange' });

  async function run(page: Page, outcome: string) {
    await page.getByRole('button', { name: 'Run handshake' }).first().click();
    await verdict(page, outcome).waitFor();
  }

  it('runs a handshake, draws it and shows the lease', async () => {
    const page = await open();
    await run(page, 'bound');
    const names = await page.locator('[data-index] .name').allTextContents();
    expect(names.map((name) => name.trim())).toEqual(
      expect.arrayContaining(['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'RELEASE']),
    );
    const exchange = (await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges[0];
    expect(names).toHaveLength(
      (await real.client.timeline.events({ exchange: exchange?.id ?? '' })).events.filter(({ packet }) => packet)
        .length,
    );
    const lease = page.getByRole('region', { name: 'Lease' });
    await lease.getByText('1 hour (3600 s)').waitFor();
    await lease.getByText('255.255.255.0 (/24)').waitFor();
    await page.getByRole('button', { name: 'Copy the lease' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Address: 192\.0\.2\.\d+\nMask: /);
    await page.getByText('Simulated', { exact: true }).first().waitFor();
  });

  it('lights the bytes of a field, and the field of a byte', async () => {
    const page = await open();
    await run(page, 'bound');
    await packet(page, 'ACK').click();
    await page.getByRole('heading', { name: /^Packet \d+ ACK$/ }).waitFor();
    await page.getByRole('treeitem').filter({ hasText: 'yiaddr' }).click();
    expect(await page.locator('.byte.lit').allTextContents()).toEqual(expect.arrayContaining(['c0', '00', '02']));
    expect(await page.locator('.byte.lit').first().getAttribute('data-byte')).toBe('58');
    // Byte 50 is the second half of what RFC 2131 calls secs; byte 0 belongs to the Ethernet header.
    await page.locator('.byte[data-byte="51"]').click();
    await expect.poll(() => chosenField(page).textContent()).toContain('secs');
    await page.getByRole('grid', { name: 'Bytes' }).focus();
    await page.keyboard.press('Control+Home');
    await expect.poll(() => chosenField(page).textContent()).toContain('destination');
    await page.getByText('Field', { exact: true }).click();
    await page.getByRole('button', { name: 'Copy as: C array' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('bytes[6] = {');
    await page.getByText('Packet', { exact: true }).click();
    await page.getByRole('button', { name: 'Copy as: Hex' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^02[0-9a-f]{500,}$/);
  });

  it('works by the keyboard alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Run handshake' }).first().focus();
    await page.keyboard.press('Enter');
    await verdict(page, 'bound').waitFor();
    await list(page).focus();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Packet \d+ OFFER$/ }).waitFor();
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem').first().waitFor();
    await tree.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => chosenField(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chosenField(page).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chosenField(page).getAttribute('aria-level')).toBe('2');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chosenField(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Escape');
    await tree.waitFor({ state: 'detached' });
  });

  it('cancels at any time, and stays usable', async () => {
    const page = await open({ interface: 'lab-silent' });
    await page.getByRole('button', { name: 'Run handshake' }).first().click();
    await packet(page, 'DISCOVER').waitFor();
    await verdict(page, 'running').getByText('Waiting for an OFFER').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await verdict(page, 'cancelled').waitFor();
    await expect.poll(async () => (await real.client.timeline.exchanges({})).exchanges[0]?.outcome).toBe('cancelled');
    await page.getByRole('button', { name: 'Run handshake' }).first().waitFor();
  });

  it('tells retries apart, and why nothing came', async () => {
    const page = await open({ interface: 'lab-silent', attempts: '2', firstTimeout: '50' });
    await run(page, 'noOffer');
    await page.locator('[data-index]').getByText('attempt 2', { exact: true }).first().waitFor();
    expect(await page.locator('.arrow.retry').count()).toBe(1);
    await page.getByText('No server answered the DISCOVER').first().waitFor();
  });

  it('shows a refusal and several offers', async () => {
    const page = await open({ interface: 'lab-refusing' });
    await run(page, 'nak');
    await page.locator('[data-interface-trigger]').click();
    await page.locator('[data-interface="lab-two-servers"]').click();
    await run(page, 'bound');
    const offers = page.getByRole('table');
    expect(await offers.getByRole('row').count()).toBe(3);
    const before = (await real.client.timeline.exchanges({})).exchanges[0]?.id;
    await offers.getByRole('button', { name: 'Take this server next time' }).click();
    const server = await offers.getByRole('row').last().locator('bdi').first().textContent();
    await run(page, 'bound');
    await expect.poll(async () => (await real.client.timeline.exchanges({})).exchanges[0]?.id).not.toBe(before);
    await page
      .getByRole('region', { name: 'Lease' })
      .getByText(server ?? '-', { exact: true })
      .first()
      .waitFor();
  });

  it('keeps a lease and gives it back', async () => {
    const page = await open({ keep: true });
    await run(page, 'bound');
    await page
      .getByRole('region', { name: 'Leases kept' })
      .getByRole('button', { name: /^Release/ })
      .click();
    await page.getByRole('region', { name: 'Leases kept' }).waitFor({ state: 'detached' });
    expect(await real.client.dhcp.held()).toEqual([]);
  });

  it('opens an earlier handshake with its lease, also after a reload', async () => {
    const page = await open();
    await run(page, 'bound');
    const address = await verdict(page, 'bound').locator('.what').textContent();
    await page.reload();
    await page.getByLabel('Earlier exchanges').selectOption({ index: 1 });
    await verdict(page, 'bound')
      .getByText(address ?? '-')
      .waitFor();
    const lease = page.getByRole('region', { name: 'Lease' });
    await lease.getByText('1 hour (3600 s)').waitFor();
    await lease.getByText('255.255.255.0 (/24)').waitFor();
    await lease.getByText('lab.example').waitFor();
    await packet(page, 'OFFER').click();
    await page.getByRole('treeitem').first().waitFor();
  });

  it('keeps what is typed, and names the field that is wrong', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Expert settings' }).click();
    await page.getByLabel('VLAN id').fill('5000');
    await page.getByText('A whole number from 1 to 4094').waitFor();
    const run = page.getByRole('button', { name: 'Run handshake' }).first();
    expect(await run.getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByLabel('VLAN id').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: 'Add an option', exact: true }).click();
    await page.keyboard.type('tftp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove TFTP server address (150)' }).waitFor();
    await expect
      .poll(async () => (await real.client.settings.get()).drafts.dhcp)
      .toMatchObject({ vlan: '5000', requestedOptions: expect.arrayContaining([150]) });
    await page.reload();
    await page.getByRole('button', { name: 'Expert settings' }).click();
    expect(await page.getByLabel('VLAN id').inputValue()).toBe('5000');
    await page.getByRole('button', { name: 'Back to defaults' }).click();
    expect(await page.getByLabel('VLAN id').inputValue()).toBe('');
  });

  it('sends what the expert section says', async () => {
    const page = await open({ vendorClass: 'MSFT 5.0', mac: '02-00-00-00-be-ef', hostName: '' });
    await run(page, 'bound');
    const [exchange] = (await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges;
    const { events } = await real.client.timeline.events({ exchange: exchange?.id ?? '' });
    const discover = events.find((event) => event.packet?.name === 'DISCOVER');
    const sent = JSON.stringify(await real.client.timeline.packet({ event: discover?.id ?? 0 }));
    expect(sent).toContain('MSFT 5.0');
    expect(sent).toContain('02:00:00:00:be:ef');
    expect(sent).not.toContain('dhcp.option.12"');
  });

  it('speaks Chinese', async () => {
    const page = await open({}, { locale: 'zh-CN' });
    await page.getByRole('button', { name: '运行握手' }).first().click();
    await verdict(page, 'bound').getByText('已获得 192.0.2.').waitFor();
    await page.getByText('1小时（3600 s）').waitFor();
    await page.getByText('OFFER 收集时间结束：1 个 OFFER').first().waitFor();
  });

  it.each([
    ['light', 1000, 700],
    ['dark', 1920, 1080],
  ] as const)(
    'has no serious accessibility finding in the %s theme at %i by %i',
    async (colorScheme, width, height) => {
      const page = await open(
        { interface: 'lab-two-servers', keep: true },
        { colorScheme, viewport: { width, height } },
      );
      expect(await seriousFindings(page)).toEqual([]);
      await run(page, 'bound');
      await packet(page, 'OFFER').click();
      await page.getByRole('treeitem').nth(4).click();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Expert settings' }).click();
      await page.getByRole('button', { name: 'Add an option to send' }).click();
      await page.getByLabel('Code or name').fill('999');
      await page.getByRole('button', { name: 'Add an option', exact: true }).click();
      await page.getByRole('combobox', { name: 'Name or code' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('[data-interface-trigger]').click();
      await page.locator('[data-interface]').first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    },
    180_000,
  );
});
