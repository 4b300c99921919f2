import type { SnmpResult, SnmpVerb } from '#shared/model/snmp-operation.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { problem } from '#shared/problem/problem.ts';
import type { SnmpRecording } from './deps.ts';
import type { SnmpTool } from './operation.ts';
import { SnmpLog } from './snmp-log.ts';
import { type Target, targetName } from './targets.ts';

/** An exchange that another tool has with a target. */
export interface ForeignExchange {
  tool: string;
  verb: string;
  /** What it is about. */
  subject: string;
  /** The port that needs not be told. */
  usualPort: number;
}

/** One exchange of the timeline, from its first note to its end. */
export class Exchange {
  readonly id: string;
  readonly log: SnmpLog;
  readonly #tool: SnmpTool;
  readonly #recording: SnmpRecording;
  readonly #startedAt: number;
  #clear = false;

  /** @throws ProblemError input-invalid when the identifier is taken. */
  constructor(
    tool: SnmpTool,
    what: SnmpVerb | ForeignExchange,
    target: Pick<Target, 'address' | 'port' | 'device'>,
    id: string | undefined,
  ) {
    const { usualPort, ...start } = typeof what === 'string' ? { tool: 'snmp', verb: what, usualPort: 161 } : what;
    const name = targetName(target, usualPort);
    this.#tool = tool;
    this.#recording = tool.recorder.begin({ id, ...start, target: name });
    this.id = this.#recording.id;
    this.log = new SnmpLog(this.#recording, tool.clock);
    this.#startedAt = tool.clock.now();
    this.log.note('started', { interface: name, transport: 'udp' });
  }

  /** These credentials are about to be sent: says once when that gives them away. */
  uses({ version }: Credentials): void {
    if (version === '3' || this.#clear) return;
    this.#clear = true;
    this.log.note('snmp-clear-community');
  }

  /** Resolves once everything is stored, with what every result says of its exchange. */
  async end<Outcome extends string>(
    outcome: Outcome,
  ): Promise<{ outcome: Outcome } & Pick<SnmpResult, 'exchange' | 'problems' | 'packets' | 'duration'>> {
    const { log } = this;
    // Whoever lost answers may want to know that the system keeps few of them.
    const { receiveBuffer } = this.#tool.client;
    if (log.packets.retries > 0 && receiveBuffer !== undefined && receiveBuffer.granted < receiveBuffer.asked) {
      log.problem(problem('snmp-receive-buffer-small', receiveBuffer));
    }
    const duration = Math.round((this.#tool.clock.now() - this.#startedAt) * 1000) / 1000;
    log.flush();
    const ended = this.#recording.end(outcome);
    // A person waits for the result: it need not wait for more to be stored with it.
    await this.#tool.store.writer.flush();
    await ended;
    return { outcome, exchange: this.id, problems: log.problems, packets: log.packets, duration };
  }
}
