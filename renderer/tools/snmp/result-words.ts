import { m } from '#shared/messages/compiled/messages.js';
import { printDuration } from '../../ui/packet-times.ts';
import { verbText } from './operation-words.ts';
import type { ShownResult } from './shown-result.svelte.ts';

type Facts = Pick<ShownResult, 'verb' | 'target' | 'result' | 'count' | 'stoppedAt'>;

/** What an operation came to, in one line: "1,204 objects · 312 ms · 34 sent, 34 received · Walk, core-sw1". */
export function factsText({ verb, target, result, count, stoppedAt }: Facts, print: (count: number) => string): string {
  const facts: string[] = [];
  if (count !== undefined) {
    facts.push(
      verb === 'table'
        ? m.snmp_count_rows({ count, text: print(count) })
        : m.snmp_count_objects({ count, text: print(count) }),
    );
  }
  if (result !== undefined) {
    const { packets, duration } = result;
    if ('holes' in result && typeof result.holes === 'number' && result.holes > 0) {
      facts.push(m.snmp_count_holes({ count: result.holes, text: print(result.holes) }));
    }
    facts.push(printDuration(duration));
    facts.push(m.snmp_count_packets({ sent: print(packets.sent), received: print(packets.received) }));
    if (packets.retries > 0) facts.push(m.snmp_count_retries({ count: packets.retries }));
    if (packets.ignored > 0) facts.push(m.snmp_count_ignored({ count: packets.ignored }));
  }
  if (stoppedAt !== undefined) facts.push(m.snmp_stopped_at({ oid: stoppedAt }));
  return [...facts, m.snmp_done_of({ verb: verbText(verb), target })].join(' · ');
}
