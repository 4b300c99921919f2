import type { Client } from '#shared/contract/index.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import type { MibNodeRow } from '#shared/model/mib.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { canBeAsked } from './node-words.ts';

/** Children of a node that are asked about at most: the first ones. */
export const askedLimit = 200;

/** Somebody who can be asked: a saved device with a profile, or an agent of the lab. */
export type AskableAgent = { key: string; target: SnmpTargetInput } & (
  | { kind: 'device'; name: string }
  | { kind: 'lab'; agent: LabAgent['kind'] }
);

/** What came of the last question. */
export interface AskedAnswer {
  /** Nodes that the agent spoke of, and those of them that it has. */
  asked: number;
  has: number;
  /** Nodes left out, because they are beyond the first ones. */
  beyond: number;
  outcome: 'complete' | 'cancelled' | 'failed';
}

/** Which nodes an agent has: whom to ask, the question under way, and what is known of each node since. */
export class ImplementedState extends RunningCall {
  /** Saved devices first. */
  agents = $state.raw<readonly AskableAgent[]>([]);
  loaded = $state(false);
  /** Nodes in the question under way; 0 while it is not known which they are. */
  asking = $state(0);
  /** By OID, of everything that the agent in `of` was asked. */
  marks = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  /** Whom the marks are of. */
  of = $state.raw<AskableAgent>();
  /** OID of the node whose question came last. */
  about = $state('');
  answer = $state.raw<AskedAnswer>();
  problems = $state.raw<readonly Problem[]>([]);
  /** Why the agents could not be listed. */
  listProblem = $state.raw<Problem>();
  #wanted = $state('');
  readonly #client: Client;

  readonly chosen: AskableAgent | undefined = $derived(
    this.agents.find(({ key }) => key === this.#wanted) ?? this.agents[0],
  );

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  choose(key: string): void {
    this.#wanted = key;
  }

  /** Reads who can be asked. */
  async load(): Promise<void> {
    try {
      const [devices, lab] = await Promise.all([this.#client.devices.list(), this.#client.lab.agents()]);
      this.agents = [
        ...devices.flatMap(({ id, name, profile }): AskableAgent[] =>
          profile === undefined ? [] : [{ kind: 'device', key: `device:${id}`, name, target: { device: id } }],
        ),
        ...lab.flatMap(({ kind, address, port, targets: [usual] }): AskableAgent[] => {
          if (usual === undefined) return [];
          const { label: _label, writes: _writes, ...credentials } = usual;
          return [{ kind: 'lab', key: `lab:${kind}`, agent: kind, target: { address, port, ...credentials } }];
        }),
      ];
      this.loaded = true;
      this.listProblem = undefined;
    } catch (thrown) {
      const met = toProblem(thrown);
      if (met.code !== 'connection-lost') this.listProblem = met;
    }
  }

  /** Asks the chosen agent for the children of a node, or for the node itself where it has none. What another agent said is forgotten. */
  async ask(node: Pick<MibNodeRow, 'oid' | 'kind' | 'access' | 'children'>): Promise<void> {
    const agent = this.chosen;
    if (agent === undefined || this.phase !== 'idle') return;
    this.asking = 0;
    this.problems = [];
    this.answer = undefined;
    this.about = node.oid;
    if (this.of?.key !== agent.key) this.marks = new Map();
    this.of = agent;
    await this.whileRunning(async (signal) => {
      try {
        const { oids, beyond } = await this.#oidsOf(node, signal);
        this.asking = oids.length;
        if (oids.length === 0) {
          this.answer = { asked: 0, has: 0, beyond, outcome: 'complete' };
          return;
        }
        const { objects, outcome, problems } = await this.#client.snmp.implemented(
          { target: agent.target, oids },
          { signal },
        );
        this.marks = new Map([...this.marks, ...objects.map(({ oid, implemented }) => [oid, implemented] as const)]);
        this.problems = problems;
        const has = objects.filter(({ implemented }) => implemented).length;
        this.answer = { asked: objects.length, has, beyond, outcome };
      } catch (thrown) {
        if (signal.aborted) this.answer = { asked: 0, has: 0, beyond: 0, outcome: 'cancelled' };
        else this.problems = [toProblem(thrown)];
      }
    });
  }

  /** Forgets what was answered. */
  clear(): void {
    this.marks = new Map();
    this.of = undefined;
    this.about = '';
    this.answer = undefined;
    this.problems = [];
  }

  dismiss(problem: Problem): void {
    this.problems = this.problems.filter((one) => one !== problem);
  }

  async #oidsOf(
    node: Pick<MibNodeRow, 'oid' | 'kind' | 'access' | 'children'>,
    signal: AbortSignal,
  ): Promise<{ oids: string[]; beyond: number }> {
    if (node.children === 0) return { oids: canBeAsked(node) ? [node.oid] : [], beyond: 0 };
    const { total, nodes } = await this.#client.mibs.children(
      { oid: node.oid, from: 0, count: askedLimit },
      { signal },
    );
    return { oids: nodes.filter(canBeAsked).map(({ oid }) => oid), beyond: Math.max(0, total - nodes.length) };
  }
}
