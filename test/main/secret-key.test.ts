import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { need } from '../lab/need.ts';
import { connectedPage, desktopTests, type temporaryData } from '../suites/built-desktop.ts';

describe.skipIf(!need('chromium', 'linux'))('the key of the desktop app', () => {
  const { data, launch } = desktopTests();

  /** Starts the app, asks it, and quits it: what it says of its key, its notices, and its profiles. */
  async function look({ folder, args }: ReturnType<typeof temporaryData>, backend?: string, save = false) {
    const env = { XDG_DATA_HOME: join(folder, 'home'), ...(backend ? { ELECTRON_DOUBLE_KEY_STORE: backend } : {}) };
    const app = await launch(args, env);
    const page = await connectedPage(app);
    const seen = await page.evaluate(async (saves) => {
      const { client } = window.test;
      const credentials = { version: '2c' as const, community: 'mellon-7431' };
      if (saves) await client.devices.saveProfile({ name: 'office', credentials });
      const [protection, { notices }, profiles] = await Promise.all([
        client.devices.protection(),
        client.app.info(),
        client.devices.profiles(),
      ]);
      return { protection, notices: notices.map(({ code }) => code), locked: profiles.map(({ locked }) => locked) };
    }, save);
    await app.quit();
    return { ...seen, output: app.output() };
  }

  it('is encrypted by the system’s key store and opens what an earlier start sealed', async () => {
    const own = data();
    expect(await look(own, undefined, true)).toMatchObject({
      protection: { by: 'system' },
      notices: [],
      locked: [false],
    });
    expect(await look(own)).toMatchObject({ protection: { by: 'system' }, notices: [], locked: [false] });
    const file = join(own.folder, 'secret-sealed.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64').toString('latin1')).toMatch(/^v11(?!.*punchdown)/s);
  });

  it('is the key file of the other hosts where there is no key store, and that is said', async () => {
    const own = data();
    const file = join(own.folder, 'home', 'punchdown', 'secret.key');
    const weak = expect.stringContaining('basic_text');
    const seen = { protection: { by: 'file', file, weak }, notices: ['secrets-weak'], locked: [false] };
    expect(await look(own, 'basic_text', true)).toMatchObject(seen);
    expect(await look(own, 'basic_text')).toMatchObject(seen);
    expect(await look(own)).toMatchObject({ protection: { by: 'system' }, locked: [true] });
  });

  it('stays as it is when the key store does not open it, and that is said', async () => {
    const own = data();
    await look(own, undefined, true);
    const file = join(own.folder, 'secret-sealed.key');
    const before = readFileSync(file, 'utf8');
    writeFileSync(join(own.folder, 'double-key-store'), 'another password');
    const seen = await look(own);
    expect(seen).toMatchObject({ protection: { by: 'memory' }, notices: ['secrets-unreadable'], locked: [true] });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(seen.output).not.toMatch(/secret key 1|mellon/);
  });
});
