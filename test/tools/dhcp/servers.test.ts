import { expect, test } from 'vitest';
import { macMaker } from '#electron/engine/mac-makers.ts';
import { readyMadeProfiles } from '#electron/tools/dhcp/profiles.ts';
import { optionText } from '#electron/wire/dhcpv4/option-text.ts';
import { fromHex } from '#shared/model/hex.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const look = { interface: 'lab-two-servers', window: 200 };

test('every server with its offer, and where the offers differ', async () => {
  const { client } = await testEngine();
  const { outcome, servers, differences, findings } = await client.dhcp.findServers(look);
  expect(outcome).toBe('offered');
  expect(servers.map(({ server, answers }) => [server, answers])).toEqual([
    ['192.0.2.1', 2],
    ['192.0.2.66', 2],
  ]);
  expect(servers[0]?.options.find(({ code }) => code === 6)).toMatchObject({ text: '192.0.2.53, 192.0.2.54' });
  expect(differences).toEqual([3, 6, 15, 51, 58, 59]);
  expect(findings.map(({ code }) => code)).toContain('several-servers');
});

test('rogue is who is not on the allow-list, or uses an allowed address from another box', async () => {
  const { client } = await testEngine();
  const rogues = async () =>
    (await client.dhcp.findServers(look)).servers.filter(({ rogue }) => rogue).map(({ server }) => server);
  expect(await rogues()).toEqual([]);
  const ours = { interface: look.interface, server: '192.0.2.1', mac: '02:00:00:1a:b0:f1', note: 'core switch' };
  await client.dhcp.saveServer(ours);
  expect(await rogues()).toEqual(['192.0.2.66']);
  await client.dhcp.saveServer({ ...ours, mac: '02:00:00:00:00:99' });
  expect(await rogues()).toEqual(['192.0.2.1', '192.0.2.66']);
  expect(await client.dhcp.allowedServers({ interface: look.interface })).toMatchObject([
    { note: 'core switch', allowed: true },
  ]);
  expect(await client.dhcp.forgetServer(ours)).toEqual({ forgotten: true });
  expect(await rogues()).toEqual([]);
});

test('a note on a server is shown with it, allowed or not', async () => {
  const { client } = await testEngine();
  const note = { interface: look.interface, server: '192.0.2.66', allowed: false, note: 'seen in room 12' };
  await client.dhcp.saveServer(note);
  const { servers } = await client.dhcp.findServers(look);
  expect(servers.map(({ server, note: shown }) => [server, shown])).toEqual([
    ['192.0.2.1', ''],
    ['192.0.2.66', 'seen in room 12'],
  ]);
});

test('nobody there, an interface that is not there, and a cancel', async () => {
  const { client } = await testEngine();
  expect(await client.dhcp.findServers({ interface: 'lab-silent', window: 100 })).toMatchObject({
    outcome: 'noOffer',
    servers: [],
  });
  expect(await client.dhcp.findServers({ interface: 'nothere0', window: 100 })).toMatchObject({ outcome: 'failed' });
  const stopped = await client.dhcp.findServers(
    { interface: 'lab-silent', window: 30_000 },
    { signal: AbortSignal.timeout(100) },
  );
  expect(stopped.outcome).toBe('cancelled');
});

test('a watch looks again and again, tells of rogues, and stops', async () => {
  const { client } = await testEngine();
  await client.dhcp.saveServer({ interface: look.interface, server: '192.0.2.1' });
  const stop = new AbortController();
  const alert = (async () => {
    for await (const watch of await client.dhcp.serverAlerts(undefined, { signal: stop.signal })) return watch;
  })();
  await client.dhcp.watchServers({ interface: look.interface, minutes: 10 });
  expect(await client.dhcp.serverWatches()).toMatchObject([{ interface: look.interface, minutes: 10 }]);
  expect(await alert).toMatchObject({ looks: 1, rogues: [{ server: '192.0.2.66' }] });
  stop.abort();
  expect(await client.dhcp.unwatchServers({ interface: look.interface })).toEqual({ stopped: true });
  expect(await client.dhcp.serverWatches()).toEqual([]);
});

test('ready-made profiles hold only options that are well-formed', () => {
  expect(readyMadeProfiles.length).toBeGreaterThanOrEqual(9);
  for (const { name, options } of readyMadeProfiles) {
    for (const { code, hex } of options) {
      expect([name, code, optionText(code, fromHex(hex) ?? new Uint8Array()).faults]).toEqual([name, code, []]);
    }
  }
});

test('a profile of one’s own is kept, and a ready-made name is not taken', async () => {
  const { client } = await testEngine();
  const profile = { name: 'Till 7', requestedOptions: [1, 3], options: [{ code: 60, hex: '41' }] };
  await client.dhcp.saveProfile(profile);
  expect((await client.dhcp.profiles()).find(({ name }) => name === 'Till 7')).toEqual({ ...profile, builtIn: false });
  await expect(client.dhcp.saveProfile({ ...profile, name: 'windows' })).rejects.toMatchObject({
    data: { code: 'input-invalid' },
  });
  expect(await client.dhcp.deleteProfile({ name: 'Till 7' })).toEqual({ deleted: true });
});

test('an option that cannot be made of a text is refused with an example', async () => {
  const { client } = await testEngine();
  expect(await client.dhcp.encodeOption({ code: 51, text: '8 h' })).toEqual({ hex: '00007080' });
  await expect(client.dhcp.encodeOption({ code: 51, text: 'soon' })).rejects.toMatchObject({
    data: { code: 'option-not-readable', params: { code: 51, kind: 'duration', example: '8 h' } },
  });
});

test('the maker of a card is known by its first bytes; made-up addresses have none', () => {
  expect(macMaker('00:00:0c:12:34:56')).toMatch(/Cisco/);
  expect(macMaker('02:00:0c:12:34:56')).toBeUndefined();
  expect(macMaker('nonsense')).toBeUndefined();
});
