import { named } from '../../field.ts';
import { hexAt, uint32At } from '../../octets.ts';
import { Reader } from '../../reader.ts';
import { Writer } from '../../writer.ts';
import {
  decoded,
  hexBytes,
  type OptionCodec,
  type OptionField,
  property,
  refused,
  wholeNumber,
} from '../option-type.ts';

const protocols = new Map([
  [0, 'configuration token'],
  [1, 'delayed authentication'],
  // RFC 6704 section 3.1.2
  [3, 'reconfigure key'],
]);
const algorithms = new Map([[1, 'HMAC-MD5']]);
const replayMethods = new Map([[0, 'monotonically increasing value']]);

/** Option 90 (RFC 3118 section 2). The value holds the numbers, and the replay value and information in hex. */
export const authentication: OptionCodec = {
  decode(bytes) {
    if (bytes.length < 11) return refused(bytes, `length ${bytes.length}, must be at least 11`);
    const reader = new Reader(bytes);
    const protocol = reader.uint8();
    const algorithm = reader.uint8();
    const replayMethod = reader.uint8();
    const replayDetection = reader.hex(8);
    const length = bytes.length - 11;
    const information = reader.hex(length);
    const children: OptionField[] = [
      { id: 'protocol', name: 'protocol', text: named(protocols, protocol), offset: 0, length: 1 },
      { id: 'algorithm', name: 'algorithm', text: named(algorithms, algorithm), offset: 1, length: 1 },
      { id: 'rdm', name: 'RDM', text: named(replayMethods, replayMethod), offset: 2, length: 1 },
      { id: 'replayDetection', name: 'replay detection', text: replayDetection, offset: 3, length: 8 },
    ];
    // RFC 3118 section 5.2: a secret's identifier and the HMAC over the message.
    if (protocol === 1 && algorithm === 1 && length === 20) {
      children.push(
        { id: 'secretId', name: 'secret ID', text: String(uint32At(bytes, 11)), offset: 11, length: 4 },
        { id: 'hmac', name: 'HMAC-MD5', text: hexAt(bytes, 15, 16), offset: 15, length: 16 },
      );
    } else if (length > 0) {
      children.push({ id: 'information', name: 'authentication information', text: information, offset: 11, length });
    }
    const value = { protocol, algorithm, replayMethod, replayDetection, information };
    return decoded(value, `${named(protocols, protocol)}, replay detection ${replayDetection}`, children);
  },
  encode(value) {
    const protocol = wholeNumber(property(value, 'protocol'), 255);
    const algorithm = wholeNumber(property(value, 'algorithm'), 255);
    const method = wholeNumber(property(value, 'replayMethod'), 255);
    const replay = hexBytes(property(value, 'replayDetection'));
    const information = hexBytes(property(value, 'information'));
    if (protocol === undefined || algorithm === undefined || method === undefined) return undefined;
    if (replay?.length !== 8 || information === undefined) return undefined;
    return new Writer().uint8(protocol).uint8(algorithm).uint8(method).bytes(replay).bytes(information).take();
  },
};
