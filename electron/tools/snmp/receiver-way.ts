import type { SnmpVersion } from '#shared/model/snmp-target.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import { packetRecord } from './client/recording.ts';
import { refusalProblem } from './client/silence.ts';
import type { TrapMessages, TrapToSend } from './client/trap-messages.ts';
import type { Way } from './client/way.ts';
import { informProblem, receiverProblem } from './notify-problems.ts';
import { type SnmpTool, statusOf } from './operation.ts';
import type { SnmpLog } from './snmp-log.ts';
import { turnProblem } from './walk/run-walk.ts';

/** Milliseconds in which the system may say of a trap that nobody takes it. */
const refusalTime = 150;
/** Bytes on their way to the system before a sender has to wait: more of them would only fill memory. */
const waitingLimit = 256 * 1024;

interface WayNeed {
  tool: SnmpTool;
  messages: TrapMessages;
  log: SnmpLog;
  agent: Agent;
  signal: AbortSignal;
}

/** The way to a receiver of notifications. */
export class ReceiverWay {
  readonly #need: WayNeed;
  readonly #way: Way;
  /** Varbinds of the trap sent last. */
  #last: Uint8Array | undefined;

  private constructor(need: WayNeed, way: Way) {
    this.#need = need;
    this.#way = way;
  }

  /** @throws ProblemError snmp-net-unreachable and the like */
  static async open(need: WayNeed): Promise<ReceiverWay> {
    try {
      return new ReceiverWay(need, await need.tool.client.openWay(need.agent));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      throw receiverProblem(refusalProblem({ agent: need.agent, request: { varbinds: new Uint8Array() } }, code));
    }
  }

  get version(): SnmpVersion {
    return this.#need.agent.credentials.version;
  }

  /** Our address towards the receiver. */
  get localAddress(): string {
    return this.#way.port.localAddress;
  }

  /** Hands a trap to the system. @throws ProblemError for what the system said of the ones before; snmp-key-length */
  trap(trap: TrapToSend): void {
    const { agent, tool, messages, log } = this.#need;
    const { localAddress: address, localPort: port } = this.#way.port;
    this.#throwRefusal();
    const payload = messages.encode(agent, trap);
    const ends = { source: { address, port }, destination: agent };
    log.packet(packetRecord(agent, { ...ends, payload, at: tool.clock.now(), direction: 'sent', attempt: 1 }));
    this.#last = trap.varbinds;
    this.#way.port.send(payload);
  }

  /** Sends an inform until it is acknowledged; gives the milliseconds since the transmission before that. @throws ProblemError */
  async inform({ varbinds, ...patience }: { varbinds: Uint8Array; timeout: number; retries: number }): Promise<number> {
    const { agent, tool, log, signal } = this.#need;
    const options = { ...patience, log, signal, way: this.#way };
    try {
      const answer = await tool.client.request(agent, { type: 'InformRequest', varbinds }, options);
      if (answer.turn !== undefined) log.problem(turnProblem(answer.turn));
      const status = statusOf(answer.pdu, []);
      if (status === undefined) return answer.roundTrip;
      throw new ProblemError('trap-inform-refused', { address: agent.address, status: status.name });
    } catch (error) {
      throw await informProblem(tool.client, agent, error, options);
    }
  }

  /** Notes what is wrong without ending anything. */
  problem(found: Problem): void {
    this.#need.log.problem(found);
  }

  /** Undefined while more may be sent, else a promise of the moment when it may. */
  ready(): Promise<void> | undefined {
    return this.#way.port.waiting < waitingLimit ? this.#need.log.ready() : this.#taken();
  }

  /** Waits until the system has taken most of what was sent. */
  async #taken(): Promise<void> {
    while (this.#way.port.waiting >= waitingLimit && this.#way.refusal === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Waits for what the system may say of traps; of informs it has said it. @throws ProblemError for that */
  async settled(): Promise<void> {
    if (this.#last === undefined) return;
    await new Promise<void>((resolve) => {
      this.#need.tool.clock.after(refusalTime, resolve);
    });
    this.#throwRefusal();
  }

  close(): Promise<void> {
    return this.#way.port.close();
  }

  #throwRefusal(): void {
    const { refusal } = this.#way;
    const { agent } = this.#need;
    const request = { varbinds: this.#last ?? new Uint8Array() };
    if (refusal !== undefined) throw receiverProblem(refusalProblem({ agent, request }, refusal));
  }
}
