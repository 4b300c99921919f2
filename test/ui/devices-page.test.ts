import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { createVault, memorySecrets } from '#electron/storage/vault.ts';
import { openWorkspace, type Workspace } from '#electron/storage/workspace.ts';
import { createDevices, type Devices } from '#electron/tools/devices/index.ts';
import { devicesMigrations } from '#electron/tools/devices/schema.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import { ProblemError, problem } from '#shared/problem/problem.ts';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { goTo, scriptedEngine, servePage } from './page-host.ts';
import { browserTests, expectToFit, itFits, itIsAccessible } from './page-tests.ts';
import { type Script, scripted, scriptedHandlers } from './scripted-handlers.ts';

type Probe = NonNullable<NonNullable<Script['snmp']>['probe']>;
type Wanted = Parameters<Devices['handlers']['save']>[0];

const signal = AbortSignal.any([]);
const hour = 3_600_000;

const agents: LabAgent[] = [
  {
    kind: 'router',
    address: '127.0.0.1',
    port: 41_161,
    targets: [
      { label: 'public (v2c)', writes: false, version: '2c', community: 'public' },
      { label: 'private (v2c)', writes: true, version: '2c', community: 'private' },
      {
        label: 'labuser SHA/AES',
        writes: false,
        version: '3',
        user: 'labuser',
        auth: { protocol: 'SHA', password: 'labpassword' },
        priv: { protocol: 'AES', password: 'labpassword' },
      },
    ],
  },
  {
    kind: 'printer',
    address: '127.0.0.1',
    port: 41_163,
    targets: [{ label: 'public (v2c)', writes: false, version: '2c', community: 'public' }],
  },
];

/** The page with the real list of devices behind it; what would go to the network is scripted. */
describe.skipIf(!need('chromium'))('the devices page', () => {
  let workspace: Workspace;
  let devices: Devices;
  let host: BrowserHost | undefined;
  const browser = browserTests(async () => {
    await host?.close();
    workspace?.close();
  });

  interface Scene {
    probe?: Probe;
    devices?: Partial<Wanted>[];
    options?: BrowserContextOptions;
    keptKey?: { file?: string; weak?: string };
    calls?: string[];
  }

  /** Saves two profiles and the devices given, and opens the page on them. */
  async function open(scene: Scene = {}): Promise<Page> {
    workspace = openWorkspace({ file: undefined, program: 'test', migrations: devicesMigrations });
    const { keptKey = { file: '/home/person/.local/share/punchdown/secret.key' } } = scene;
    const vault = createVault({ ...memorySecrets(), protection: 'file' });
    devices = createDevices({ store: workspace, vault, keptKey, now: () => Date.now() - 2 * hour });
    if (scene.devices !== undefined) await fill(scene.devices);
    const refuse: Probe = () => {
      throw new ProblemError('internal', {}, 'not scripted');
    };
    const script = scriptedHandlers({ snmp: { probe: scene.probe ?? refuse }, calls: scene.calls ?? [] });
    const handlers = {
      ...script,
      devices: devices.handlers,
      lab: scripted('lab', { segments: () => [], agents: () => agents }),
    };
    host = await servePage(scriptedEngine(handlers));
    const page = await browser.open(host.url, scene.options);
    await goTo(page, 'devices');
    await page.locator('#devices-view-list [role="grid"]').waitFor();
    return page;
  }

  async function fill(list: Partial<Wanted>[]): Promise<void> {
    const { handlers } = devices;
    await handlers.saveProfile({ name: 'office', credentials: { version: '2c', community: 'mellon' } }, signal);
    await handlers.saveProfile(
      {
        name: 'operators',
        credentials: {
          version: '3',
          user: 'operator',
          auth: { protocol: 'SHA-256', password: 'speak-friend' },
          priv: { protocol: 'AES-256-C', password: 'and-enter-now' },
        },
      },
      signal,
    );
    for (const [index, one] of list.entries()) {
      const name = `switch-${index + 1}`;
      await handlers.save({ name, address: `192.0.2.${index + 1}`, port: 161, note: '', ...one }, signal);
    }
  }

  const stored = async () => devices.handlers.list(undefined, signal);
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const dialog = (page: Page) => page.getByRole('dialog');
  const rows = (page: Page, view: 'list' | 'profiles') =>
    page.locator(`#devices-view-${view} [role="row"][data-index]`);
  const profiles = (page: Page) => page.getByRole('tab', { name: 'Credential profiles' }).click();

  /** What the agent says to one profile. */
  function answer(profile: string, taken: boolean, code: 'snmp-no-answer' | 'snmp-port-closed' = 'snmp-no-answer') {
    const met = problem(code, { address: '192.0.2.1', port: 161 });
    return {
      outcome: taken ? ('complete' as const) : ('failed' as const),
      exchange: crypto.randomUUID(),
      agent: { address: '192.0.2.1', port: 161, version: '2c' },
      problems: taken ? [] : [met],
      packets: { sent: 1, received: 1, retries: 0, ignored: 0 },
      duration: 3,
      tries: [{ profile, name: '', outcome: taken ? 'taken' : 'failed', ...(taken ? {} : { problem: met }) }],
      ...(taken ? { profile, sysName: 'core', sysDescr: 'A router of many words' } : {}),
    };
  }

  it('adds the lab’s simulated devices with their credentials in one click', async () => {
    const page = await open();
    await page.getByText('No device is saved yet').waitFor();
    await button(page, 'Try it in the lab').click();
    await page.getByText('2 simulated devices added').waitFor();
    expect(await stored()).toMatchObject([
      { name: 'Lab printer', address: '127.0.0.1', port: 41_163, profile: expect.any(String) },
      { name: 'Lab router', address: '127.0.0.1', port: 41_161, profile: expect.any(String) },
    ]);
    expect(devices.profileOrder().map(({ name }) => name)).toEqual(['Lab: public (v2c)', 'Lab: private (v2c)']);
    expect(devices.credentialsOf('Lab: private (v2c)')).toEqual({ version: '2c', community: 'private' });
    await rows(page, 'list').getByText('127.0.0.1:41163').waitFor();
  });

  it('adds, changes and deletes a device by keyboard', async () => {
    const page = await open();
    await button(page, 'Add device').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('An address or host name is needed').waitFor();
    await page.getByLabel('Address').fill('192.0.2.7');
    await page.getByLabel('Port').fill('70000');
    await page.keyboard.press('Enter');
    await page.getByText('1 to 65535').waitFor();
    await page.getByLabel('Port').fill('1161');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await stored()).toMatchObject([{ name: '192.0.2.7', address: '192.0.2.7', port: 1161, note: '' }]);
    await page.locator('#devices-view-list [role="grid"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('F2');
    await page.getByLabel('Name').fill('core');
    await page.getByLabel('Note').fill('rack 4');
    await page.keyboard.press('Enter');
    await rows(page, 'list').getByText('core').waitFor();
    expect(await stored()).toMatchObject([{ name: 'core', note: 'rack 4', port: 1161 }]);
    await page.locator('#devices-view-list [role="grid"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('dd').getByText('rack 4').waitFor();
    await page.locator('#devices-view-list [role="grid"]').focus();
    await page.keyboard.press('Delete');
    await button(page, 'Delete device').click();
    await page.getByText('No device is saved yet').waitFor();
  });

  it('says in its dialog when a name is taken', async () => {
    const page = await open({ devices: [{}] });
    await button(page, 'Add device').click();
    await page.getByLabel('Address').fill('192.0.2.9');
    await page.getByLabel('Name').fill('SWITCH-1');
    await dialog(page).getByRole('button', { name: 'Add device' }).click();
    await dialog(page).getByText('The name “SWITCH-1” is taken.').waitFor();
    expect(await stored()).toHaveLength(1);
  });

  it('tries the profiles in their order and stores the one that is taken', async () => {
    const asked: string[] = [];
    const probe: Probe = ({ address, profiles: [profile = ''] = [] }) => {
      asked.push(address);
      return answer(profile, asked.length === 2);
    };
    const page = await open({ devices: [{}], probe });
    await button(page, 'Try profiles: switch-1').click();
    await page.getByText('“operators” was taken').waitFor();
    expect(
      await page.locator('[data-try]').evaluateAll((all) => all.map((one) => one.getAttribute('data-try'))),
    ).toEqual(['refused', 'taken']);
    expect(asked).toEqual(['192.0.2.1', '192.0.2.1']);
    expect(await stored()).toMatchObject([
      { sysName: 'core', sysDescr: 'A router of many words', profile: devices.profileOrder()[1]?.id },
    ]);
    expect(await seriousFindings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('heading', { name: 'SNMP', exact: true }).waitFor();
  });

  it('stops trying where nobody is there, and when it is cancelled', async () => {
    let asked = 0;
    const page = await open({
      devices: [{}],
      probe: ({ profiles: [profile = ''] = [] }, aborts) => {
        asked += 1;
        if (asked === 1) return answer(profile, false, 'snmp-port-closed');
        return new Promise((_resolve, reject) =>
          aborts.addEventListener('abort', () => reject(new ProblemError('cancelled'))),
        );
      },
    });
    await button(page, 'Try profiles: switch-1').click();
    await page.getByText('No profile was taken').waitFor();
    expect(asked).toBe(1);
    await button(page, 'Try again').click();
    await page.getByText('0 of 2 profiles tried').waitFor();
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('No profile was taken').waitFor();
    expect(asked).toBe(2);
    expect((await stored())[0]?.profile).toBeUndefined();
  });

  it('adds a v3 profile, whose secrets are hidden until asked for and kept nowhere in the page', async () => {
    const calls: string[] = [];
    const page = await open({ calls });
    await profiles(page);
    await button(page, 'Add profile').first().click();
    await page.getByLabel('Name', { exact: true }).fill('core routers');
    await page.getByRole('radio', { name: 'v3' }).check();
    await page.getByLabel('User').fill('operator');
    await page.getByLabel('Privacy', { exact: true }).selectOption({ label: 'AES-256 (Reeder, Cisco)' });
    const secret = page.getByLabel('Authentication password');
    await secret.fill('short');
    await dialog(page).getByRole('button', { name: 'Add profile' }).click();
    await page.getByText('At least 8 characters').first().waitFor();
    await secret.fill('speak-friend-7431');
    await page.getByLabel('Privacy password').fill('and-enter-7431');
    expect(await secret.getAttribute('type')).toBe('password');
    await page.getByLabel('Show what is typed').check();
    expect(await secret.getAttribute('type')).toBe('text');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Add profile' }).click();
    await rows(page, 'profiles').getByText('core routers').waitFor();
    expect(devices.credentialsOf('core routers')).toEqual({
      version: '3',
      user: 'operator',
      auth: { protocol: 'SHA', password: 'speak-friend-7431' },
      priv: { protocol: 'AES-256-C', password: 'and-enter-7431' },
    });
    await rows(page, 'profiles').getByText('authPriv').waitFor();
    expect(await page.content()).not.toContain('7431');
    await page.waitForTimeout(600);
    expect(calls.join('\n')).not.toContain('7431');
  });

  it('renames a profile without its secrets, and types them again to change it', async () => {
    const page = await open({ devices: [{ profile: 'office' }] });
    await profiles(page);
    await button(page, 'Edit: operators').click();
    await page.getByLabel('Name', { exact: true }).fill('night shift');
    await page.keyboard.press('Enter');
    await rows(page, 'profiles').getByText('night shift').waitFor();
    expect(devices.credentialsOf('night shift')).toMatchObject({ auth: { password: 'speak-friend' } });
    await button(page, 'Edit: night shift').click();
    await page.getByLabel('Change the credentials').check();
    expect(await page.getByLabel('User').inputValue()).toBe('operator');
    await page.getByRole('radio', { name: 'v2c' }).check();
    await page.getByLabel('Community').fill('xyzzy');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(devices.credentialsOf('night shift')).toEqual({ version: '2c', community: 'xyzzy' });
    await button(page, 'Delete: office').click();
    await button(page, 'Delete profile').click();
    await page.locator('#devices-view-profiles').getByText('The credential profile “office” is in use.').waitFor();
  });

  it('moves profiles by keyboard, and says how they are protected', async () => {
    const weak = 'others may read the key file (mode 0644)';
    const page = await open({ devices: [{}], keptKey: { file: '/home/person/secret.key', weak } });
    await profiles(page);
    await page.getByText('a key in /home/person/secret.key').waitFor();
    await page.getByText('Weaker than usual: others may read').waitFor();
    const order = () => devices.profileOrder().map(({ name }) => name);
    await page.locator('#devices-view-profiles [role="grid"]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(order).toEqual(['operators', 'office']);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(order).toEqual(['office', 'operators']);
    await page.keyboard.press('Alt+ArrowDown');
    await button(page, 'Move up: operators').click();
    await expect.poll(order).toEqual(['operators', 'office']);
  });

  itIsAccessible(
    (options) => open({ devices: [{ profile: 'office', sysName: 'a', sysDescr: 'b' }, {}], options }),
    async (page) => {
      await page.locator('#devices-view-list [role="grid"]').press('ArrowDown');
      await page.locator('#devices-view-list [role="grid"]').press('Enter');
      await page.locator('dl').getByText('Added').waitFor();
    },
    async (page) => await button(page, 'Add device').click(),
    async (page) => {
      await page.keyboard.press('Escape');
      await profiles(page);
    },
  );

  itFits(async (options) => {
    const long = { name: 'a very long name of a device '.repeat(3), address: '2001:db8:1234:5678:9abc:def0:1234:5678' };
    const page = await open({ devices: [{ ...long, sysDescr: 'x '.repeat(900) }], options });
    await expectToFit(page);
    await page.getByRole('tab', { name: '凭据配置' }).click();
    await button(page, '添加凭据配置').click();
    await page.getByRole('radio', { name: 'v3' }).check();
    const box = await dialog(page).boundingBox();
    const height = options.viewport?.height ?? 0;
    expect((box?.y ?? -1) + (box?.height ?? 9999)).toBeLessThanOrEqual(height);
    return page;
  });
});
