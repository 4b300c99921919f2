import { describe, expect, it, onTestFinished } from 'vitest';
import type { Diagnosis } from '#shared/model/snmp-diagnosis.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { type ScriptedAgentOptions, startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const secrets = {
  auth: 'maple-syrup-auth',
  priv: 'birch-bark-priv',
  wrong: 'elder-flower-no',
  further: 'rowan-berry-yes',
  community: 'hazel-nut',
  key: 'c0ffee00c0ffee00c0ffee00c0ffee00',
};
const ops = {
  name: 'ops',
  auth: { protocol: 'SHA-256' as const, password: secrets.auth },
  priv: { protocol: 'AES' as const, password: secrets.priv },
};
const right: Credentials = { version: '3', user: 'ops', auth: ops.auth, priv: ops.priv };

async function agentAndEngine(options: ScriptedAgentOptions = {}) {
  const agent = await startScriptedAgent({ users: [ops], ...options });
  onTestFinished(() => agent.stop());
  const engine = await testEngine();
  const target = (credentials: Credentials) => ({ address: agent.address, port: agent.port, ...credentials });
  return { agent, client: engine.client, target };
}

function found({ findings }: Diagnosis): string[] {
  return findings.map(({ part, certainty, instead }) => [part, certainty, instead].filter(Boolean).join(' '));
}

/** For agents that say nothing, and for those that answer, on a machine that has other things to do. */
const brief = { timeout: 300, retries: 0 };
const patient = { timeout: 3000, retries: 0 };

describe('snmp.diagnose', () => {
  it('tells who the agent is', async () => {
    const { client, target, agent } = await agentAndEngine();
    const diagnosis = await client.snmp.diagnose({ target: target(right), ...patient });
    expect(diagnosis).toMatchObject({
      outcome: 'complete',
      verdict: 'works',
      findings: [],
      working: { version: '3', user: 'ops', authProtocol: 'SHA-256', privProtocol: 'AES' },
      engine: { enterprise: 32_473, form: 'text "scripted"', boots: 1 },
      packets: { sent: 2, received: 2 },
      tries: [
        { what: 'v3 discovery', outcome: 'engine discovered' },
        { what: 'v3 ops SHA-256/AES authPriv', outcome: 'response' },
      ],
    });
    expect(agent.requests).toHaveLength(2);
  });

  it('goes by decryption errors where the agent reports them', async () => {
    const { client, target } = await agentAndEngine();
    const diagnosis = await client.snmp.diagnose({
      target: target({ ...right, priv: { protocol: 'DES', password: secrets.priv } }),
      ...patient,
    });
    expect(found(diagnosis)).toEqual(['privProtocol proven AES']);
    expect(diagnosis.findings[0]?.evidence).toBe('usmStatsDecryptionErrors');
  });

  it('names the time window of an agent whose clock does not hold still', async () => {
    const { client, target, agent } = await agentAndEngine();
    let time = 0;
    Object.defineProperty(agent.engine, 'time', {
      get: () => {
        time += 1000;
        return time;
      },
    });
    const diagnosis = await client.snmp.diagnose({ target: target(right), ...patient });
    expect(diagnosis.verdict).toBe('wrong');
    expect(diagnosis.findings).toEqual([
      { part: 'timeWindow', certainty: 'proven', evidence: 'usmStatsNotInTimeWindows' },
    ]);
  });

  it('heeds a report of an unknown context', async () => {
    const { client, target } = await agentAndEngine();
    const diagnosis = await client.snmp.diagnose({ target: target({ ...right, context: 'vlan-7' }), ...patient });
    expect(diagnosis.findings).toEqual([
      { part: 'context', certainty: 'proven', instead: '""', evidence: 'snmpUnknownContexts' },
    ]);
  });

  it('finds the version of a community', async () => {
    const { client, target } = await agentAndEngine({ behaviour: { versions: ['1'] } });
    const diagnosis = await client.snmp.diagnose({
      target: target({ version: '2c', community: 'public' }),
      ...patient,
    });
    expect(found(diagnosis)).toEqual(['version proven v1']);
    expect(diagnosis.working).toEqual({ version: '1' });
  });

  it('takes an agent of v3 only for one', async () => {
    const { client, target } = await agentAndEngine({ behaviour: { versions: ['3'] } });
    const diagnosis = await client.snmp.diagnose({
      target: target({ version: '2c', community: 'public' }),
      ...patient,
    });
    expect(diagnosis.verdict).toBe('wrong');
    expect(found(diagnosis)).toEqual(['community likely', 'version likely v3']);
    expect(diagnosis.engine?.enterprise).toBe(32_473);
  });

  it('tells a closed port, a silent host and a name that nobody has', async () => {
    const { client, target, agent } = await agentAndEngine({ behaviour: { silent: true } });
    for (const credentials of [right, { version: '2c' as const, community: 'public' }]) {
      const silent = await client.snmp.diagnose({ target: target(credentials), ...brief });
      expect(silent.verdict).toBe('unreachable');
      expect(found(silent)).toContain('address likely');
    }
    const { port } = agent;
    const other = await startScriptedAgent();
    const closed = { address: other.address, port: other.port };
    await other.stop();
    for (const credentials of [right, { version: '2c' as const, community: 'public' }]) {
      const diagnosis = await client.snmp.diagnose({ target: { ...closed, ...credentials }, ...patient });
      expect(diagnosis).toMatchObject({
        verdict: 'unreachable',
        findings: [{ part: 'port', certainty: 'proven', evidence: 'ICMP port unreachable' }],
      });
      expect(diagnosis.duration).toBeLessThan(patient.timeout);
    }
    const unknown = await client.snmp.diagnose({ target: { address: 'no-such.invalid', port, ...right }, ...patient });
    expect(unknown).toMatchObject({ verdict: 'unreachable', outcome: 'failed', tries: [] });
    expect(found(unknown)).toEqual(['address proven']);
  });

  it('sends no more requests than permitted', async () => {
    const { client, target, agent } = await agentAndEngine();
    const wrong = { ...right, auth: { protocol: 'MD5' as const, password: secrets.wrong } };
    for (const requests of [1, 2, 5]) {
      agent.requests.length = 0;
      const diagnosis = await client.snmp.diagnose({ target: target(wrong), ...patient, permits: { requests } });
      expect(agent.requests).toHaveLength(requests);
      expect(diagnosis.packets.sent).toBe(requests);
      expect(diagnosis.outcome).toBe('complete');
      expect(diagnosis.tries.at(-1)?.what).toBe('stopped');
    }
    agent.behave({ silent: true });
    agent.requests.length = 0;
    await client.snmp.diagnose({ target: target(right), timeout: 100, retries: 3, permits: { requests: 1 } });
    expect(agent.requests).toHaveLength(1);
  });

  it('is stopped at any point, and keeps what it knows', async () => {
    const { client, target } = await agentAndEngine({ behaviour: { delay: 50 } });
    const wrong = { ...right, auth: { protocol: 'SHA' as const, password: secrets.auth }, context: 'x' };
    const whole = await client.snmp.diagnose({ target: target(wrong), ...patient });
    expect(whole.tries.length).toBeGreaterThan(3);
    for (const after of [0, 20, 75, 130, 180]) {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), after);
      const diagnosis = await client.snmp.diagnose({ target: target(wrong), ...patient }, { signal: abort.signal });
      expect(diagnosis.outcome).toBe('cancelled');
      expect(diagnosis.verdict).toBe(diagnosis.tries.length < 2 ? 'unclear' : 'wrong');
      expect(diagnosis.tries).toEqual(whole.tries.slice(0, diagnosis.tries.length));
      expect(diagnosis.duration).toBeLessThan(after + patient.timeout);
      const { outcome } = await client.timeline.exchange({ exchange: diagnosis.exchange });
      expect(outcome).toBe('cancelled');
    }
  });

  it('lets no secret into the result, the timeline or an export', async () => {
    const { client, target } = await agentAndEngine({ communities: { read: secrets.community, write: 'unused' } });
    const profile = await client.devices.saveProfile({
      name: 'Spare',
      credentials: { version: '2c', community: secrets.community },
    });
    const further = { ...ops, name: 'spare', auth: { ...ops.auth, password: secrets.further } };
    const wrong: Credentials[] = [
      {
        ...right,
        auth: { protocol: 'SHA', password: secrets.priv },
        priv: { protocol: 'DES', password: secrets.auth },
      },
      { ...right, auth: { protocol: 'SHA', password: secrets.wrong } },
      { version: '3', user: 'ops', auth: { protocol: 'MD5', key: secrets.key } },
      { version: '3', user: 'ops', auth: { protocol: 'SHA', key: secrets.key } },
      { version: '2c', community: secrets.wrong },
      { version: '3', user: further.name, auth: further.auth, priv: further.priv },
    ];
    for (const credentials of wrong) {
      const permits = { passwords: [secrets.further], profiles: [profile.id] };
      const diagnosis = await client.snmp.diagnose({ target: target(credentials), ...patient, permits });
      expect(diagnosis.verdict).toBe('wrong');
      const { exchange } = diagnosis;
      const { events } = await client.timeline.events({ exchange, from: 0, count: 1000 });
      expect(events.length).toBeGreaterThan(3);
      const packets = await Promise.all(
        events.filter(({ packet }) => packet !== undefined).map(({ id }) => client.timeline.packet({ event: id })),
      );
      const everything = JSON.stringify([diagnosis, events, packets]);
      for (const secret of Object.values(secrets)) {
        expect(everything).not.toContain(secret);
        expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
        expect(everything).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
      }
    }
    for (const format of ['json', 'pcapng'] as const) {
      const { content = '', packets } = await client.sessions.export({ format });
      expect(packets).toBeGreaterThan(20);
      const written = Buffer.from(content, 'base64').toString('latin1');
      for (const secret of Object.values(secrets)) {
        expect(written).not.toContain(secret);
        expect(written).not.toContain(Buffer.from(secret).toString('hex'));
      }
    }
  });
});
