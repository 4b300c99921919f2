import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { realEngineTests } from './page-tests.ts';

/** What the client view does beyond the handshake, with the real engine in the lab. */
describe.skipIf(!need('chromium'))('the client view', () => {
  const real = realEngineTests(async (client) => {
    for (const held of await client.dhcp.held())
      await client.dhcp.release({ interface: held.interface, lease: held.exchange });
    for (const { name, builtIn } of await client.dhcp.profiles())
      if (!builtIn) await client.dhcp.deleteProfile({ name });
  });

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
  const packets = async (page: Page) =>
    (await page.locator('[data-index] .name').allTextContents()).map((name) => name.trim());

  async function runVerb(page: Page, verb: string) {
    await page.getByRole('button', { name: 'Choose what to run' }).click();
    await page.locator(`[data-verb="${verb}"]`).click();
  }

  async function expert(page: Page) {
    await page.getByRole('button', { name: 'Expert settings' }).click();
  }

  async function sentPacket(name: string) {
    const [exchange] = (await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges;
    const { events } = await real.client.timeline.events({ exchange: exchange?.id ?? '' });
    const sent = events.find((event) => event.packet?.name === name && event.packet.direction === 'sent');
    return JSON.stringify(await real.client.timeline.packet({ event: sent?.id ?? 0 }));
  }

  it.each([
    ['discover', 'offered', ['DISCOVER', 'OFFER'], '1 OFFER collected'],
    ['handshake', 'bound', ['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'RELEASE'], 'Bound to 192.0.2.'],
    ['reboot', 'bound', ['REQUEST', 'ACK'], 'Bound to 192.0.2.'],
    ['renew', 'bound', ['REQUEST', 'ACK'], '192.0.2.'],
    ['rebind', 'bound', ['REQUEST', 'ACK'], '192.0.2.'],
    ['release', 'released', ['RELEASE'], 'RELEASE sent'],
    ['decline', 'declined', ['DECLINE'], 'DECLINE sent'],
    ['inform', 'informed', ['INFORM', 'ACK'], 'The server told its parameters'],
    ['bootp', 'answered', ['BOOTREQUEST', 'BOOTREPLY'], 'A BOOTP server answered'],
  ] as const)('runs %s from its menu and draws it', async (verb, outcome, names, words) => {
    const page = await open({ attempts: '2', firstTimeout: '500' });
    await runVerb(page, verb);
    await verdict(page, outcome).getByText(words).waitFor();
    expect(await packets(page)).toEqual(expect.arrayContaining([...names]));
    expect((await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges[0]?.verb).toBe(verb);
    const main = page.getByRole('button', { name: /^Run / }).first();
    expect(await main.textContent()).toContain(
      verb === 'handshake' ? 'Run handshake' : verb === 'discover' ? 'Run DISCOVER only' : 'Run ',
    );
  });

  it('has every exchange in the palette', async () => {
    const page = await open();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('run renew');
    await page.getByRole('option', { name: 'Run RENEW' }).waitFor();
    await page.keyboard.press('Enter');
    await verdict(page, 'bound').getByText('extended').waitFor();
  });

  it('lists what is wrong, and a finding leads to its packet and field', async () => {
    const page = await open({ interface: 'lab-two-servers' });
    await runVerb(page, 'handshake');
    await verdict(page, 'bound').waitFor();
    const [exchange] = (await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges;
    const findings = await real.client.dhcp.verdict({ exchange: exchange?.id ?? '' });
    const shown = page.locator('[data-finding]');
    await expect.poll(() => shown.count()).toBe(findings.length);
    const at = findings.findIndex(({ event, field }) => event !== undefined && field !== undefined);
    const finding = findings[at];
    const item = shown.nth(at);
    await item.getByText(finding?.rule ?? '-').waitFor();
    await item.getByRole('button', { name: `Packet ${(finding?.event ?? 0) + 1}` }).click();
    await page.getByRole('heading', { name: new RegExp(`^Packet ${(finding?.event ?? 0) + 1} `) }).waitFor();
    const code = finding?.field?.match(/^dhcp\.option\.(\d+)/)?.[1];
    await expect
      .poll(() => page.locator('[role="treeitem"][aria-selected="true"]').textContent())
      .toContain(code ?? 'no such field');
    // Read again from the store after a reload, the verdict is the same.
    await page.reload();
    await page.getByLabel('Earlier exchanges').selectOption({ index: 1 });
    await expect.poll(() => shown.count()).toBe(findings.length);
  });

  it('says so when there is nothing to find', async () => {
    const page = await open();
    await runVerb(page, 'discover');
    await verdict(page, 'offered').waitFor();
    await page.getByText('No findings', { exact: true }).waitFor();
  });

  it('shows the clock of a kept lease, and does what its buttons say', async () => {
    const page = await open({ keep: true, attempts: '2', firstTimeout: '500' });
    await runVerb(page, 'handshake');
    const lease = page.locator('[data-lease]');
    const clock = lease.locator('[data-clock]');
    await clock.getByText(/^T1 in (30:00|29:\d\d)$/).waitFor();
    const before = await clock.textContent();
    const width = (await clock.boundingBox())?.width;
    await expect.poll(() => clock.textContent(), { timeout: 5000 }).not.toBe(before);
    expect((await clock.boundingBox())?.width).toBe(width);
    expect(await clock.getAttribute('aria-label')).toMatch(/T1 \d{4}-.* T2 \d{4}-.* ends \d{4}-/);
    await lease.getByRole('checkbox').check();
    await expect.poll(async () => (await real.client.dhcp.held())[0]?.renewing).toBe(true);
    for (const [button, verb] of [
      ['Renew', 'renew'],
      ['Rebind', 'rebind'],
    ] as const) {
      await lease.getByRole('button', { name: `${button}:` }).click();
      await verdict(page, 'bound').getByText('extended').waitFor();
      await expect
        .poll(async () => (await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges[0]?.verb)
        .toBe(verb);
      await lease.getByRole('button', { name: `${button}:`, disabled: false }).waitFor();
    }
    await lease.getByRole('button', { name: 'Decline:' }).click();
    await verdict(page, 'declined').waitFor();
    await lease.waitFor({ state: 'detached' });
    expect(await real.client.dhcp.held()).toEqual([]);
  });

  it('writes options by name and text or by bytes, and sends them', async () => {
    const page = await open();
    await expert(page);
    await page.getByRole('button', { name: 'Add an option to send' }).click();
    await page.getByLabel('Code or name').fill('NTP servers');
    const value = page.getByLabel('NTP servers');
    await expect.poll(() => value.getAttribute('placeholder')).toBe('192.0.2.53, 192.0.2.54');
    await value.fill('192.0.2');
    await page.getByText('Cannot be read. Write it like 192.0.2.53, 192.0.2.54').waitFor();
    expect(await value.getAttribute('aria-invalid')).toBe('true');
    await value.fill('192.0.2.7');
    await page.getByText('Bytes: c0 00 02 07').waitFor();
    await page.getByRole('button', { name: 'Add an option to send' }).click();
    await page.getByLabel('Code or name').last().fill('224');
    await page.getByRole('button', { name: 'Hex', exact: true }).last().click();
    await page.getByRole('textbox', { name: 'Option 224' }).fill('61:62:63');
    await page.getByLabel('Ask for an ACK straight away').check();
    await runVerb(page, 'discover');
    await verdict(page, 'offered').or(verdict(page, 'bound')).waitFor();
    const sent = await sentPacket('DISCOVER');
    expect(sent).toContain('dhcp.option.42"');
    expect(sent).toContain('2a04c0000207');
    expect(sent).toContain('e003616263');
    expect(sent).toContain('dhcp.option.80"');
    await expect
      .poll(async () => (await real.client.settings.get()).drafts.dhcp)
      .toMatchObject({
        rapidCommit: true,
        options: [
          { code: '42', text: '192.0.2.7' },
          { code: '224', raw: true },
        ],
      });
  });

  it('applies a ready-made profile, and saves, finds and deletes one of its own', async () => {
    const page = await open();
    await expert(page);
    const choice = page.getByLabel('Profile', { exact: true });
    await choice.selectOption({ label: 'PXE, UEFI' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => page.getByLabel('Vendor class (60)').inputValue()).toMatch(/^PXEClient:Arch:00007/);
    expect(await page.locator('[data-option="93"] input').last().inputValue()).toBe('7');
    await runVerb(page, 'discover');
    await verdict(page, 'offered').waitFor();
    expect(await sentPacket('DISCOVER')).toContain('PXEClient:Arch:00007');
    await page.getByLabel('Vendor class (60)').fill('meter');
    await page.getByRole('button', { name: 'Save as…' }).click();
    await page.getByLabel('Name of the profile').fill('Meters');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as Meters').waitFor();
    expect(await real.client.dhcp.profiles()).toContainEqual(
      expect.objectContaining({ name: 'Meters', builtIn: false, vendorClass: 'meter' }),
    );
    await page.reload();
    await expert(page);
    await page.getByRole('button', { name: 'Back to defaults' }).click();
    await choice.selectOption({ label: 'Meters' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => page.getByLabel('Vendor class (60)').inputValue()).toBe('meter');
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await real.client.dhcp.profiles()).every(({ builtIn }) => builtIn)).toBe(true);
  });

  it('remembers its view', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Client' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('tab', { name: 'Servers' }).getAttribute('aria-selected')).toBe('true');
    await expect
      .poll(async () => (await real.client.settings.get()).drafts['dhcp-page'])
      .toMatchObject({ view: 'servers' });
    await page.reload();
    await page.getByRole('tab', { name: 'Servers', selected: true }).waitFor();
  });

  it.each([
    ['light', 'en-GB', 1000, 700],
    ['dark', 'zh-CN', 1280, 800],
  ] as const)(
    'has no serious accessibility finding in %s, %s',
    async (colorScheme, locale, width, height) => {
      const page = await open(
        { interface: 'lab-two-servers', keep: true },
        { colorScheme, locale, viewport: { width, height } },
      );
      await page.locator('[data-verbs]').click();
      await page.locator('[data-verb="bootp"]').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.locator('[data-verb="handshake"]').click();
      await page.locator('[data-clock]').waitFor();
      await page.locator('[data-finding]').first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.locator('[aria-controls="dhcp-expert"]').click();
      await page.locator('.profiles select').selectOption('pxe_bios');
      await page.locator('.profiles button').first().click();
      await page.locator('[data-option="93"]').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    },
    180_000,
  );
});
