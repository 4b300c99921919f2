import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Client } from '#shared/contract/index.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { type ScriptedAgentOptions, startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const sysName = '1.3.6.1.2.1.1.5.0';
const secrets = { community: 'zq-community-zq', auth: 'zq-authentication-zq', priv: 'zq-privacy-zq' };
const user = {
  name: 'reader',
  auth: { protocol: 'SHA-256', password: secrets.auth },
  priv: { protocol: 'AES-256', password: secrets.priv },
} as const;
const v3 = { version: '3', user: 'reader', auth: user.auth, priv: user.priv } as const;

/** The key that seals what is saved, the same in two runs. */
const kept = { key: new Uint8Array(32).fill(7), protection: 'file' } as const;

async function start(options: ScriptedAgentOptions = {}) {
  const agent = await startScriptedAgent({
    users: [user],
    communities: { read: secrets.community, write: `${secrets.community}-w` },
    ...options,
  });
  const folder = await mkdtemp(join(tmpdir(), 'punchdown-secrets-'));
  onTestFinished(async () => {
    await agent.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const engine = await testEngine({ workspace: join(folder, 'work.punchdown'), logFolder: folder, secrets: kept });
  const place = { address: agent.address, port: agent.port };
  return { agent, engine, client: engine.client, folder, place };
}

/** Everything a file of the folder holds. */
function filesOf(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

async function eventsOf(client: Client, exchange: string) {
  return (await client.timeline.events({ exchange, count: 1000 })).events;
}

function lines(fields: readonly PacketField[]): PacketField[] {
  return fields.flatMap((field) => [field, ...lines(field.children ?? [])]);
}

describe('secrets', () => {
  it('stand in no file, event, result, log or export, whatever is asked and whatever goes wrong', async () => {
    const { client, folder, place } = await start();
    const targets: SnmpTargetInput[] = [
      { ...place, version: '1', community: secrets.community },
      { ...place, version: '2c', community: secrets.community },
      { ...place, ...v3 },
      { ...place, ...v3, auth: { protocol: 'MD5', password: secrets.auth } },
      { ...place, ...v3, priv: { protocol: 'DES', password: secrets.priv } },
    ];
    const seen: unknown[] = [];
    for (const target of targets) {
      const patience = { timeout: 150, retries: 1 };
      const results = [
        await client.snmp.get({ target, oids: [sysName], ...patience }),
        await client.snmp.walk({ target, oids: ['system'], ...patience }),
        await client.snmp.set({ target, varbinds: [{ oid: sysName, value: 'x' }], ...patience }),
      ];
      seen.push(results);
      for (const { exchange } of results) {
        const events = await eventsOf(client, exchange);
        seen.push(events);
        for (const { id, packet } of events) if (packet) seen.push(await client.timeline.packet({ event: id }));
      }
    }
    const exports = [
      await client.sessions.export({ format: 'json' }),
      await client.sessions.export({ format: 'pcapng' }),
    ].map(({ content = '' }) => Buffer.from(content, 'base64'));
    const everything = Buffer.concat([Buffer.from(JSON.stringify(seen)), ...exports, filesOf(folder)]);
    for (const secret of Object.values(secrets)) {
      expect(everything.includes(secret)).toBe(false);
      expect(everything.includes(Buffer.from(secret).toString('hex'))).toBe(false);
    }
    // The communities are there, as stars of the same length.
    expect(exports[1]?.includes('*'.repeat(secrets.community.length))).toBe(true);
  });

  it('are hidden also where an agent breaks them off or garbles the rest', async () => {
    for (const spoil of ['garbage', 'cut short', 'length beyond the end', 'wrong version', 'oversized'] as const) {
      const { client, folder, place } = await start({ behaviour: { spoil } });
      const target = { ...place, version: '2c', community: secrets.community } as const;
      await client.snmp.get({ target, oids: [sysName], timeout: 100, retries: 0 });
      expect(filesOf(folder).includes(secrets.community)).toBe(false);
    }
  });

  it('of a saved profile are kept sealed, and so are the keys derived from them', async () => {
    const { client, folder, place } = await start();
    const profile = await client.devices.saveProfile({ name: 'readers', credentials: v3 });
    const target = { ...place, profile: profile.id };
    expect((await client.snmp.get({ target, oids: [sysName] })).outcome).toBe('complete');
    await client.settings.get();
    for (const secret of Object.values(secrets)) expect(filesOf(folder).includes(secret)).toBe(false);
  });
});

describe('the timeline of v3', () => {
  it('shows discovery, report and the request; what is encrypted is shown decrypted', async () => {
    const { client, place } = await start();
    const { exchange } = await client.snmp.get({ target: { ...place, ...v3 }, oids: [sysName] });
    const events = await eventsOf(client, exchange);
    expect(events.map(({ packet, note }) => packet?.name ?? note?.code)).toEqual([
      'started',
      'snmp-discovering',
      'discovery',
      'report',
      'snmp-discovered',
      'get-request',
      'response',
    ]);
    const response = events.at(-1);
    const decoded = await client.timeline.packet({ event: response?.id ?? 0 });
    const all = lines(decoded.layers);
    expect(all.find(({ name }) => name === 'encryptedPDU')).toBeDefined();
    const varbind = all.find(({ id }) => id === 'snmp.varbind.1');
    expect(varbind?.value).toBe('sysName.0 = scripted');
    expect(varbind?.children?.[0]?.value).toBe(`sysName.0 (${sysName})`);
    expect(events.at(-2)?.packet?.fact).toBe('sysName.0');
    expect(decoded.faults).toEqual([]);
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['snmp.engineBoots', 'snmp.engineTime']));
  });

  it('of an agent whose clock was not known shows how it is set', async () => {
    const { agent, client, place } = await start();
    const target = { ...place, ...v3 };
    await client.snmp.get({ target, oids: [sysName] });
    agent.happen({ clock: 500 });
    const { exchange } = await client.snmp.get({ target, oids: [sysName] });
    const events = await eventsOf(client, exchange);
    expect(events.map(({ packet, note }) => packet?.name ?? note?.code)).toEqual([
      'started',
      'get-request',
      'report',
      'snmp-resynchronised',
      'get-request',
      'response',
    ]);
  });

  it('is read again in another run of the program, with the keys of a saved profile', async () => {
    const { engine, client, folder, place } = await start();
    const { id } = await client.devices.saveProfile({ name: 'readers', credentials: v3 });
    const { exchange } = await client.snmp.get({ target: { ...place, profile: id }, oids: [sysName] });
    const names = async (run: Client) => {
      const events = await eventsOf(run, exchange);
      return events.map(({ packet }) => packet?.name).filter(Boolean);
    };
    await engine.close();
    const again = await testEngine({ workspace: join(folder, 'work.punchdown'), secrets: kept });
    expect(await names(again.client)).toEqual(['discovery', 'report', 'get-request', 'response']);
    await again.close();
    // Sealed with another key it stays what it is.
    const other = await testEngine({ workspace: join(folder, 'work.punchdown') });
    expect(await names(other.client)).toEqual(['discovery', 'report', 'encrypted v3', 'encrypted v3']);
  });

  it('flags a community that crosses the wire in clear', async () => {
    const { client, place } = await start();
    const target = { ...place, version: '2c', community: secrets.community } as const;
    const { exchange } = await client.snmp.get({ target, oids: [sysName] });
    const events = await eventsOf(client, exchange);
    expect(events.map(({ note }) => note?.code)).toContain('snmp-clear-community');
    const request = events.find(({ packet }) => packet?.direction === 'sent');
    const decoded = await client.timeline.packet({ event: request?.id ?? 0 });
    const community = lines(decoded.layers).find(({ id }) => id === 'snmp.community');
    expect(community?.value).toMatch(/hidden/);
  });
});
