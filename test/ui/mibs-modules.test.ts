import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { mibsPageTests } from './mibs-page-tests.ts';
import { ScriptedMibs } from './scripted-mibs.ts';

/** The MIB page in Chromium: the modules and their import. */
describe.skipIf(!need('chromium'))('the view of MIB modules', () => {
  const scripted = mibsPageTests();
  const { openModules } = scripted;

  it('are imported from a path, with progress, and the result is told in words', async () => {
    const page = await openModules();
    scripted.mibs.holding = true;
    await page.getByLabel('Path').fill('/opt/mibs');
    await page.keyboard.press('Enter');
    await page.locator('[data-importing]').waitFor();
    const started = scripted.mibs.calls.find((call) => call.startsWith('import'));
    expect(started).toBe('import {"paths":["/opt/mibs"],"strict":false}');
    scripted.mibs.tell({
      import: scripted.mibs.importing,
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
    scripted.mibs.finish();
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
    scripted.mibs.holding = true;
    await page.getByLabel('Strict').check();
    await page.getByRole('button', { name: '/usr/share/snmp/mibs: 78 files' }).click();
    await expect.poll(() => scripted.mibs.calls).toContain('import {"paths":["/usr/share/snmp/mibs"],"strict":true}');
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
    const call = scripted.mibs.calls.find((one) => one.startsWith('import')) ?? '';
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
    expect(scripted.mibs.calls).toContain('remove BROKEN-MIB');
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
