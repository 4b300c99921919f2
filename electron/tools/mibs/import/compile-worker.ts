import { type MessagePort, parentPort, type TransferListItem } from 'node:worker_threads';
import { ImportCompilation } from './compile-import.ts';
import type { FromCompiler, ToCompiler, ToPacker } from './import-messages.ts';

/**
 * The thread that compiles: everything that takes time of an import is done here, so that the engine goes on answering. What is to be kept goes
 * to the packing thread.
 */
const port = parentPort;
if (port === null) throw new Error('this is a thread of the engine');

/** Octets on their way to the store beyond which it waits. */
const mostUnderWay = 16 * 1024 * 1024;
/** Least time between two words about the progress, in milliseconds. */
const progressPause = 100;

const say = (message: FromCompiler, transfer: TransferListItem[] = []) => port.postMessage(message, transfer);
let onText: ((text: string) => void) | undefined;

port.on('message', (message: ToCompiler) => {
  if (message.type === 'text') onText?.(message.text);
  else run(message).catch((error) => say({ type: 'failed', reason: String(error?.stack ?? error) }));
});

async function run({ order, packer }: Extract<ToCompiler, { type: 'start' }>): Promise<void> {
  let toldAt = 0;
  const compilation = new ImportCompilation(order, {
    progress(progress) {
      const now = performance.now();
      if (now - toldAt < progressPause && progress.stage !== 'storing') return;
      toldAt = now;
      say({ type: 'progress', progress });
    },
    textOf: (file) =>
      new Promise((resolve) => {
        onText = resolve;
        say({ type: 'need', file });
      }),
    file(file, text, isNew) {
      const octets = ownOctets(text);
      send({ type: 'file', file, text: octets, isNew }, octets.length, [octets.buffer]);
    },
    module({ module, chunks, spans }) {
      const weight = chunks.reduce((sum, text) => sum + text.length, 0);
      send({ type: 'module', module, chunks, spans, weight }, weight, [spans.buffer as ArrayBuffer]);
    },
  });
  const { summary, index, gone } = await compilation.run();
  packer.postMessage({ type: 'end', gone } satisfies ToPacker);
  say({ type: 'done', summary, index, gone }, index === undefined ? [] : wholeBuffers(Object.values(index)));

  function send(message: ToPacker, weight: number, transfer: ArrayBuffer[]): void {
    const { underWay } = order;
    Atomics.add(underWay, 0, weight);
    (packer as MessagePort).postMessage(message, transfer);
    for (let now = Atomics.load(underWay, 0); now > mostUnderWay; now = Atomics.load(underWay, 0))
      Atomics.wait(underWay, 0, now, 100);
  }
}

/** In memory of their own, which can be given away. */
function ownOctets(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = octets;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(octets);
}

/** Those that are nobody else's: small ones may share a buffer with others. */
function wholeBuffers(columns: readonly (Uint8Array | Uint32Array)[]): ArrayBuffer[] {
  return columns.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}
