import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import { CommunityDigests } from '../open/community-digests.ts';
import { NotificationOpener } from '../open/notification-opener.ts';
import type { Arrival } from '../opened-notification.ts';
import { RuleBook } from '../rules/apply-rules.ts';
import { Intake } from './intake.ts';
import { KeepLimits } from './keep-limits.ts';
import { NotificationRows } from './notification-rows.ts';
import { portProblem } from './port-problem.ts';
import type { Received } from './received.ts';
import type { FromReceiver, ReceiverStart, ReceiverStatus, ToReceiver } from './receiver-messages.ts';
import { ReceiverNews } from './receiver-news.ts';
import { ReceiverSockets, type SocketsNeed } from './receiver-sockets.ts';
import { SenderEngines } from './sender-engines.ts';
import { storageProblemOf } from './storage-trouble.ts';
import { Upkeep } from './upkeep.ts';

export interface ReceivingNeed extends Pick<SocketsNeed, 'canonicalAddress' | 'readDrops' | 'ownAddresses'> {
  io: DatagramIo;
  connection: DurableConnection;
  /** Milliseconds since the epoch. */
  now(): number;
  findPortHolder(port: number): Promise<{ program: string; pid: number } | undefined>;
  tell(message: FromReceiver): void;
}

/** Milliseconds between two looks at what the system dropped, and at the addresses that it has. */
const lookDelay = 1000;
/** Datagrams of a capture that are stored and read at a time. */
const importRows = 200;

/** Everything that the thread does: it owns the sockets, and is the only one that adds notifications to the workspace. */
export class ReceivingThread {
  readonly #need: ReceivingNeed;
  readonly #engines: SenderEngines;
  readonly #opener: NotificationOpener;
  readonly #rules: RuleBook;
  readonly #keep: KeepLimits;
  readonly #intake: Intake;
  readonly #upkeep: Upkeep;
  readonly #sockets: ReceiverSockets;
  readonly #news: ReceiverNews;
  readonly #looks: NodeJS.Timeout;
  /** Starting and stopping, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(need: ReceivingNeed, start: Omit<ReceiverStart, 'file'>) {
    const { connection, now } = need;
    const { engine, communityKey, profiles, settings, rules } = start;
    this.#need = need;
    const engines = new SenderEngines(connection);
    this.#engines = engines;
    const digests = new CommunityDigests(communityKey);
    const rows = new NotificationRows(connection, digests);
    this.#opener = new NotificationOpener({ engine, seen: engines, digests, now, profiles, settings });
    this.#rules = new RuleBook(rules);
    this.#rules.reopen(rows.openWindows(now()));
    this.#keep = new KeepLimits(connection, rows.progress().total);
    this.#keep.set(settings);
    this.#news = new ReceiverNews({ status: () => this.#status(), told: () => this.#told(), tell: need.tell });
    const parts = { connection, rows, engines, keep: this.#keep, opener: this.#opener, rules: this.#rules, now };
    this.#intake = new Intake({
      ...parts,
      onNews: () => this.#news.changed(),
      onNotify: (id) => this.#news.notify(id),
    });
    this.#upkeep = new Upkeep({
      ...parts,
      isIdle: () => this.#intake.idle,
      onChanged: () => this.#news.rowsChanged(),
    });
    this.#sockets = new ReceiverSockets({
      ...need,
      onDatagram: (datagram, receiver, source) => this.#intake.arrive(datagram, receiver.port, source),
      onTold: () => this.#news.changed(),
      onDropped: (count, receiver) => {
        receiver.counts.lost += count;
        this.#intake.lost('system', receiver.port, count);
      },
    });
    this.#looks = setInterval(() => {
      void this.#sockets.countDrops();
      this.#inTurn(() => this.#sockets.followAddresses());
    }, lookDelay);
  }

  take(message: ToReceiver): void {
    switch (message.type) {
      case 'admit':
        this.#opener.admit(message);
        this.#keep.set(message.settings);
        this.#upkeep.openAgain();
        break;
      case 'rules':
        this.#rules.use(message.rules);
        break;
      case 'engine-reset':
        this.#engines.put(message.engine, { ...message.clock, resetAt: message.clock.at });
        this.#intake.enginesChanged();
        this.#upkeep.openAgain();
        break;
      case 'start':
        this.#inTurn(() => this.#start(message));
        break;
      case 'stop':
        this.#inTurn(() => this.#stop(message.port));
        break;
      case 'allow':
        this.#sockets
          .all()
          .find(({ port }) => port === message.port)
          ?.conversation.allow(message.count);
        break;
      case 'import':
        void this.#import(message.number, message.arrivals);
        break;
      default:
        this.#inTurn(() => this.#close());
    }
  }

  #inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work);
  }

  async #start({ port, address, room }: Extract<ToReceiver, { type: 'start' }>): Promise<void> {
    const { tell, now, findPortHolder } = this.#need;
    try {
      const { families, receiveBuffer } = await this.#sockets.start(port, address, room);
      tell({ type: 'started', port, families, receiveBuffer, startedAt: now() });
      this.#news.changed();
    } catch (error) {
      tell({ type: 'failed', port, problem: await portProblem({ port, address }, error, findPortHolder) });
    }
  }

  async #stop(port: number): Promise<void> {
    await this.#sockets.countDrops();
    // What came before is stored, answered and told when it is told that it has ended.
    this.#intake.finish();
    this.#news.now();
    await this.#sockets.stop(port);
    this.#need.tell({ type: 'stopped', port });
  }

  async #import(number: number, arrivals: readonly Arrival[]): Promise<void> {
    const { tell } = this.#need;
    const found = { accepted: 0, refused: 0 };
    try {
      for (let from = 0; from < arrivals.length; from += importRows) {
        const items = arrivals
          .slice(from, from + importRows)
          .map((arrival): Received => ({ ...arrival, id: 0, source: undefined, wantsAnswer: false, onRead: count }));
        await this.#intake.import(items);
      }
      tell({ type: 'imported', number, ...found });
    } catch (error) {
      tell({ type: 'import-failed', number, problem: storageProblemOf(error) });
    }

    function count(isAccepted: boolean): void {
      if (isAccepted) found.accepted++;
      else found.refused++;
    }
  }

  async #close(): Promise<void> {
    const { connection, tell } = this.#need;
    clearInterval(this.#looks);
    this.#upkeep.close();
    for (const { port } of this.#sockets.all()) await this.#stop(port);
    this.#intake.finish();
    this.#intake.close();
    this.#news.now();
    this.#news.close();
    connection.close();
    tell({ type: 'closed' });
  }

  #told(): Extract<FromReceiver, { type: 'told' }>[] {
    return this.#sockets.all().flatMap(({ port, conversation }) => {
      const datagrams = conversation.take();
      return datagrams.length === 0 ? [] : [{ type: 'told', port, datagrams }];
    });
  }

  #status(): Omit<ReceiverStatus, 'rate'> & { stored: number } {
    const { decoded, lost, stored, problem } = this.#intake.standing;
    return {
      receivers: this.#sockets.all().map(({ port, counts }) => ({ port, ...counts })),
      last: decoded,
      lost,
      stored,
      ...(problem === undefined ? {} : { problem }),
    };
  }
}
