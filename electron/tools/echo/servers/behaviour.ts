import { parseEscapes } from '#electron/wire/framing/escapes.ts';
import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import type { ServeInput } from '#shared/model/echo.ts';
import type { Framing } from '#shared/model/framing.ts';
import { fromHex } from '#shared/model/hex.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import { type PayloadMoment, payloadOctets } from '../payload.ts';

/** What goes back for a message. */
export interface Answer {
  /** With their framing. */
  octets: Uint8Array;
  /** Milliseconds. */
  delay: number;
  /** Our side of the connection ends behind it. */
  close: boolean;
}

/** What a server does with messages, and with a client that has said nothing yet. */
export interface Behaviour {
  /** Undefined: nothing goes back. */
  answer(message: Uint8Array, moment: PayloadMoment): Answer | undefined;
  /** TCP: sent to a client as it comes, and whether our side ends behind it. */
  greeting?(moment: PayloadMoment): Answer;
  /** TCP: sent without end, as fast as the client takes it: the next piece. */
  stream?(): Uint8Array;
}

type Rule = Extract<ServeInput['behaviour'], { kind: 'rules' }>['rules'][number];

/** @throws ProblemError echo-expression-unreadable, echo-payload-unreadable. */
export function createBehaviour(
  { behaviour, framing, protocol }: Pick<ServeInput, 'behaviour' | 'framing' | 'protocol'>,
  { compileExpression, random }: Pick<EchoDeps, 'compileExpression' | 'random'>,
): Behaviour {
  const framed = (octets: Uint8Array): Answer => ({ octets: tryFrame(framing, octets), delay: 0, close: false });
  switch (behaviour.kind) {
    case 'echo':
      return { answer: framed };
    case 'discard':
      return { answer: () => undefined };
    case 'chargen': {
      // RFC 864: a datagram gets up to 512 octets, a connection all it can take.
      const lines = new CharacterLines();
      if (protocol === 'tcp') return { answer: () => undefined, stream: () => lines.next(64) };
      return { answer: () => framed(lines.next(7).subarray(0, 2 * ((random(1)[0] ?? 0) + 1))) };
    }
    case 'daytime': {
      const now = ({ now }: PayloadMoment) => Buffer.from(`${daytime(now)}\r\n`);
      if (protocol === 'udp') return { answer: (_message, moment) => framed(now(moment)) };
      return {
        answer: () => undefined,
        greeting: (moment) => ({ octets: now(moment), delay: 0, close: true }),
      };
    }
    case 'fixed': {
      const { answer } = behaviour;
      payloadOctets(answer, { counter: 0, now: 0, random });
      return { answer: (_message, moment) => framed(payloadOctets(answer, moment)) };
    }
    case 'rules': {
      const rules = behaviour.rules.map((rule) => ({ rule, matches: createMatch(rule, compileExpression) }));
      for (const { answer } of behaviour.rules) payloadOctets(answer, { counter: 0, now: 0, random });
      return {
        answer(message, moment) {
          const found = rules.find(({ matches }) => matches(message))?.rule;
          if (found === undefined) return undefined;
          const { delay, close } = found;
          return { octets: tryFrame(framing, payloadOctets(found.answer, moment)), delay, close };
        },
      };
    }
  }
}

/** An answer that its framing cannot carry goes out as it is: the page shows what came of it. */
function tryFrame(framing: Framing, octets: Uint8Array): Uint8Array {
  try {
    return frameMessage(framing, octets);
  } catch {
    return octets;
  }
}

/** Octets of a message that are looked at. */
const mostLookedAt = 1 << 16;

function createMatch({ match, value }: Rule, compile: EchoDeps['compileExpression']): (message: Uint8Array) => boolean {
  if (match === 'any') return () => true;
  if (match === 'regex') {
    try {
      const test = compile(value);
      return (message) => test(Buffer.from(message.subarray(0, mostLookedAt)).toString('utf8'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ProblemError('echo-expression-unreadable', { expression: value, reason });
    }
  }
  const wanted = match === 'hex' ? fromHex(value.replace(/[\s:,-]/g, '')) : parseEscapes(value);
  if (wanted === undefined) throw new ProblemError('echo-payload-unreadable', { reason: value });
  const octets = Buffer.from(wanted);
  if (match === 'equal') return (message) => octets.equals(message);
  if (match === 'starts') return (message) => octets.equals(message.subarray(0, octets.length));
  return (message) => Buffer.from(message.buffer, message.byteOffset, message.length).includes(octets);
}

const firstPrintable = 0x20;
const printables = 95;
const lineLength = 72;

/** The lines of RFC 864: 72 of the 95 printable characters, each line begins one further on. */
class CharacterLines {
  #line = 0;

  next(lines: number): Uint8Array {
    const octets = new Uint8Array(lines * (lineLength + 2));
    let at = 0;
    for (let line = 0; line < lines; line++) {
      for (let column = 0; column < lineLength; column++) {
        octets[at++] = firstPrintable + ((this.#line + column) % printables);
      }
      octets[at++] = 13;
      octets[at++] = 10;
      this.#line = (this.#line + 1) % printables;
    }
    return octets;
  }
}

/** "Saturday, November 28, 2026 15:26:06-UTC", one of the forms of RFC 867. */
function daytime(now: number): string {
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(now);
  return `${date} ${new Date(now).toISOString().slice(11, 19)}-UTC`;
}
