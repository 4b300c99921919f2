import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { goTo } from './page-host.ts';
import { realEngineTests } from './page-tests.ts';

const vendorMib = `ACME-THINGS-MIB DEFINITIONS ::= BEGIN
IMPORTS
    MODULE-IDENTITY, OBJECT-TYPE, enterprises, Integer32, Gauge32 FROM SNMPv2-SMI
    DisplayString FROM SNMPv2-TC;

acmeThings MODULE-IDENTITY
    LAST-UPDATED "202001010000Z"
    ORGANIZATION "Acme"
    CONTACT-INFO "nobody"
    DESCRIPTION  "Things."
    REVISION     "202001010000Z"
    DESCRIPTION  "The first."
    ::= { enterprises 63001 }

acmeThingTable OBJECT-TYPE
    SYNTAX SEQUENCE OF AcmeThingEntry
    MAX-ACCESS not-accessible
    STATUS current
    DESCRIPTION "All things."
    ::= { acmeThings 1 }

acmeThingEntry OBJECT-TYPE
    SYNTAX AcmeThingEntry
    MAX-ACCESS not-accessible
    STATUS current
    DESCRIPTION "A thing."
    INDEX { acmeThingNumber }
    ::= { acmeThingTable 1 }

AcmeThingEntry ::= SEQUENCE { acmeThingNumber Integer32, acmeThingState INTEGER, acmeThingHeat Gauge32 }

acmeThingNumber OBJECT-TYPE
    SYNTAX Integer32 (1..100)
    MAX-ACCESS not-accessible
    STATUS current
    DESCRIPTION "Which."
    ::= { acmeThingEntry 1 }

acmeThingState OBJECT-TYPE
    SYNTAX INTEGER { cold(1), warm(2), melting(3) }
    MAX-ACCESS read-write
    STATUS current
    DESCRIPTION
        "How the thing is.
         A <b>melting</b> thing is to be
             left alone."
    ::= { acmeThingEntry 2 }

acmeThingHeat OBJECT-TYPE
    SYNTAX Gauge32
    UNITS "degrees"
    MAX-ACCESS read-only
    STATUS current
    DESCRIPTION "How warm."
    ::= { acmeThingEntry 3 }
END
`;

const waitingMib = `ACME-WAITS-MIB DEFINITIONS ::= BEGIN
IMPORTS
    OBJECT-TYPE, Integer32 FROM SNMPv2-SMI
    acmeElsewhere FROM ACME-ELSEWHERE-MIB;

acmeWaits OBJECT-TYPE
    SYNTAX Integer32
    MAX-ACCESS read-only
    STATUS current
    DESCRIPTION "Waits."
    ::= { acmeElsewhere 1 }
END
`;

/** The MIB page with the real engine behind it: a vendor's MIB by drop, and from the browser to an agent of the lab. */
describe.skipIf(!need('chromium'))('the MIB page with the lab', () => {
  const real = realEngineTests();

  async function open(view: 'browser' | 'modules', target: Record<string, string> = {}): Promise<Page> {
    const drafts = {
      frame: { page: 'mibs' },
      'mibs-page': { view },
      'snmp-page': { view: 'operations', target: { text: '', device: '', agent: '', ...target } },
    };
    await real.client.settings.update({ drafts });
    const page = await real.open();
    await page.locator(`[data-view="${view}"][aria-selected="true"]:visible`).waitFor();
    return page;
  }

  /** Searches a node and chooses it. */
  async function find(page: Page, name: string): Promise<void> {
    await page.keyboard.press('Control+f');
    await page.keyboard.type(name);
    await page
      .getByRole('option')
      .filter({ has: page.getByText(name, { exact: true }) })
      .first()
      .click();
    await page.locator('[data-node] h2').getByText(name, { exact: true }).waitFor();
  }

  it('imports what is dropped, says what waits and what is no MIB, and shows the new objects', async () => {
    const page = await open('modules');
    const dropped = { 'acme.mib': vendorMib, 'waits.txt': waitingMib, 'page.html': '<!doctype html><html></html>' };
    const transfer = await page.evaluateHandle((files) => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name));
      return data;
    }, dropped);
    await page.locator('[data-drop-zone]').dispatchEvent('drop', { dataTransfer: transfer });
    const result = page.locator('[data-ended="complete"]');
    await result.getByText('1 Compiled').waitFor();
    await result.getByText('1 Waiting').waitFor();
    for (const part of await result.locator('summary').all()) await part.click();
    expect(await result.locator('[data-part="missing"] li').innerText()).toMatch(
      /ACME-ELSEWHERE-MIB\s+1 module waits for it: ACME-WAITS-MIB/,
    );
    expect(await result.locator('[data-part="not-mibs"] li').innerText()).toMatch(/page\.html is a web page/);
    await page.getByLabel('Filter').fill('name:acme');
    await page.getByText(/^2 of \d+$/).waitFor();
    await page.getByRole('row').filter({ hasText: 'ACME-THINGS-MIB' }).dblclick();
    await page.locator('[data-module="ACME-THINGS-MIB"]').getByRole('button', { name: 'Search its objects' }).click();
    const names = page.getByRole('listbox', { name: 'Search results' }).locator('.name');
    await expect
      .poll(() => names.allTextContents())
      .toEqual([
        ...['acmeThings', 'acmeThingTable', 'acmeThingEntry', 'acmeThingNumber', 'acmeThingState', 'acmeThingHeat'],
      ]);
    await find(page, 'acmeThingState');
    const details = page.locator('[data-node="1.3.6.1.4.1.63001.1.1.2"]');
    expect(await details.locator('.prose').textContent()).toBe(
      'How the thing is.\nA <b>melting</b> thing is to be\n    left alone.',
    );
    expect(await details.getByRole('list', { name: 'Named values' }).innerText()).toMatch(/melting\s*3/);
    await details.getByRole('button', { name: 'Source' }).click();
    const line = vendorMib.split('\n').findIndex((text) => text.startsWith('acmeThingState')) + 1;
    await page.locator(`[data-source-line="${line}"].target`).getByText('acmeThingState OBJECT-TYPE').waitFor();
    await details.getByRole('button', { name: 'Show in tree' }).click();
    await page.locator('[role="treeitem"][aria-selected="true"]').getByText('acmeThingState').waitFor();
    expect(await real.client.mibs.translate({ oids: ['acmeThingHeat.7'] })).toMatchObject([
      { oid: '1.3.6.1.4.1.63001.1.1.3.7' },
    ]);
  });

  it('opens a table of an agent of the lab, and sets a value there', async () => {
    const router = (await real.client.lab.agents()).find(({ kind }) => kind === 'router');
    const writes = router?.targets.findIndex((target) => target.writes) ?? -1;
    const page = await open('browser', { agent: 'router', credentials: `lab:${writes}` });
    await page.getByRole('treeitem').first().waitFor();
    await find(page, 'ifTable');
    await page.locator('[data-request="table"]').click();
    await page.locator('#snmp-view-operations [role="row"][data-index="0"]').waitFor();
    await goTo(page, 'mibs');
    await find(page, 'sysName');
    await page.locator('[data-request="set"]').click();
    const row = page.locator('#snmp-view-set [data-set-row="0"]');
    await row.getByLabel(/^Value of/).fill('named-from-a-mib');
    await page.locator('#snmp-view-set button.primary').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Send SET' }).click();
    await page.locator('[data-result="success"]').getByText('Written and read back: 1 object').waitFor();
  });

  it('asks an agent of the lab which nodes it has, and marks them in the tree', async () => {
    const page = await open('browser');
    await page.getByRole('treeitem').first().waitFor();
    await find(page, 'mib-2');
    await page.locator('[data-node]').getByRole('button', { name: 'Show in tree' }).click();
    await page.getByLabel('Agent to ask').selectOption({ label: 'A router' });
    await page.locator('[data-ask-agent]').click();
    await page
      .locator('[data-agent-answer="idle"]')
      .getByText(/^A router: has [1-9]\d* of \d+$/)
      .waitFor();
    await page.getByRole('treeitem', { name: /\bsystem\b.*the agent has it/ }).waitFor();
    await page
      .getByRole('treeitem', { name: /has nothing here/ })
      .first()
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear marks' }).click();
    expect(await page.locator('[data-implemented]').count()).toBe(0);
  });
});
