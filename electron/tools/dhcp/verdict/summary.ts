import { addressOption } from '#electron/wire/dhcpv4/message.ts';
import type { JudgedExchange } from './exchange.ts';
import { type ClientMessage, type ServerMessage, type Story, tellStory } from './story.ts';

export interface VerdictSummary {
  outcome: 'bound' | 'nak' | 'noOffer' | 'noAck' | 'offered' | 'informed' | 'released' | 'declined' | 'incomplete';
  address?: string;
  server?: string;
  /** From the first message of the client to the one that decided. */
  milliseconds?: number;
}

/** How an exchange came out, from its packets alone. An ACK counts as `bound` even when a RELEASE follows. */
export function verdictSummary(exchange: JudgedExchange): VerdictSummary {
  const story = tellStory(exchange);
  const first = story.client[0];
  const decided = decide(story);
  if (decided === undefined) return { outcome: exchange.ended ? undecided(story) : 'incomplete' };
  const { outcome, message } = decided;
  const address = addressIn(message);
  const server = 'server' in message ? message.server : addressOption(message.dhcp, 54);
  const elapsed = first === undefined || first === message ? undefined : message.packet.at - first.packet.at;
  return {
    outcome,
    ...(address === undefined ? {} : { address }),
    ...(server === undefined ? {} : { server }),
    ...(elapsed === undefined || !(elapsed >= 0) ? {} : { milliseconds: Math.round(elapsed * 1000) / 1000 }),
  };
}

function decide({ client, server }: Story): { outcome: VerdictSummary['outcome']; message: Message } | undefined {
  const declined = client.findLast(({ kind }) => kind === 'decline');
  const ack = server.findLast((message) => message.kind === 'ack' && isHeeded(message));
  if (declined !== undefined && (ack === undefined || ack.packet.at <= declined.packet.at))
    return { outcome: 'declined', message: declined };
  if (ack !== undefined) return { outcome: ack.answers?.kind === 'inform' ? 'informed' : 'bound', message: ack };
  const nak = server.findLast((message) => message.kind === 'nak' && isHeeded(message));
  if (nak !== undefined) return { outcome: 'nak', message: nak };
  const reply = server.find(({ kind, answers }) => kind === 'bootp' && answers?.kind === 'bootp');
  if (reply !== undefined) return { outcome: 'bound', message: reply };
  const released = client.findLast(({ kind }) => kind === 'release');
  if (released !== undefined) return { outcome: 'released', message: released };
  const offer = server.find(({ kind, proxy }) => kind === 'offer' && !proxy);
  const requested = client.some(({ kind }) => kind === 'selecting');
  return offer === undefined || requested ? undefined : { outcome: 'offered', message: offer };
}

type Message = ClientMessage | ServerMessage;

/** What a server not chosen says to a REQUEST is not for the client. */
function isHeeded({ answers, server }: ServerMessage): boolean {
  const chosen = answers?.kind === 'selecting' ? addressOption(answers.dhcp, 54) : undefined;
  return chosen === undefined || chosen === server;
}

function undecided({ client }: Story): VerdictSummary['outcome'] {
  switch (client.findLast(({ kind }) => kind !== 'other')?.kind) {
    case 'discover':
    case 'bootp':
      return 'noOffer';
    case 'selecting':
    case 'rebooting':
    case 'renewing':
    case 'rebinding':
    case 'inform':
      return 'noAck';
    default:
      return 'incomplete';
  }
}

function addressIn(message: Message): string | undefined {
  const { dhcp, kind } = message;
  const asked = 'server' in message ? message.answers?.dhcp : dhcp;
  const candidates =
    kind === 'nak' || kind === 'decline' || kind === 'release'
      ? [asked && addressOption(asked, 50), asked?.ciaddr]
      : [dhcp.yiaddr, dhcp.ciaddr, asked?.ciaddr];
  return candidates.find((address) => address !== undefined && address !== '0.0.0.0');
}
