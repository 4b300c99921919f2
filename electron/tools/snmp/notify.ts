import type { NotificationTarget, SendResult } from '#shared/model/notification-send.ts';
import { problemOf } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import type { KeyRing } from './client/key-ring.ts';
import { TrapMessages } from './client/trap-messages.ts';
import { Exchange } from './exchange.ts';
import { aboutAgent, type SnmpTool } from './operation.ts';
import { ReceiverWay } from './receiver-way.ts';
import { findTarget, resolveAgent } from './targets.ts';

/** Brings notifications to their receivers, for the tool that sends them: each time is one exchange of the timeline. */
export class Notifier {
  readonly #tool: SnmpTool;
  readonly #messages: TrapMessages;

  constructor(tool: SnmpTool, keys: KeyRing) {
    this.#tool = tool;
    this.#messages = new TrapMessages(keys, tool.randomId);
  }

  /**
   * Begins an exchange, lets `work` send, and ends it. A problem that `work` throws is the result's; only what is wrong before anything
   * began rejects.
   *
   * @throws ProblemError device-unknown, profile-unknown, profile-locked, input-invalid
   */
  async carry(
    about: { target: NotificationTarget; exchange?: string | undefined; subject: string },
    signal: AbortSignal,
    work: (way: ReceiverWay) => Promise<void>,
  ): Promise<Pick<SendResult, 'outcome' | 'exchange' | 'agent' | 'problems' | 'packets' | 'duration'>> {
    const tool = this.#tool;
    // What is saved of a device is the port of its agent.
    const target = { ...findTarget(tool.devices, about.target), port: about.target.port };
    const what = { tool: 'traps', verb: 'send', subject: about.subject, usualPort: 162 };
    const exchange = new Exchange(tool, what, target, about.exchange);
    let outcome: SendResult['outcome'] = 'complete';
    let agent: Agent | undefined;
    let way: ReceiverWay | undefined;
    try {
      exchange.uses(target.credentials);
      agent = await resolveAgent(tool.sockets, target);
      way = await ReceiverWay.open({ tool, messages: this.#messages, log: exchange.log, agent, signal });
      await work(way);
      await way.settled();
    } catch (error) {
      outcome = signal.aborted ? 'cancelled' : 'failed';
      if (!signal.aborted) exchange.log.problem(problemOf(error));
    }
    if (signal.aborted) exchange.log.note('cancelled');
    await way?.close();
    return { ...(await exchange.end(outcome)), agent: aboutAgent(tool, target, agent) };
  }
}
