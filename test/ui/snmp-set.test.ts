import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { itFits, itIsAccessible, scriptedAgentTests, words } from './page-tests.ts';
import { answer, draftOf } from './scripted-snmp-agent.ts';

/** The view that writes objects, with an agent that keeps what is written into it. */
describe.skipIf(!need('chromium'))('the SET view', () => {
  const scripted = scriptedAgentTests();

  async function open(options: BrowserContextOptions = {}, drafts = draftOf('set')): Promise<Page> {
    const page = await scripted.open(options, drafts);
    await page.locator('[data-set-view]').waitFor();
    return page;
  }

  const view = (page: Page) => page.locator('#snmp-view-set');
  const row = (page: Page, index: number) => page.locator(`#snmp-view-set [data-set-row="${index}"]`);
  const send = (page: Page) => view(page).getByRole('button', { name: 'Send SET', exact: true });
  const check = (page: Page) => view(page).getByRole('button', { name: 'Check', exact: true });
  const dialog = (page: Page) => page.getByRole('alertdialog');

  async function fill(page: Page, index: number, oid: string, value: string) {
    await row(page, index)
      .getByRole('combobox', { name: /^Name or OID/ })
      .fill(oid);
    await row(page, index)
      .getByLabel(/^Value of/)
      .fill(value);
  }
  const calls = (name: string) => scripted.agent.asked.filter(({ call }) => call === name).map(({ input }) => input);

  it('completes names by the keyboard and tells what the definition says', async () => {
    const page = await open();
    const name = row(page, 0).getByRole('combobox', { name: /^Name or OID/ });
    await name.pressSequentially('ifAdm');
    await page.getByRole('option', { name: /ifAdminStatus/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await name.inputValue()).toBe('ifAdminStatus.');
    await page.keyboard.type('3');
    expect(await name.inputValue()).toBe('ifAdminStatus.3');
    await row(page, 0).getByText('INTEGER up(1), down(2), testing(3) · read-write').waitFor();
  });

  it('checks without sending: old, new and the PDU', async () => {
    const page = await open();
    await fill(page, 0, 'sysName.0', 'core-sw2');
    await check(page).click();
    const preview = page.locator('[data-preview="fresh"]');
    await preview.getByText('Checked: 1 object, nothing against it').waitFor();
    expect(await preview.locator('[data-entry="0"]').innerText()).toMatch(
      /sysName\.0\s+OCTET STRING\s+core-sw1\s+core-sw2/,
    );
    await preview.getByRole('tree').getByText('SetRequest').waitFor();
    await preview.getByRole('grid').getByText('41').first().waitFor();
    expect(calls('previewSet')).toMatchObject([
      { target: { device: 'd1' }, varbinds: [{ oid: 'sysName.0', value: 'core-sw2', hex: false }] },
    ]);
    expect(calls('set')).toEqual([]);
    // What was checked is not what stands there any more.
    await fill(page, 0, 'sysName.0', 'core-sw3');
    await page.locator('[data-preview="stale"]').getByText('check again').waitFor();
  });

  it('sends after a word that lists old and new, reads back, and undoes right there', async () => {
    const page = await open();
    await fill(page, 0, 'sysName.0', 'core-sw2');
    await view(page).getByRole('button', { name: 'Add object' }).click();
    await fill(page, 1, 'sysLocation.0', 'Rack 5');
    await send(page).click();
    await dialog(page).getByText('Write 2 objects on core-sw1.office.example?').waitFor();
    expect(await dialog(page).locator('[data-entry="1"]').innerText()).toMatch(/Rack 4, room B\s+Rack 5/);
    expect(calls('set')).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Send SET' }).click();
    const result = page.locator('[data-result="success"]');
    await result.getByText('Written and read back: 2 objects').waitFor();
    expect(await result.getByText('verified').count()).toBe(2);
    expect(calls('set')).toMatchObject([{ force: false, varbinds: [{ oid: 'sysName.0' }, { oid: 'sysLocation.0' }] }]);
    await page.locator('[data-journal-entry="1"]').getByText('core-sw1 → core-sw2, and 1 more').waitFor();
    await result.getByRole('button', { name: 'Undo' }).click();
    expect(await dialog(page).locator('[data-entry="0"]').innerText()).toMatch(/core-sw2\s+core-sw1/);
    await dialog(page).getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The old values are back').waitFor();
    expect(calls('undo')).toMatchObject([{ journal: 1 }]);
    expect(calls('undo')[0]).not.toHaveProperty('target');
    await page.locator('[data-journal-entry="1"]').locator('.tag', { hasText: 'undone by 2' }).waitFor();
    await page.locator('[data-journal-entry="2"]').getByText('undoes 1').waitFor();
  });

  it('does not send what failed its check, unless told to', async () => {
    const page = await open();
    await fill(page, 0, 'sysName.0', 'a name of more than thirty-two characters');
    await send(page).click();
    await page.getByText('1 check failed').waitFor();
    await page.locator('[data-check-failed="0"]').waitFor();
    expect(await dialog(page).count()).toBe(0);
    await send(page).click();
    expect(await dialog(page).count()).toBe(0);
    await page.getByLabel('Send although the check failed').check();
    await send(page).click();
    await dialog(page).getByText('Checks failed, and it is sent all the same.').waitFor();
    await dialog(page).getByRole('button', { name: 'Send SET' }).click();
    await page.locator('[data-result="success"]').waitFor();
    expect(calls('set')).toMatchObject([{ force: true }]);
    expect(await page.getByLabel('Send although the check failed').count()).toBe(0);
  });

  it('explains a refusal at the varbind it is about', async () => {
    const page = await open();
    scripted.agent.onset = ({ exchange, varbinds }) => ({
      ...answer(exchange, {
        outcome: 'failed',
        problems: [{ code: 'snmp-error-status', params: { status: 'wrongValue', index: 2, name: 'sysLocation.0' } }],
        errorStatus: { code: 10, name: 'wrongValue', index: 2 },
      }),
      journal: 7,
      verified: false,
      entries: varbinds.map(({ oid, value }) => ({
        oid,
        name: oid,
        type: 'OCTET STRING',
        asked: { oid, type: 'OCTET STRING', value, text: String(value), hex: '' },
      })),
    });
    await fill(page, 0, 'sysName.0', 'a');
    await view(page).getByRole('button', { name: 'Add object' }).click();
    await fill(page, 1, 'sysLocation.0', 'b');
    await send(page).click();
    await dialog(page).getByRole('button', { name: 'Send SET' }).click();
    await page.getByText('The agent refused: wrongValue. Nothing was changed.').waitFor();
    expect(await page.locator('[data-guilty]').getAttribute('data-entry')).toBe('1');
    await page.getByText('The object can never take this value').waitFor();
    expect(await page.locator('[data-result]').getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  it('shows progress and can be cancelled', async () => {
    const page = await open();
    scripted.agent.onset = async ({ exchange }, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { ...answer(exchange, { outcome: 'cancelled' }), entries: [], verified: false };
    };
    await fill(page, 0, 'sysName.0', 'core-sw2');
    await send(page).click();
    await dialog(page).getByRole('button', { name: 'Send SET' }).click();
    await page.locator('[data-progress]').getByText('Sending and reading back…').waitFor();
    await page.locator('[data-progress]').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-progress]').waitFor({ state: 'detached' });
    await view(page).locator('.problem').waitFor();
  });

  it('makes and removes rows of a table', async () => {
    const page = await open();
    await view(page).getByRole('radio', { name: 'Row of a table' }).check();
    const create = view(page).getByRole('button', { name: 'Create row' });
    await create.click();
    await view(page).getByText('The table’s name or OID is needed').waitFor();
    await view(page).getByRole('combobox', { name: 'Table', exact: true }).fill('usmUserTable');
    await view(page).getByLabel('Index', { exact: true }).fill('1.3');
    await view(page).getByRole('radio', { name: 'createAndWait' }).check();
    await create.click();
    await page.getByText('The row was created').waitFor();
    expect(calls('createRow')).toMatchObject([
      { table: 'usmUserTable', index: '1.3', how: 'createAndWait', columns: [] },
    ]);
    await view(page).getByRole('button', { name: 'Remove row' }).click();
    await dialog(page).getByText('Remove row 1.3 of usmUserTable on core-sw1.office.example?').waitFor();
    await dialog(page).getByRole('button', { name: 'Remove row' }).click();
    await page.getByText('The row was removed').waitFor();
    expect(calls('destroyRow')).toMatchObject([{ table: 'usmUserTable', index: '1.3' }]);
  });

  it('undoes an entry of the journal that has no saved target on the page’s own, and warns of another agent', async () => {
    scripted.agent.journal = [
      {
        id: 5,
        at: 1_764_000_000_000,
        exchange: 'old',
        address: '192.0.2.99',
        port: 161,
        outcome: 'complete',
        entries: [
          {
            oid: '1.3.6.1.2.1.1.5.0',
            name: 'sysName.0',
            type: 'OCTET STRING',
            old: { oid: '1.3.6.1.2.1.1.5.0', type: 'OCTET STRING', value: 'x', text: 'x', hex: '78' },
            asked: { oid: '1.3.6.1.2.1.1.5.0', type: 'OCTET STRING', value: 'y', text: 'y', hex: '79' },
          },
        ],
      },
      {
        id: 4,
        at: 1_764_000_000_000,
        exchange: 'o',
        address: '192.0.2.99',
        port: 161,
        outcome: 'refused',
        entries: [],
      },
    ];
    const page = await open();
    await page.getByRole('button', { name: 'Undo SET 5' }).click();
    await dialog(page).getByText('It was written to 192.0.2.99, and would now be sent to 192.0.2.10.').waitFor();
    await dialog(page).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => calls('undo')).toMatchObject([{ journal: 5, target: { device: 'd1' } }]);
    expect(await page.getByRole('button', { name: 'Undo SET 4' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'SET 5 in full' }).click();
    await page.getByRole('table', { name: 'SET 5 in full' }).waitFor();
    await page.getByRole('button', { name: 'Packets of SET 5' }).click();
    await view(page).locator('[data-index]').first().waitFor();
  });

  it('keeps what was typed', async () => {
    const page = await open();
    await fill(page, 0, 'sysName.0', 'half');
    await row(page, 0)
      .getByLabel(/^Type of/)
      .selectOption('OCTET STRING');
    const kept = () => {
      const { drafts } = scripted.agent.handlers.settings.get(undefined, new AbortController().signal) as {
        drafts: Record<string, unknown>;
      };
      return drafts['snmp-set'];
    };
    await expect.poll(kept).toMatchObject({ rows: [{ oid: 'sysName.0', value: 'half', type: 'OCTET STRING' }] });
    await page.reload();
    await page.locator('[data-set-view]').waitFor();
    await expect
      .poll(() =>
        row(page, 0)
          .getByLabel(/^Value of/)
          .inputValue(),
      )
      .toBe('half');
  });

  itIsAccessible(
    async (options) => {
      const page = await open(options);
      await fill(page, 0, 'sysName.0', 'a name of more than thirty-two characters');
      await check(page).click();
      await page.getByText('1 check failed').waitFor();
      return page;
    },
    async (page) => {
      await page.getByLabel('Send although the check failed').check();
      await send(page).click();
      await dialog(page).waitFor();
    },
    async (page) => {
      await dialog(page).getByRole('button', { name: 'Send SET' }).click();
      await page.locator('[data-result]').waitFor();
    },
    async (page) => {
      await view(page).getByRole('radio', { name: 'Row of a table' }).check();
    },
  );

  itFits(async (options) => {
    const page = await open(options);
    await fillChinese(page);
    await page.locator('[data-preview]').waitFor();
    expect(await words(page)).not.toMatch(/set_|journal_/);
    return page;
  });

  async function fillChinese(page: Page) {
    await row(page, 0).getByRole('combobox').first().fill('sysName.0');
    await row(page, 0).locator('.value input').fill('x');
    await view(page).getByRole('button', { name: '检查', exact: true }).click();
  }
});
