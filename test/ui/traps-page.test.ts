import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { buildIpv4Datagram } from '#electron/wire/frame.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { run } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from '#test/tools/traps/receive/free-port.ts';
import { communityMessage, samplePdu, trapFields } from '#test/wire/snmp/sample-snmp.ts';
import { seriousFindings } from './axe.ts';
import { goTo } from './page-host.ts';
import { expectToFit, itIsAccessible, realEngineTests } from './page-tests.ts';

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const linkUp = '1.3.6.1.6.3.1.1.5.4';
const coldStart = '1.3.6.1.6.3.1.1.5.1';
const ifIndex = (index: number) => [`1.3.6.1.2.1.2.2.1.1.${index}`, 'i', String(index)];

/** The page in Chromium, the real engine, and net-snmp's own senders. */
describe.skipIf(!need('chromium', 'snmptrap', 'snmpinform'))('the traps page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-traps-page-'));
  mkdirSync(join(folder, 'cert_indexes')); // else the senders say that they make it
  let port = 0;

  const real = realEngineTests(async (client) => {
    for (const receiver of (await client.traps.status()).receivers) await client.traps.stop({ port: receiver.port });
    await client.traps.deleteAll({});
    for (const { id, builtIn } of await client.traps.rules()) if (!builtIn) await client.traps.deleteRule({ id });
    for (const { id } of await client.devices.profiles()) await client.devices.deleteProfile({ id });
    await client.settings.update({ drafts: { 'traps-page': {}, 'traps-received': {}, 'traps-send': {} } });
  });
  beforeEach(async () => {
    port = await freePort();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function send(program: 'snmptrap' | 'snmpinform', ...args: string[]): Promise<void> {
    const env = { ...process.env, SNMP_PERSISTENT_DIR: folder, SNMPCONFPATH: folder, MIBS: '', LC_ALL: 'C.UTF-8' };
    await run(program, args, { env });
  }
  const target = () => `127.0.0.1:${port}`;
  const trap = (oid: string, ...varbinds: string[]) =>
    send('snmptrap', '-v', '2c', '-c', 'public', target(), '4711', oid, ...varbinds);

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await real.open(options);
    await page.getByText('Engine ok').or(page.getByText('引擎正常')).waitFor();
    await goTo(page, 'traps');
    await page.locator('[data-field="port"]').waitFor();
    return page;
  }
  /** As `open`, with a receiver. */
  async function listening(options: BrowserContextOptions = {}): Promise<Page> {
    await real.client.traps.start({ port, kept: false });
    const page = await open(options);
    await page.locator(`[data-receiver="${port}"]`).waitFor();
    return page;
  }
  const grid = (page: Page) => page.locator('[role="grid"]:visible');
  const rows = (page: Page) =>
    grid(page)
      .locator('[role="row"][aria-rowindex]')
      .filter({ hasNot: page.getByRole('columnheader') });
  const row = (page: Page, text: string | RegExp) => rows(page).filter({ hasText: text });
  const inspected = (page: Page) => page.locator('[data-notification]');

  it('imports the notifications of a capture, and says how many there were', async () => {
    const file = join(folder, 'capture.pcapng');
    const payload = communityMessage(samplePdu('Trap', { trap: trapFields }), 0);
    const ends = { sourceAddress: '192.0.2.9', destinationAddress: '192.0.2.1', sourcePort: 40_000 };
    const packets = [162, 53].map((destinationPort, index) => ({
      at: Date.UTC(2026, 0, 2) + index,
      link: 'ipv4' as const,
      interface: 'eth0',
      bytes: buildIpv4Datagram({ ...ends, destinationPort, payload }),
    }));
    writeFileSync(file, Buffer.concat([...writePcapng(packets)]));
    const page = await open();
    await page.getByRole('button', { name: 'Import a capture…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[data-field="capture-path"]').fill(join(folder, 'none.pcap'));
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.locator('[data-field="capture-path"]').fill(file);
    await dialog.locator('[data-field="capture-path"]').press('Enter');
    await dialog.locator('[data-import="complete"]').getByText('2 packets · 1 notifications').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await row(page, '192.0.2.9').waitFor();
  });

  it('receives on the port that is typed, and shows what came with its objects in words', async () => {
    const page = await open();
    await page.getByText('Start a receiver').waitFor();
    await page.locator('[data-field="port"]').fill(String(port));
    await page.getByRole('button', { name: 'Start receiving' }).click();
    await page.getByText('The receiver is listening. Nothing has come yet.').waitFor();
    await page.locator('footer').getByText(`Traps: UDP ${port}`).waitFor();
    await trap(linkDown, ...ifIndex(3));
    await send('snmpinform', '-v', '2c', '-c', 'public', target(), '4711', linkDown, ...ifIndex(4));
    await row(page, 'ifIndex 3').getByText('linkDown', { exact: true }).waitFor();
    await row(page, 'ifIndex 4').getByText('Acknowledged').waitFor({ state: 'attached' });
    await row(page, 'ifIndex 4').getByText('Major').waitFor();
    await page.getByRole('button', { name: `Stop receiving on port ${port}` }).click();
    await page.getByRole('button', { name: 'Start receiving' }).waitFor();
  });

  it('shows one with its packet, marks it, keeps a note, and deletes it, by keyboard only', async () => {
    const page = await listening();
    await trap(linkDown, ...ifIndex(3));
    await trap(coldStart);
    await row(page, 'coldStart').waitFor();
    await grid(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await inspected(page).getByText('linkDown', { exact: true }).first().waitFor();
    await inspected(page).getByText('Decoded fields').waitFor();
    await inspected(page).getByText('ifIndex.3', { exact: true }).first().waitFor();
    await inspected(page).getByRole('button', { name: 'Mark', exact: true }).press('Enter');
    await row(page, 'linkDown').getByText('Marked').waitFor({ state: 'attached' });
    await inspected(page).getByLabel('Note').fill('the cable to core');
    await page.keyboard.press('Tab');
    await row(page, 'linkDown').getByText('the cable to core').waitFor({ state: 'attached' });
    await inspected(page).getByRole('button', { name: 'Delete' }).press('Enter');
    await expect.poll(() => rows(page).count()).toBe(1);
  });

  it('filters by words, by notification and by what was refused; what is shown is deleted', async () => {
    const page = await listening();
    await trap(linkDown, ...ifIndex(3));
    await trap(coldStart);
    await send(
      'snmptrap',
      '-v',
      '3',
      '-l',
      'noAuthNoPriv',
      '-u',
      'nobody',
      '-e',
      '0x8000000001020304',
      target(),
      '1',
      coldStart,
    );
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('ifindex');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.locator('[data-field="notification"]').fill('coldStart');
    // The one that was refused says in clear what it is.
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.locator('[data-field="show"]').selectOption('refused');
    await row(page, 'Unknown user').getByText('nobody').waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Delete what is shown' }).click();
    await page.getByRole('alertdialog').getByText('1 notification is deleted for good.').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('1 notification deleted').waitFor();
    expect((await real.client.traps.page({})).total).toBe(2);
  });

  it('stands still while it is paused and while a person reads, and follows again', async () => {
    const page = await listening();
    await trap(coldStart);
    await row(page, 'coldStart').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await trap(linkDown, ...ifIndex(3));
    await page.getByRole('button', { name: 'Show new' }).waitFor();
    expect(await rows(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Resume' }).click();
    await row(page, 'linkDown').waitFor();
    await row(page, 'coldStart').click();
    await trap(linkUp, ...ifIndex(9));
    await page.getByRole('button', { name: 'Show new' }).waitFor();
    expect(await rows(page).count()).toBe(2);
    expect(await grid(page).locator('[aria-selected="true"]').innerText()).toContain('coldStart');
    await page.getByRole('button', { name: 'Show new' }).click();
    await row(page, 'linkUp').waitFor();
  });

  it('has one that was refused decode itself when its user is added from its details', async () => {
    const page = await listening();
    const secret = ['-l', 'authPriv', '-a', 'SHA', '-A', 'maplesyrup', '-x', 'AES', '-X', 'maplesyrup'];
    await send(
      'snmptrap',
      '-v',
      '3',
      '-u',
      'bert',
      ...secret,
      '-e',
      '0x8000000001020304',
      target(),
      '1',
      linkDown,
      ...ifIndex(3),
    );
    await row(page, 'Unknown user').dblclick();
    await inspected(page).getByText('It is read again by itself.').waitFor();
    await inspected(page).getByRole('button', { name: 'Add a profile for bert…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('[data-field="user"]').inputValue()).toBe('bert');
    await dialog.locator('[data-field="authSecret"]').fill('maplesyrup');
    await dialog.locator('[data-field="privSecret"]').fill('maplesyrup');
    await dialog.getByRole('button', { name: 'Add profile' }).click();
    await dialog.waitFor({ state: 'detached' });
    await goTo(page, 'traps');
    await row(page, 'linkDown').getByText('ifIndex 3').waitFor();
    expect(await row(page, 'Unknown user').count()).toBe(0);
  });

  it('is told that a device was reset, and reads what it refused since', async () => {
    const page = await listening();
    const credentials = { version: '3', user: 'ernie', auth: { protocol: 'SHA', password: 'maplesyrup' } } as const;
    await real.client.devices.saveProfile({ name: 'ernie', credentials });
    const secret = ['-l', 'authNoPriv', '-a', 'SHA', '-A', 'maplesyrup', '-e', '0x8000000001020399'];
    const withClock = (clock: string, index: number) =>
      send('snmptrap', '-v', '3', '-u', 'ernie', ...secret, '-Z', clock, target(), '1', linkDown, ...ifIndex(index));
    await withClock('5,9000', 3);
    await withClock('1,10', 4);
    await row(page, 'Outside the time window').dblclick();
    await inspected(page).getByRole('button', { name: 'This device was reset…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('The receiver then believes boots 1 and 10 s').waitFor();
    await dialog.getByText('can send them again').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Forget its clock' }).click();
    await row(page, 'ifIndex 4').getByText('linkDown', { exact: true }).waitFor();
    await inspected(page).getByRole('button', { name: 'This device was reset…' }).waitFor({ state: 'detached' });
    await withClock('1,20', 5);
    await expect.poll(async () => (await real.client.traps.page({ show: 'accepted' })).total).toBe(3);
  });

  it('makes a rule of a notification, which colours and folds those that follow; linkUp clears linkDown', async () => {
    const page = await listening();
    await trap(coldStart);
    await row(page, 'coldStart').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Make a rule…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('[data-field="rule-notification"]').inputValue()).toBe('coldStart');
    // Escape closes the list of suggestions, not the dialog.
    await dialog.locator('[data-field="rule-clears"]').fill('linkDow');
    await page.getByRole('option', { name: 'linkDown' }).first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('option', { name: 'linkDown' }).count()).toBe(0);
    await dialog.locator('[data-field="rule-clears"]').fill('');
    await dialog.locator('[data-field="rule-severity"]').selectOption('critical');
    await dialog.locator('[data-field="rule-colour"]').selectOption('violet');
    await dialog.locator('[data-field="rule-fold"]').check();
    await dialog.getByRole('button', { name: 'Save rule' }).click();
    await row(page, 'from 127.0.0.1').getByText('Critical · Violet · folds repeats within 60 s').waitFor();
    await page.getByRole('tab', { name: 'Received' }).click();
    for (let index = 0; index < 3; index++) await trap(coldStart);
    await page.getByRole('button', { name: 'Show new' }).click();
    await expect.poll(async () => (await real.client.traps.page({})).rows[0]?.repeats).toBe(2);
    await row(page, 'Critical').getByText('×3').waitFor();
    await trap(linkDown, ...ifIndex(3));
    await trap(linkUp, ...ifIndex(3));
    await row(page, 'linkDown').getByText('Cleared by a later notification').waitFor({ state: 'attached' });
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.getByRole('button', { name: 'Apply to what is stored' }).click();
    await page.getByText(/stored notifications? changed/).waitFor();
  });

  it('moves, switches off, copies and deletes rules by keyboard', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Rules' }).click();
    await row(page, 'warmStart').click();
    await grid(page).focus();
    await page.keyboard.press('Alt+ArrowUp');
    const first = async () => (await real.client.traps.rules())[0];
    await expect.poll(async () => (await first())?.name).toBe('warmStart');
    await page.keyboard.press(' ');
    await expect.poll(async () => (await first())?.enabled).toBe(false);
    await page.keyboard.press(' ');
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('[data-field="name"]').fill('mine');
    await page.keyboard.press('Enter');
    await row(page, 'mine').waitFor();
    expect((await first())?.name).toBe('mine');
    await grid(page).focus();
    await page.keyboard.press('Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter');
    await expect.poll(() => row(page, 'mine').count()).toBe(0);
    await real.client.traps.orderRules({ ids: ['built-in coldStart', 'built-in warmStart'] });
  });

  it('sends an inform to the receiver here, with its objects filled in, and sends what came once more', async () => {
    const page = await listening();
    await page.getByRole('tab', { name: 'Send' }).click();
    await page.getByRole('button', { name: 'To the receiver here' }).click();
    await page.getByRole('radio', { name: 'Inform' }).check({ force: true });
    await page.locator('[data-field="send-notification"]').fill('linkdo');
    await page.getByRole('option', { name: 'linkDown' }).first().click();
    await page.getByRole('combobox', { name: 'Name or OID of object 1' }).waitFor();
    await page.getByRole('combobox', { name: 'Name or OID of object 1' }).fill('ifIndex.7');
    expect(await page.getByRole('combobox', { name: 'Name or OID of object 2' }).inputValue()).toBe('ifAdminStatus.7');
    await page.getByRole('textbox', { name: 'Value of object 2' }).fill('down');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page
      .locator('[data-outcome="complete"]')
      .getByText(/^Inform acknowledged by 127\.0\.0\.1:\d+ in v2c after/)
      .waitFor();
    await page.getByRole('tab', { name: 'Received' }).click();
    await row(page, 'ifAdminStatus down(2)').dblclick();
    await inspected(page).getByRole('button', { name: 'Send again…' }).click();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Name or OID of object 2' }).inputValue())
      .toBe('ifAdminStatus.7');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('[data-outcome="complete"]').waitFor();
    await expect.poll(async () => (await real.client.traps.page({})).total).toBe(2);
  });

  it('names the program that has the port, and offers another', async () => {
    const other = spawn('python3', [
      '-c',
      `import socket,time; s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(("0.0.0.0",${port})); print("bound",flush=True); time.sleep(600)`,
    ]);
    try {
      await new Promise((resolve) => other.stdout.once('data', resolve));
      const page = await open();
      await page.locator('[data-field="port"]').fill(String(port));
      await page.getByRole('button', { name: 'Start receiving' }).click();
      await page
        .getByRole('alert')
        .getByText(/^python3 \(process \d+\)/)
        .waitFor();
      expect(await page.getByRole('button', { name: /^Receive on port \d+ instead$/ }).count()).toBe(1);
    } finally {
      other.kill();
    }
  });

  it('is sent to by a notification of the MIB browser and by a device', async () => {
    const page = await listening();
    await trap(linkDown, ...ifIndex(3));
    await trap(coldStart);
    await row(page, 'coldStart').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open in the MIB browser' }).click();
    await page.getByRole('button', { name: 'Received…' }).click();
    await expect.poll(() => page.locator('[data-field="notification"]').inputValue()).toBe('coldStart');
    await expect.poll(() => rows(page).count()).toBe(1);
  });

  const withSome = async (options: BrowserContextOptions) => {
    const page = await listening(options);
    await trap(linkDown, ...ifIndex(3));
    await send(
      'snmptrap',
      '-v',
      '3',
      '-l',
      'noAuthNoPriv',
      '-u',
      'nobody',
      '-e',
      '0x8000000001020304',
      target(),
      '1',
      coldStart,
    );
    await expect.poll(() => rows(page).count()).toBe(2);
    await rows(page).first().dblclick();
    await inspected(page).waitFor();
    return page;
  };
  const tab = (index: number) => async (page: Page) => {
    await page.getByRole('tab').nth(index).click();
    await page.waitForTimeout(300);
  };
  itIsAccessible(withSome, tab(1), tab(2));

  it.each([
    [900, 'zh-CN'],
    [1280, 'en-GB'],
  ] as const)('fits a window of %i pixels in %s, in each view', async (width, locale) => {
    const page = await withSome({ viewport: { width, height: 760 }, locale });
    await expectToFit(page);
    for (const index of [1, 2]) {
      await tab(index)(page);
      await expectToFit(page);
      expect(await seriousFindings(page)).toEqual([]);
    }
  });
});
