import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabAgent } from '#shared/contract/lab.ts';
import { need } from '#test/lab/need.ts';
import { realEngineTests } from './page-tests.ts';

/** SET, watch and doctor from the page to an agent of the lab and back: nothing between them is scripted. */
describe.skipIf(!need('chromium'))('the SNMP views with the lab', () => {
  const real = realEngineTests();
  let router: LabAgent;

  beforeAll(async () => {
    const found = (await real.client.lab.agents()).find(({ kind }) => kind === 'router');
    if (found === undefined) throw new Error('the lab has no router');
    router = found;
  });

  async function open(view: string, target: Record<string, string>): Promise<Page> {
    await real.client.settings.update({
      drafts: {
        frame: { page: 'snmp' },
        'snmp-page': { view, target: { text: '', device: '', agent: '', ...target } },
      },
    });
    const page = await real.open();
    await page
      .locator(`#snmp-view-${view} button.primary:not([aria-disabled])`)
      .or(page.locator(`#snmp-view-${view} .form`))
      .first()
      .waitFor();
    return page;
  }

  it('writes a value, reads it back, and writes the old one back', async () => {
    const writes = router.targets.findIndex((target) => target.writes);
    const page = await open('set', { agent: 'router', credentials: `lab:${writes}` });
    const row = page.locator('#snmp-view-set [data-set-row="0"]');
    await row.getByRole('combobox', { name: /^Name or OID/ }).fill('sysName.0');
    await row.getByLabel(/^Value of/).fill('renamed');
    await page.locator('#snmp-view-set button.primary').click();
    const dialog = page.getByRole('alertdialog');
    expect(await dialog.locator('[data-entry="0"]').innerText()).toMatch(/lab-router\s+renamed/);
    await dialog.getByRole('button', { name: 'Send SET' }).click();
    const result = page.locator('[data-result="success"]');
    await result.getByText('Written and read back: 1 object').waitFor();
    await result.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The old values are back').waitFor();
    const target = router.targets[writes];
    if (target === undefined) throw new Error('nobody may write');
    const { label: _label, writes: _writes, ...credentials } = target;
    const { varbinds } = await real.client.snmp.get({
      target: { address: router.address, port: router.port, ...credentials },
      oids: ['sysName.0'],
    });
    expect(varbinds[0]?.value).toBe('lab-router');
    const { entries } = await real.client.snmp.journal({});
    expect(entries.map(({ undoes, undoneBy }) => [undoes, undoneBy])).toEqual([
      [entries[1]?.id, undefined],
      [undefined, entries[0]?.id],
    ]);
  });

  it('watches counters that count', async () => {
    const page = await open('watch', { agent: 'router', credentials: 'lab:0' });
    const object = page.locator('#snmp-view-watch .form').getByRole('combobox');
    await object.fill('ifHCInOctets.1');
    await page.keyboard.press('Enter');
    await page.getByLabel('Interval').fill('0.5');
    await page.locator('#snmp-view-watch button.primary').click();
    await page.locator('.uplot canvas').waitFor();
    await expect
      .poll(() => page.locator('[data-object="0"] [data-newest]').innerText())
      .toMatch(/^[\d.]+ [kMG]?bit\/s$/);
    await page.getByRole('button', { name: /^Stop the watch of/ }).click();
    await page.locator('[data-watch-item]').getByText('stopped').waitFor();
  });

  it('names the authentication protocol that is wrong, and what works', async () => {
    const credentials = {
      version: '3' as const,
      user: 'labuser',
      auth: { protocol: 'SHA-256' as const, password: 'labpassword' },
      priv: { protocol: 'AES' as const, password: 'labpassword' },
    };
    const { id: profile } = await real.client.devices.saveProfile({ name: 'Half right', credentials });
    const { address, port } = router;
    const { id: device } = await real.client.devices.save({ name: 'The router', address, port, profile });
    const page = await open('doctor', { text: 'The router', device, credentials: 'saved' });
    await page.locator('#snmp-view-doctor button.primary').click();
    const finding = page.locator('[data-finding="authProtocol"]');
    await finding.getByText('proven').waitFor({ timeout: 30_000 });
    await finding.getByText('works with SHA', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Open profile Half right' }).waitFor();
  }, 60_000);
});
