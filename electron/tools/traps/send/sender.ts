import type { SendInput, SendResult } from '#shared/model/notification-send.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { type Composed, composeAgain, type StoredNotification } from './compose.ts';
import { findTypes } from './notification-types.ts';
import { type SendNeed, sendNotification } from './send-notification.ts';

export interface SenderNeed extends SendNeed {
  /** Undefined for one that was not decoded. @throws ProblemError trap-unknown */
  stored(id: number): StoredNotification | undefined;
}

/** Composes notifications and sends them. */
export class Sender {
  readonly #need: SenderNeed;

  constructor(need: SenderNeed) {
    this.#need = need;
  }

  types({ search, count }: { search: string; count: number }) {
    return findTypes(this.#need.objects, search, count);
  }

  send(input: SendInput, signal: AbortSignal): Promise<SendResult> {
    return sendNotification(this.#need, input, signal);
  }

  /** @throws ProblemError trap-unknown, trap-not-decoded */
  compose(id: number): Composed {
    const stored = this.#need.stored(id);
    const composed = stored && composeAgain(this.#need.objects, stored);
    if (composed === undefined) throw new ProblemError('trap-not-decoded', { id });
    return composed;
  }
}
