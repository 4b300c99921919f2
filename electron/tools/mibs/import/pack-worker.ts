import { Buffer } from 'node:buffer';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import type { WordParts } from '../node-index/index-parts.ts';
import { WordCollector } from '../node-index/word-collector.ts';
import type { FromPacker, ToPacker } from './import-messages.ts';

/** The thread that packs what the compiling thread makes of modules, and collects the words that are searched. */
const port = parentPort;
if (port === null) throw new Error('this is a thread of the engine');

/** What takes little time: texts shrink to a sixth, a better level would give a seventh in twice the time. */
const level = 1;

const say = (message: FromPacker, transfer: ArrayBuffer[]) => port.postMessage(message, transfer);

port.on('message', ({ compiler, words: old }: { compiler: MessagePort; words: WordParts }) => {
  /** Of the file whose modules come. */
  let text = '';
  let textOf = -1;
  const words = new WordCollector();
  compiler.on('message', (message: ToPacker) => {
    switch (message.type) {
      case 'file': {
        const { file, text: octets, isNew } = message;
        text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('utf8');
        textOf = file.id;
        const packed = isNew ? { ...file, text: packOctets(octets) } : undefined;
        say({ type: 'file', file: packed, weight: octets.length }, packed === undefined ? [] : [packed.text.buffer]);
        break;
      }
      case 'module': {
        const { module, details, diagnostics, spans, weight } = message;
        const list = details.map((one) => packOctets(Buffer.from(one)));
        const diagnosticList = packOctets(Buffer.from(diagnostics));
        const own = textOf === module.file ? text : '';
        for (let i = 0; i < spans.length; i += 2) words.add(module.id, own.slice(spans[i], spans[i + 1]));
        say({ type: 'module', module: { ...module, details: list, diagnostics: diagnosticList }, weight }, [
          ...list.map(({ buffer }) => buffer),
          diagnosticList.buffer,
        ]);
        break;
      }
      default: {
        say({ type: 'words', words: words.pack(old, new Set(message.gone)) }, []);
        compiler.close();
      }
    }
  });
});

function packOctets(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(deflateRawSync(octets, { level }));
}
