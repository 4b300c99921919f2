import { m } from '#shared/messages/compiled/messages.js';
import type { SendResult } from '#shared/model/notification-send.ts';

/** What came of it: "Inform acknowledged by 127.0.0.1:162 after 1.2 ms." */
export function sentText(result: SendResult, kind: 'trap' | 'inform', count: (number: number) => string): string {
  const { agent, outcome, sent, acknowledged, roundTrip, duration } = result;
  const to = agent.address.includes(':') ? `[${agent.address}]:${agent.port}` : `${agent.address}:${agent.port}`;
  const version = `v${agent.version}`;
  if (outcome === 'cancelled') return m.traps_sent_cancelled({ count: sent, text: count(sent), to });
  if (outcome === 'failed' && sent <= 1) return m.traps_sent_failed({ to });
  if (kind === 'trap') {
    return sent === 1
      ? m.traps_sent_one({ to, version })
      : m.traps_sent_many({ text: count(sent), to, version, duration: milliseconds(duration) });
  }
  if (sent === 1 && roundTrip !== undefined)
    return m.traps_sent_acknowledged({ to, version, duration: milliseconds(roundTrip) });
  return m.traps_sent_informs({
    ...{ text: count(sent), acknowledged: count(acknowledged), to, version },
    duration: milliseconds(duration),
  });
}

/** With three figures: "0.412 ms", "12.3 ms", "2.10 s". */
function milliseconds(duration: number): string {
  if (duration >= 1000) return `${(duration / 1000).toPrecision(3)} s`;
  return `${duration < 100 ? duration.toPrecision(3) : Math.round(duration)} ms`;
}
