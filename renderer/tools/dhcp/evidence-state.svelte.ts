import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { captureProgressSchema, captureResultSchema } from '#shared/model/dhcp-capture.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import type { HandOver } from '../../rpc/hand-over-file.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { EvidenceDetail } from './evidence-detail.svelte.ts';
import { EvidenceExchanges } from './evidence-exchanges.svelte.ts';

export type CaptureResult = z.output<typeof captureResultSchema>;
export type CaptureProgress = z.output<typeof captureProgressSchema>;

/** Hands a file to the engine's machine and gives its path there. */
type HandOverFile = (file: File, how: HandOver) => Promise<string>;

/** Everything the view of captures knows and does: files of others, and listening. */
export class EvidenceState {
  source = $state<'file' | 'listen'>('file');
  phase = $state<'idle' | 'uploading' | 'importing' | 'cancelling'>('idle');
  /** Name of the file as the person knows it. */
  fileName = $state('');
  fileSize = $state(0);
  /** Bytes handed over. */
  sent = $state(0);
  progress = $state.raw<CaptureProgress>();
  result = $state.raw<CaptureResult>();
  /** It was stopped before it had a result. */
  cancelled = $state(false);
  problem = $state.raw<Problem>();

  /** The interface listened on now. */
  listening = $state<string>();
  /** The interface listened on last. */
  listened = $state<string>();
  stopping = $state(false);
  listenProblem = $state.raw<Problem>();

  readonly captured: EvidenceExchanges;
  readonly heard: EvidenceExchanges;
  readonly detail: { file: EvidenceDetail; listen: EvidenceDetail };

  readonly #client: Client;
  readonly #handOver: HandOverFile;
  #import = '';
  #abort: AbortController | undefined;
  #stop: AbortController | undefined;

  constructor(client: Client, handOver: HandOverFile) {
    this.#client = client;
    this.#handOver = handOver;
    this.captured = new EvidenceExchanges(client, 'captured');
    this.heard = new EvidenceExchanges(client, 'heard');
    this.detail = { file: new EvidenceDetail(client), listen: new EvidenceDetail(client) };
  }

  /** Brings a file to the engine and reads the exchanges out of it. */
  async open(file: File): Promise<void> {
    if (this.phase !== 'idle') return;
    const abort = new AbortController();
    this.#abort = abort;
    this.source = 'file';
    this.phase = 'uploading';
    this.fileName = file.name;
    this.fileSize = file.size;
    this.sent = 0;
    this.progress = undefined;
    this.result = undefined;
    this.problem = undefined;
    this.cancelled = false;
    this.captured.clear();
    this.detail.file.clear();
    try {
      const path = await this.#handOver(file, {
        signal: abort.signal,
        onprogress: (sent) => {
          this.sent = sent;
        },
      });
      this.phase = abort.signal.aborted ? 'cancelling' : 'importing';
      await this.#read(path, abort.signal);
    } catch (thrown) {
      if (abort.signal.aborted) this.cancelled = true;
      else this.problem = toProblem(thrown);
    }
    this.#abort = undefined;
    this.phase = 'idle';
  }

  cancel(): void {
    if (this.phase === 'idle') return;
    this.phase = 'cancelling';
    this.#abort?.abort();
  }

  /** Progress of some import. */
  progressed(progress: CaptureProgress): void {
    if (progress.import === this.#import) this.progress = progress;
  }

  /** A notice of the timeline. */
  noticed(exchange: Exchange): void {
    this.heard.noticed(exchange);
    this.detail.listen.noticed(exchange);
    this.detail.file.noticed(exchange);
  }

  /** Listens on an interface until stopped; ends when it has ended. */
  async listen(interfaceName: string): Promise<void> {
    if (this.listening !== undefined || interfaceName === '') return;
    const stop = new AbortController();
    this.#stop = stop;
    this.source = 'listen';
    this.listenProblem = undefined;
    this.listening = interfaceName;
    if (this.listened !== interfaceName) this.detail.listen.clear();
    this.listened = interfaceName;
    void this.heard.open(interfaceName);
    try {
      const result = await this.#client.dhcp.listen({ interface: interfaceName }, { signal: stop.signal });
      this.listenProblem = result.problem;
    } catch (thrown) {
      if (!stop.signal.aborted) this.listenProblem = toProblem(thrown);
    }
    this.listening = undefined;
    this.stopping = false;
    this.#stop = undefined;
  }

  stop(): void {
    this.stopping = this.listening !== undefined;
    this.#stop?.abort();
  }

  close(): void {
    this.#abort?.abort();
    this.#stop?.abort();
    this.detail.file.clear();
    this.detail.listen.clear();
    this.captured.clear();
    this.heard.clear();
  }

  async #read(path: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new ProblemError('cancelled');
    this.#import = crypto.randomUUID();
    const target = path.split(/[\\/]/).at(-1) ?? path;
    try {
      this.result = await this.#client.dhcp.open({ file: path, import: this.#import }, { signal });
    } finally {
      // What was found before a cancel or a fault is on the timeline and is shown.
      await this.captured.open(target);
    }
  }
}
