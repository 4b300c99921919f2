import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { startBenchAgent } from '#test/bench/snmp-agent.ts';
import { need } from './need.ts';

describe.skipIf(!need('linux', 'cc', 'snmpbulkwalk'))('the agent for measurements', () => {
  const tool = (program: string, port: number, address: string, ...asked: string[]) =>
    execFileSync(
      program,
      ['-m', '', '-On', '-v2c', '-c', 'public', ...asked.slice(1), `${address}:${port}`, asked[0] ?? ''],
      {
        encoding: 'utf8',
        env: { ...process.env, MIBS: '' },
      },
    )
      .trim()
      .split('\n');

  test('has every object once, whatever is asked for at a time, and late answers too', async () => {
    for (const options of [{}, { delay: 200 }, { maxMessage: 600 }]) {
      const agent = await startBenchAgent({ rows: 40, ...options });
      const oids = ['-Cr10', '-Cr50', '-Cr2000'].map((repetitions) =>
        tool('snmpbulkwalk', agent.port, '127.0.0.1', '.1.3.6.1.2.1', repetitions)
          .filter((line) => !line.includes('No more variables'))
          .map((line) => line.split(' ')[0]),
      );
      for (const walked of oids) expect(new Set(walked).size).toBe(agent.objects);
      expect(oids[1]).toEqual(oids[0]);
      const { requests, answers } = await agent.stop();
      expect(answers).toBe(requests);
    }
  });

  test('is as many agents as there are loopback addresses', async () => {
    const agent = await startBenchAgent({ address: '0.0.0.0', rows: 1 });
    for (const address of ['127.0.0.1', '127.20.30.40', '127.255.0.9']) {
      expect(tool('snmpget', agent.port, address, '.1.3.6.1.2.1.1.5.0')).toEqual([
        '.1.3.6.1.2.1.1.5.0 = STRING: "measured"',
      ]);
    }
    await agent.stop();
  });
});
