import { m } from '#shared/messages/compiled/messages.js';
import type { CaptureResult } from './evidence-state.svelte.ts';

const outcomeWords: Record<string, (() => string) | undefined> = {
  bound: m.evidence_outcome_bound,
  nak: m.evidence_outcome_nak,
  noOffer: m.evidence_outcome_noOffer,
  noAck: m.evidence_outcome_noAck,
  offered: m.evidence_outcome_offered,
  released: m.evidence_outcome_released,
  declined: m.evidence_outcome_declined,
  informed: m.evidence_outcome_informed,
  answered: m.evidence_outcome_answered,
  noAnswer: m.evidence_outcome_noAnswer,
  other: m.evidence_outcome_other,
  interrupted: m.evidence_outcome_interrupted,
};

/** How an exchange seen from outside ended; one we do not know as it is. */
export function seenOutcomeText(outcome: string | undefined): string {
  if (outcome === undefined) return m.evidence_outcome_running();
  return Object.hasOwn(outcomeWords, outcome) ? (outcomeWords[outcome]?.() ?? outcome) : outcome;
}

/** Whether the file was read to its end, and if not, why. */
export function endedText(ended: CaptureResult['ended']): string {
  return {
    complete: m.evidence_ended_complete,
    truncated: m.evidence_ended_truncated,
    damaged: m.evidence_ended_damaged,
    cancelled: m.evidence_ended_cancelled,
    unreadable: m.evidence_ended_unreadable,
  }[ended]();
}
