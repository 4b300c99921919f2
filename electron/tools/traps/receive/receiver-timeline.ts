import type { Receiver } from '#shared/model/notification.ts';
import type { TrapRecorder, TrapRecording } from '../deps.ts';
import { rebuiltDatagram } from '../rebuilt-datagram.ts';
import type { ToldDatagram } from './conversation.ts';
import type { ReceiverCounts } from './receiver-messages.ts';

/** Datagrams of one exchange: a flood is not stored twice. */
export const mostTold = 500;

export interface TimelineNeed {
  recorder: TrapRecorder;
  /** Tells the receiver on this port that there is room for so many datagrams more. */
  allow(port: number, count: number): void;
}

interface Run {
  /** Counts of the receiver when the exchange may have begun. */
  before: ReceiverCounts;
  /** Once something came. */
  recording: TrapRecording | undefined;
  kept: number;
}

/**
 * Receivers on the session's timeline: an exchange for each run of a receiver in each session, begun when something comes, with its first
 * datagrams and at its end with how many there were.
 */
export class ReceiverTimeline {
  readonly #need: TimelineNeed;
  readonly #runs = new Map<number, Run>();

  constructor(need: TimelineNeed) {
    this.#need = need;
  }

  /** There is room for the first `mostTold` datagrams. */
  started(receiver: Receiver): void {
    this.#runs.set(receiver.port, {
      before: countsOf(receiver),
      recording: undefined,
      kept: 0,
    });
  }

  datagrams(receiver: Receiver, told: readonly ToldDatagram[]): void {
    const run = this.#runs.get(receiver.port);
    if (run === undefined || told.length === 0) return;
    if (run.recording === undefined) {
      const target = `udp ${receiver.address ?? '*'}:${receiver.port}`;
      run.recording = this.#need.recorder.begin({ tool: 'traps', verb: 'receive', target, startedAt: told[0]?.at });
    }
    const packets = told.map((one) => ({
      ...rebuiltDatagram(one),
      interface: '',
      at: one.at,
      direction: one.direction,
    }));
    void run.recording.packets(packets);
    const isFull = run.kept < mostTold && run.kept + told.length >= mostTold;
    run.kept += told.length;
    if (isFull) run.recording.note('traps-table-only', { count: run.kept });
  }

  /** What comes from now on belongs to another session. */
  sessionChanged(receiver: Receiver): void {
    const run = this.#runs.get(receiver.port);
    if (run === undefined) return;
    void this.#end(run, receiver);
    this.started(receiver);
    this.#need.allow(receiver.port, mostTold);
  }

  /** Resolves once it is stored. */
  async ended(receiver: Receiver): Promise<void> {
    const run = this.#runs.get(receiver.port);
    this.#runs.delete(receiver.port);
    if (run !== undefined) await this.#end(run, receiver);
  }

  async #end({ recording, before }: Run, receiver: Receiver): Promise<void> {
    if (recording === undefined) return;
    const now = countsOf(receiver);
    const since = (name: keyof ReceiverCounts) => now[name] - before[name];
    recording.note('traps-received', {
      received: since('received'),
      accepted: since('accepted'),
      refused: since('refused'),
      acknowledged: since('acknowledged'),
      lost: since('lost'),
    });
    await recording.end('stopped');
  }
}

function countsOf({ received, stored, accepted, refused, acknowledged, lost, waiting }: Receiver): ReceiverCounts {
  return { received, stored, accepted, refused, acknowledged, lost, waiting };
}
