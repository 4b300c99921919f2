import { Buffer, isAscii } from 'node:buffer';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { WordParts } from '../node-index/index-parts.ts';
import { WordCollector } from '../node-index/word-collector.ts';
import { packOctets } from '../packed-octets.ts';
import type { FromPacker, ToPacker } from './import-messages.ts';

/** The thread that packs what the compiling thread makes of modules, and collects the words that are searched. */
const port = parentPort;
if (port === null) throw new Error('this is a thread of the engine');

const say = (message: FromPacker, transfer: ArrayBuffer[]) => port.postMessage(message, transfer);

port.on('message', ({ compiler, words: old }: { compiler: MessagePort; words: WordParts }) => {
  /** Of the file whose modules come: a character of its text is one octet here, so that offsets mean the same. */
  let text: Uint8Array = new Uint8Array();
  let textOf = -1;
  const words = new WordCollector();
  compiler.on('message', (message: ToPacker) => {
    switch (message.type) {
      case 'file': {
        const { file, text: octets, isNew } = message;
        text = isAscii(octets) ? octets : asciiOf(octets);
        textOf = file.id;
        const packed = isNew ? { ...file, text: ownOctets([packOctets(octets)]) } : undefined;
        say({ type: 'file', file: packed, weight: octets.length }, packed === undefined ? [] : [packed.text.buffer]);
        break;
      }
      case 'module': {
        const { module, chunks: texts, spans, weight } = message;
        const packed = texts.map((one) => packOctets(Buffer.from(one)));
        const chunks = ownOctets(packed);
        const sizes = packed.map(({ length }) => length);
        if (textOf === module.file) {
          for (let i = 0; i < spans.length; i += 2) words.add(module.id, text, spans[i] ?? 0, spans[i + 1] ?? 0);
        }
        say({ type: 'module', module: { ...module, chunks, sizes }, weight }, [chunks.buffer]);
        break;
      }
      default: {
        say({ type: 'words', words: words.pack(old, new Set(message.gone)) }, []);
        compiler.close();
      }
    }
  });
});

/** One behind the other, in memory that can be given away. */
function ownOctets(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    octets.set(part, at);
    at += part.length;
  }
  return octets;
}

/** Words are of ASCII: every other character is as good as a space, but it is one octet. */
function asciiOf(octets: Uint8Array): Uint8Array {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('utf8');
  return Buffer.from(text.replace(/[\u0100-\uffff]/g, ' '), 'latin1');
}
