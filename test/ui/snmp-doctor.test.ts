import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '#shared/model/snmp-diagnosis.ts';
import { need } from '#test/lab/need.ts';
import { itFits, itIsAccessible, scriptedAgentTests, words } from './page-tests.ts';
import { draftOf } from './scripted-snmp-agent.ts';

const wrong: Partial<Diagnosis> = {
  verdict: 'wrong',
  findings: [
    { part: 'context', certainty: 'likely' },
    { part: 'authProtocol', certainty: 'proven', instead: 'SHA-256', evidence: 'usmStatsWrongDigests' },
  ],
  working: { version: '3', user: 'ops', authProtocol: 'SHA-256', privProtocol: 'AES' },
  engine: { id: '80001f8880e9bd0c', enterprise: 8072, form: 'net-snmp random', boots: 17, time: 90_061 },
  tries: [
    { what: 'SNMPv3, ops, SHA, AES', outcome: 'usmStatsWrongDigests' },
    { what: 'SNMPv3, ops, SHA-256, AES', outcome: 'answered' },
  ],
};

/** The credential doctor's view, with an engine whose diagnosis the test chooses. */
describe.skipIf(!need('chromium'))('the view of the credential doctor', () => {
  const scripted = scriptedAgentTests((agent) => {
    agent.diagnosis = wrong;
  });

  const view = (page: Page) => page.locator('#snmp-view-doctor');
  const run = (page: Page) => view(page).locator('button.primary').click();
  const asked = () => scripted.agent.asked.filter(({ call }) => call === 'diagnose').map(({ input }) => input);
  const drafts = () => JSON.stringify(scripted.agent.handlers.settings.get(undefined, new AbortController().signal));

  async function open(options: BrowserContextOptions = {}, more = {}): Promise<Page> {
    const page = await scripted.open(options, draftOf('doctor', more));
    await view(page).locator('.permits').waitFor();
    return page;
  }

  it('asks for what is permitted, and keeps no password', async () => {
    const page = await open();
    await view(page).getByText('Some agents lock a user out').waitFor();
    await view(page).getByLabel('Other privacy protocols').uncheck();
    await view(page).getByLabel('Old community').check();
    await view(page).getByLabel('Requests at most').fill('20');
    await view(page).getByRole('button', { name: 'Add password' }).click();
    const password = view(page).getByLabel('Further password 1', { exact: true });
    expect(await password.getAttribute('type')).toBe('password');
    await password.fill('short');
    await view(page).getByText('At least 8 characters').waitFor();
    expect(await view(page).locator('button.primary').getAttribute('aria-disabled')).toBe('true');
    await password.fill('maplesyrup');
    await run(page);
    await page.locator('[data-verdict="wrong"]').waitFor();
    expect(asked()).toMatchObject([
      {
        target: { device: 'd1' },
        permits: {
          authProtocols: true,
          privProtocols: false,
          versions: true,
          profiles: ['p2'],
          passwords: ['maplesyrup'],
          requests: 20,
        },
      },
    ]);
    await expect.poll(drafts).toContain('"requests":"20"');
    expect(drafts()).not.toContain('maplesyrup');
  });

  it('gives its verdict in words, worst first', async () => {
    const page = await open();
    await run(page);
    const verdict = page.locator('[data-verdict="wrong"]');
    await verdict.getByRole('status').getByText('Wrong: authentication protocol').waitFor();
    expect(
      await verdict.locator('[data-finding]').evaluateAll((all) => all.map((one) => one.getAttribute('data-finding'))),
    ).toEqual(['authProtocol', 'context']);
    const first = verdict.locator('[data-finding="authProtocol"]');
    await first.getByText('proven').waitFor();
    await first.getByText('works with SHA-256').waitFor();
    await first.getByText('usmStatsWrongDigests').waitFor();
    await first.getByText('Set the authentication protocol to SHA-256; the password is right.').waitFor();
    // Without a value that works there is another sentence, not a gap in this one.
    await verdict.locator('[data-finding="context"]').getByText('Check the context’s name').waitFor();
    await view(page).getByText('80001f8880e9bd0c').waitFor();
    await view(page).getByText('1 d 1 h').waitFor();
    await view(page)
      .getByRole('row', { name: /SHA-256, AES\s+answered/ })
      .waitFor();
    await view(page).locator('[data-index]').first().waitFor();
  });

  it('shows progress and can be cancelled', async () => {
    const page = await open();
    scripted.agent.slow = true;
    await run(page);
    const progress = view(page).locator('[data-progress]');
    await progress.getByText('Trying credentials…').waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    expect(await view(page).locator('button.primary').getAttribute('aria-disabled')).toBeNull();
  });

  it('leads to the saved profile whose secrets it does not have', async () => {
    const page = await open();
    await run(page);
    await view(page).getByText('The secrets are in the saved profile and are never shown').waitFor();
    await view(page).getByRole('button', { name: 'Open profile Routers, v3' }).click();
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor();
    expect(scripted.agent.saved).toEqual([]);
  });

  it('takes over a saved profile that works', async () => {
    scripted.agent.diagnosis = { ...wrong, working: { version: '2c', profile: 'p2' } };
    const page = await open();
    await run(page);
    await view(page).getByText('They are in the profile Old community.').waitFor();
    await view(page).getByRole('button', { name: 'Use profile Old community' }).click();
    await run(page);
    await expect.poll(() => asked().length).toBe(2);
    expect(asked()[1]).toMatchObject({ target: { profile: 'p2' } });
  });

  it('saves working credentials of which it has all secrets', async () => {
    scripted.agent.diagnosis = { ...wrong, working: { version: '3', user: 'labuser', authProtocol: 'SHA-256' } };
    scripted.agent.diagnosis.findings = wrong.findings?.filter(({ part }) => part === 'authProtocol') ?? [];
    const page = await open(
      {},
      { 'snmp-page': { view: 'doctor', target: { text: '', agent: 'router', credentials: 'lab:0' } } },
    );
    await run(page);
    await view(page).getByLabel('Name of the new profile').fill('Lab, SHA-256');
    await page.keyboard.press('Enter');
    await view(page).getByText('Saved as Lab, SHA-256').waitFor();
    expect(scripted.agent.saved).toEqual([
      {
        name: 'Lab, SHA-256',
        credentials: { version: '3', user: 'labuser', auth: { protocol: 'SHA-256', password: 'labpassword' } },
      },
    ]);
  });

  it.each([
    [{ verdict: 'works', findings: [] }, 'Nothing is wrong: core-sw1.office.example takes these credentials'],
    [
      { verdict: 'unreachable', findings: [{ part: 'address', certainty: 'likely' }] },
      'No agent was heard at core-sw1.office.example',
    ],
    [{ verdict: 'unclear', findings: [] }, 'core-sw1.office.example answers, but what it says does not name the fault'],
    [{ verdict: 'wrong', findings: [{ part: 'community', certainty: 'likely' }] }, 'Probably wrong: community'],
  ] as [Partial<Diagnosis>, string][])('says so for %j', async (diagnosis, words) => {
    scripted.agent.diagnosis = diagnosis;
    const page = await open();
    await run(page);
    await page.locator('[data-verdict]').getByText(words).waitFor();
  });

  itIsAccessible(
    async (options) => {
      const page = await open(options);
      await view(page).getByRole('button', { name: 'Add password' }).click();
      return page;
    },
    async (page) => {
      await run(page);
      await page.locator('[data-verdict]').waitFor();
    },
  );

  itFits(async (options) => {
    const page = await open(options);
    await run(page);
    await page.locator('[data-verdict]').waitFor();
    expect(await words(page)).not.toMatch(/doctor_|snmp_/);
    return page;
  });
});
