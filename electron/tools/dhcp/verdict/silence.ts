import { addressOption, messageName } from '#electron/wire/dhcpv4/message.ts';
import type { FindingCollector } from './collector.ts';
import type { JudgedExchange } from './exchange.ts';
import type { ClientMessage, ServerMessage, Story, Transaction } from './story.ts';

/** Milliseconds: nobody asks again as fast as this; a mirror port shows one frame twice as fast as this. */
const copyGap = 20;
const linkProblems = new Set(['interface-down', 'packet-process-died', 'interface-unknown']);

/** What was asked and never answered, or answered only when asked again. */
export function judgeSilence(exchange: JudgedExchange, story: Story, found: FindingCollector): void {
  const lost = (exchange.problems ?? []).filter(({ code }) => linkProblems.has(code));
  for (const problem of lost) {
    const last = story.client.at(-1)?.packet;
    found.add('link-lost', { packet: last, params: { interface: problem.params.interface ?? '–' } });
  }
  for (const transaction of story.transactions.values()) {
    // With the link gone, silence is explained.
    if (exchange.ended && lost.length === 0) judgeUnanswered(exchange, transaction, found);
    judgeRepeats(transaction, found);
  }
}

function judgeUnanswered(exchange: JudgedExchange, transaction: Transaction, found: FindingCollector): void {
  const offered = transaction.server.some(({ kind }) => kind !== 'other');
  const asked = lastAsked(transaction);
  if (asked === undefined) return;
  const chosen = asked.kind === 'selecting' ? addressOption(asked.dhcp, 54) : undefined;
  const settles = ({ kind, answers, server }: ServerMessage) =>
    (kind === 'ack' || kind === 'nak' || kind === 'bootp') &&
    answers?.kind === asked.kind &&
    (chosen === undefined || chosen === server);
  if (transaction.server.some(settles)) return;
  const count = transmissions(transaction, asked).length;
  const params = { message: messageName(asked.dhcp), count, address: addressOf(asked) };
  const evidence = { packet: asked.packet, field: 'dhcp.option.53', key: asked.kind };
  switch (asked.kind) {
    case 'discover':
    case 'inform':
    case 'bootp':
      if (!offered) {
        const field = asked.kind === 'bootp' ? 'dhcp.op' : evidence.field;
        found.add('nobody-answered', { ...evidence, field, params: { ...params, ...checked(exchange) } });
      }
      return;
    case 'selecting':
      found.add('nobody-acknowledged', {
        ...evidence,
        params: { ...params, server: chosen ?? '–' },
      });
      return;
    case 'rebooting':
      found.add('reboot-unanswered', { ...evidence, params });
      return;
    case 'renewing':
    case 'rebinding':
      found.add('renewal-unanswered', {
        ...evidence,
        params: { ...params, server: asked.packet.frame.ipv4?.destination ?? '–', state: asked.kind },
      });
  }
}

/** The last message that wants an answer: the ones before it are settled by its being sent. */
function lastAsked({ client }: Transaction): ClientMessage | undefined {
  return client.findLast(({ kind }) => kind !== 'decline' && kind !== 'release' && kind !== 'other');
}

function addressOf({ dhcp }: ClientMessage): string {
  return addressOption(dhcp, 50) ?? dhcp.ciaddr;
}

function checked({ circumstances }: JudgedExchange): Record<string, string | number> {
  if (circumstances === undefined) return {};
  const { link, framesSent, framesSeen } = circumstances;
  return { link, sent: framesSent, seen: framesSeen };
}

/** Messages like this one on its leg, copies that a mirror port made left out. */
function transmissions({ client }: Transaction, like: ClientMessage): ClientMessage[] {
  const kept: ClientMessage[] = [];
  for (const message of client) {
    if (message.kind !== like.kind || message.leg !== like.leg) continue;
    const before = kept.at(-1)?.packet;
    const counted = message.packet.attempt !== undefined;
    if (before === undefined || counted || message.packet.at - before.at >= copyGap) kept.push(message);
  }
  return kept;
}

function judgeRepeats(transaction: Transaction, found: FindingCollector): void {
  for (const [kind, answers] of [
    ['discover', ['offer', 'ack']],
    ['selecting', ['ack', 'nak']],
  ] as const) {
    const first = transaction.client.find((message) => message.kind === kind);
    const answer = transaction.server.find((message) => answers.some((type) => type === message.kind));
    if (first === undefined || answer === undefined) continue;
    const before = transmissions(transaction, first).filter(({ packet }) => packet.at < answer.packet.at);
    const second = before[1];
    if (second === undefined) continue;
    const params = { message: messageName(first.dhcp), count: before.length, server: answer.server };
    found.add('retransmissions-needed', { packet: second.packet, field: 'dhcp.option.53', key: kind, params });
  }
}
