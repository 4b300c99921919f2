import type { Finding } from '#shared/model/finding.ts';
import { judgeAddressing } from './addressing.ts';
import { judgeAnswers } from './answers.ts';
import { FindingCollector } from './collector.ts';
import type { JudgedExchange } from './exchange.ts';
import { judgeInUse } from './in-use.ts';
import { judgeLeaseTimes } from './lease-times.ts';
import { judgePromises } from './promises.ts';
import { judgeRelaysAndClients } from './relays.ts';
import { judgeServers } from './servers.ts';
import { judgeSilence } from './silence.ts';
import { tellStory } from './story.ts';
import { judgeWriting } from './writing.ts';

export type { JudgedExchange, JudgedPacket } from './exchange.ts';
export { type VerdictSummary, verdictSummary } from './summary.ts';

/**
 * The verdict on an exchange: what is wrong or noteworthy, errors first, then by packet, at most a hundred. What happens again
 * is one finding with a `count`. Works on our own runs and on captures of others alike; never throws. An exchange without
 * fault has no findings.
 */
export function judge(exchange: JudgedExchange): Finding[] {
  const found = new FindingCollector();
  const story = tellStory(exchange);
  judgeSilence(exchange, story, found);
  judgeAnswers(story, found);
  judgeServers(
    story,
    (exchange.allowedServers ?? []).map((name) => name.toLowerCase()),
    found,
  );
  judgeLeaseTimes(story, found);
  judgeAddressing(story, found);
  judgePromises(story, found);
  judgeInUse(story, found);
  judgeRelaysAndClients(story, found);
  judgeWriting(story, found);
  return found.take();
}
