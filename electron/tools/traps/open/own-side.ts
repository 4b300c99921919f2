import type { EngineNow } from '#electron/usm/message-security.ts';
import { SaltCounter } from '#electron/usm/privacy.ts';
import type { AuthKey } from '#electron/usm/protocols.ts';
import type { UserKeys } from '#electron/usm/user-keys.ts';
import type { SnmpMessage } from '#electron/wire/snmp/message.ts';
import { type InformToAnswer, securedAnswer } from './inform-answers.ts';
import type { OwnEngine } from './opener-options.ts';
import { type UsmCounter, usmReport } from './reports.ts';
import { ownClockFault, type ToldClock } from './sender-clocks.ts';

/** Our engine as authoritative one: its clock, its counters, and what it says. */
export class OwnSide {
  readonly #engine: OwnEngine;
  readonly #now: () => number;
  readonly #salts = new SaltCounter();
  readonly #counts = new Map<UsmCounter, number>();

  constructor(engine: OwnEngine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
  }

  is(engineId: Uint8Array): boolean {
    const { id } = this.#engine;
    if (engineId.length !== id.length) return false;
    for (let i = 0; i < id.length; i++) if (engineId[i] !== id[i]) return false;
    return true;
  }

  /** Why a message with this clock is out of time at its arrival. */
  clockFault(told: ToldClock, at: number): string | undefined {
    return ownClockFault(this.#at(at), told);
  }

  /** As `clockFault`, of a message of a time when the boots may have been lower: those it cannot be held against. */
  pastClockFault(told: ToldClock, at: number, refusedBefore: boolean): string | undefined {
    return told.boots < this.#engine.boots && told.boots >= 0 && !refusedBefore ? undefined : this.clockFault(told, at);
  }

  count(counter: UsmCounter): void {
    this.#counts.set(counter, ((this.#counts.get(counter) ?? 0) + 1) >>> 0);
  }

  report(counter: UsmCounter, message: SnmpMessage, auth?: AuthKey): Uint8Array {
    return usmReport(counter, this.#counts.get(counter) ?? 0, this.#at(this.#now()), message, auth);
  }

  answer(inform: InformToAnswer, keys: UserKeys): Uint8Array | undefined {
    return securedAnswer(inform, this.#at(this.#now()), keys, () => this.#salts.next());
  }

  #at(time: number): EngineNow {
    const { id, boots, startedAt } = this.#engine;
    return { id, boots, time: Math.max(0, Math.floor((time - startedAt) / 1000)) };
  }
}
