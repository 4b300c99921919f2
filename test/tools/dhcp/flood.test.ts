import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { Segment, type Station } from '#electron/tools/lab/segment.ts';
import { messageType } from '#electron/wire/dhcpv4/message.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { exchangeInputSchema, handshakeInputSchema, obtainInputSchema } from '#shared/model/dhcp-exchange.ts';
import { findServersInputSchema } from '#shared/model/dhcp-servers.ts';
import { toolsOn } from '#test/fakes/test-tools.ts';
import { answerBytes } from './handshake-fixture.ts';

/** The tool on a wire on which this station answers. */
function onWire(station: Station) {
  const segment = new Segment('wire0', systemClock);
  segment.attach(station);
  return toolsOn(segment);
}

const forever = () => new AbortController().signal;

/** Answers every DISCOVER with so many OFFERs of different servers and addresses. */
function flood(count: number): Station {
  return (bytes, send) => {
    const { dhcp } = parseFrame(bytes, 'ethernet');
    if (dhcp?.op !== 1 || messageType(dhcp) !== 1) return;
    for (let n = 0; n < count; n++) {
      const [high, low] = [n >> 8, n & 255];
      const change = { xid: dhcp.xid, chaddr: dhcp.chaddr };
      send(answerBytes({ type: 'offer', from: `10.${high}.${low}.1`, address: `10.${high}.${low}.9`, change }));
    }
  };
}

test('ten thousand OFFERs at once: bounded in the result, every one kept or counted', async () => {
  const { dhcp, timeline } = onWire(flood(10_000));
  const input = obtainInputSchema.parse({ interface: 'wire0', offerWindow: 1500, attempts: 1, firstTimeout: 3000 });
  const result = await dhcp.discover(input, forever());
  expect(result).toMatchObject({ outcome: 'offered', packetsTotal: 10_001 });
  expect([result.offers.length, result.packets.length]).toEqual([256, 1000]);
  expect(result.findings.length).toBeLessThanOrEqual(100);
  const { events, lost } = await timeline.exchange({ exchange: result.exchange }, forever());
  expect(events + lost).toBeGreaterThanOrEqual(10_001);
});

test('findServers tells at most 256 servers apart and goes on', async () => {
  const { dhcp } = onWire(flood(5000));
  const input = findServersInputSchema.parse({ interface: 'wire0', window: 800, repeats: 1 });
  const result = await dhcp.findServers(input, forever());
  expect(result.outcome).toBe('offered');
  expect(result.servers.length).toBe(256);
});

test('a server that never stops does not keep a run from ending', async () => {
  let timer: NodeJS.Timeout | undefined;
  const { dhcp } = onWire((bytes, send) => {
    const request = parseFrame(bytes, 'ethernet').dhcp;
    if (request?.op !== 1) return;
    const change = { xid: request.xid, chaddr: request.chaddr };
    timer ??= setInterval(() => {
      for (let n = 0; n < 50; n++) send(answerBytes({ type: 'offer', change }));
      send(answerBytes({ type: 'ack', change }));
    }, 1);
  });
  onTestFinished(() => clearInterval(timer));
  const input = handshakeInputSchema.parse({ interface: 'wire0', offerWindow: 100, attempts: 2, firstTimeout: 300 });
  expect(await dhcp.handshake(input, forever())).toMatchObject({ outcome: 'bound', released: true });
});

test('answers of any bytes are shown and end nothing', async () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed % below;
  };
  const { dhcp } = onWire((bytes, send) => {
    const { dhcp: request } = parseFrame(bytes, 'ethernet');
    if (request?.op !== 1) return;
    for (let n = 0; n < 500; n++) {
      const answer = answerBytes({
        type: n % 2 === 0 ? 'offer' : 'nak',
        change: { xid: request.xid, chaddr: request.chaddr },
      });
      for (let change = 0; change < 6; change++) answer[random(answer.length)] = random(256);
      send(answer.subarray(0, 14 + random(answer.length - 14)));
    }
  });
  const input = exchangeInputSchema.parse({ interface: 'wire0', attempts: 1, firstTimeout: 300 });
  const result = await dhcp.discover(
    { ...obtainInputSchema.parse({ interface: 'wire0' }), ...input, offerWindow: 200 },
    forever(),
  );
  expect(['offered', 'noOffer']).toContain(result.outcome);
  expect(result.packetsTotal).toBeGreaterThan(100);
});
