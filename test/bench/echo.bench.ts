/**
 * Echo of messages of 64 octets: our server beside socat, asked by one client (ours), and our client beside a plain one in C, asking one server
 * (socat), in turn on one machine; medians. Every side is a process of its own, and every octet is compared. Then 10,000 idle clients, and one
 * datagram a millisecond for a minute.
 */
import { type EchoFigures, holdIdle, type Protocol, runOurs, runPlain, serveOurs, serveSocat } from './echo-sides.ts';
import { mebibytes, percentile, printTable } from './table.ts';

const rounds = Number(process.env.PUNCHDOWN_ROUNDS ?? 3);
const only = process.env.PUNCHDOWN_ECHO?.split(',') ?? ['tcp', 'udp', 'idle', 'minute'];
const messages = { tcp: { 64: 1_000_000, 1: 20_000 }, udp: { 64: 200_000, 1: 20_000 } } as const;

type Pair = 'our client, our server' | 'our client, socat' | 'C client, socat' | 'C client, our server';
const pairs: Readonly<Record<Pair, [typeof runOurs | typeof runPlain, typeof serveOurs]>> = {
  'our client, our server': [runOurs, serveOurs],
  'our client, socat': [runOurs, serveSocat],
  'C client, socat': [runPlain, serveSocat],
  'C client, our server': [runPlain, serveOurs],
};
const names = Object.keys(pairs) as Pair[];

async function measure(protocol: Protocol, inFlight: 1 | 64): Promise<Record<Pair, EchoFigures[]>> {
  const found = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Pair, EchoFigures[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const [run, serve] = pairs[name];
      const server = await serve(protocol);
      // Our server has compiled its code before, as our client has.
      await run(protocol, server.port, 30_000, inFlight);
      found[name].push(await run(protocol, server.port, messages[protocol][inFlight], inFlight));
      await server.stop();
    }
  }
  return found;
}

for (const protocol of ['tcp', 'udp'] as const) {
  if (!only.includes(protocol)) continue;
  const many = await measure(protocol, 64);
  const single = await measure(protocol, 1);
  const rate = (pair: Pair) =>
    percentile(
      many[pair].map((one) => one.rate),
      0.5,
    );
  const p99 = (pair: Pair) =>
    percentile(
      single[pair].map((one) => one.p99),
      0.5,
    );
  const ofRates = (title: string, theirs: Pair, own: Pair) => [
    title,
    `${Math.round(rate(theirs)).toLocaleString('en')}/s`,
    `${Math.round(rate(own)).toLocaleString('en')}/s`,
    `${(rate(own) / rate(theirs)).toFixed(2)} x`,
  ];
  const ofDelays = (title: string, theirs: Pair, own: Pair) => [
    title,
    `${p99(theirs).toFixed(0)} us`,
    `${p99(own).toFixed(0)} us`,
    `${(p99(theirs) / p99(own)).toFixed(2)} x`,
  ];
  printTable([
    [`${protocol.toUpperCase()}, goal 1 x`, 'theirs', 'ours', 'ratio'],
    ofRates('server, 64 in flight (asked by our client)', 'our client, socat', 'our client, our server'),
    ofRates('the same, asked by the C client', 'C client, socat', 'C client, our server'),
    ofRates('client, 64 in flight (asking socat)', 'C client, socat', 'our client, socat'),
    ofRates('the same, asking our server', 'C client, our server', 'our client, our server'),
    ofDelays('server, p99 of one at a time', 'our client, socat', 'our client, our server'),
    ofDelays('the same, asked by the C client', 'C client, socat', 'C client, our server'),
    ofDelays('client, p99 of one at a time', 'C client, socat', 'our client, socat'),
    ofDelays('the same, asking our server', 'C client, our server', 'our client, our server'),
  ]);
  const lost = names.reduce((sum, name) => sum + many[name].reduce((all, one) => all + one.lost, 0), 0);
  process.stdout.write(`  lost: ${lost}\n`);
}

if (only.includes('idle')) {
  const clients = 10_000;
  const server = await serveOurs('tcp');
  const before = server.memory();
  const end = await holdIdle(server.port, clients);
  // Those that wait in the listener's queue are taken.
  const { rate } = await runOurs('tcp', server.port, 1000, 1);
  const after = server.memory();
  await end();
  await server.stop();
  printTable([
    [`${clients.toLocaleString('en')} idle clients`, '', 'goal'],
    ['memory of the engine', mebibytes(after), 'under 300 MiB'],
    ['before they came', mebibytes(before), ''],
    ['each', `${((after - before) / clients / 1024).toFixed(1)} KiB`, ''],
    ['one more is answered', `${Math.round(rate).toLocaleString('en')}/s`, ''],
  ]);
}

if (only.includes('minute')) {
  const server = await serveOurs('udp');
  const { lost, rate, p99, max } = await runOurs('udp', server.port, 60_000, 1000, 1000);
  await server.stop();
  printTable([
    ['one datagram a millisecond for a minute', '', 'goal'],
    ['lost', String(lost), '0'],
    ['answered', `${rate.toFixed(0)}/s`, '1000/s'],
    ['round trip, p99 and greatest', `${(p99 / 1000).toFixed(2)} ms, ${(max / 1000).toFixed(1)} ms`, ''],
  ]);
}
