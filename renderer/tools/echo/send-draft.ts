import type { Payload } from '#shared/model/echo.ts';
import { keptFields, numberFault, type Range } from './draft-text.ts';

export const payloadKinds = ['mixed', 'hex', 'plain'] as const satisfies readonly Payload['as'][];
export const payloadEnds = ['none', 'lf', 'crlf', 'cr', 'nul'] as const satisfies readonly Payload['end'][];

/** What is to be sent, as it is typed. */
export interface SendDraft extends Payload {
  /** The bytes as they are, without the connection's framing. */
  raw: boolean;
  /** 0: until it is stopped. */
  repeat: string;
  /** Milliseconds between. */
  delay: string;
}

export type SendNumber = 'repeat' | 'delay';

/** As in the contract. */
const limits: Readonly<Record<SendNumber, number>> = { repeat: 10_000_000, delay: 3_600_000 };
const mostText = 1_000_000;

export function readSendDraft(kept: unknown): SendDraft {
  const { fields: draft, text } = keptFields(kept);
  return {
    text: text('text', '', mostText),
    as: payloadKinds.find((kind) => kind === draft.as) ?? 'mixed',
    end: payloadEnds.find((end) => end === draft.end) ?? 'none',
    raw: draft.raw === true,
    repeat: text('repeat', '1', 9),
    delay: text('delay', '0', 9),
  };
}

/** What is wrong with a number: the greatest it may be. */
export function sendFault(draft: SendDraft, name: SendNumber): Range | undefined {
  return numberFault(draft[name], { min: 0, max: limits[name] });
}

export function payloadOf({ text, as, end }: SendDraft): Payload {
  return { text, as, end };
}

/** Undefined while something in it cannot be read. */
export function toSend(
  draft: SendDraft,
): { payload: Payload; raw: boolean; repeat: number; delay: number } | undefined {
  if (sendFault(draft, 'repeat') !== undefined || sendFault(draft, 'delay') !== undefined) return undefined;
  if (draft.text.length > mostText) return undefined;
  return { payload: payloadOf(draft), raw: draft.raw, repeat: Number(draft.repeat), delay: Number(draft.delay) };
}
