import { printIpv4 } from '#shared/model/ip-address.ts';
import { ipv4Number } from '../../octets.ts';
import { Reader } from '../../reader.ts';
import { Writer } from '../../writer.ts';
import { type OptionCodec, type OptionField, partly, property } from '../option-type.ts';

/**
 * Options 121 (RFC 3442) and 249 (the same at Microsoft's code): width of the mask, the significant octets of the
 * destination, the router. The value is a list of `{destination: "10.0.0.0/8", router}`.
 */
export const classlessRoutes: OptionCodec = {
  decode(bytes) {
    const reader = new Reader(bytes);
    const list: { destination: string; router: string }[] = [];
    const children: OptionField[] = [];
    while (reader.remaining > 0) {
      const offset = reader.offset;
      const width = reader.uint8('mask width');
      if (width > 32) reader.fail(`mask width ${width}, must be at most 32`, offset);
      let network = 0;
      const significant = Math.ceil(width / 8);
      for (let i = 0; i < 4; i++) network = network * 256 + (i < significant ? reader.uint8('destination') : 0);
      const router = reader.ipv4('router');
      if (reader.fault !== undefined) break;
      const destination = `${printIpv4(network)}/${width}`;
      list.push({ destination, router });
      const id = `route.${list.length}`;
      children.push({
        id,
        name: `route ${list.length}`,
        text: `${destination} via ${router}`,
        offset,
        length: reader.offset - offset,
        children: [
          { id: `${id}.destination`, name: 'destination', text: destination, offset, length: 1 + significant },
          { id: `${id}.router`, name: 'router', text: router, offset: offset + 1 + significant, length: 4 },
        ],
      });
    }
    if (bytes.length === 0) reader.fail('length 0, must be at least 5');
    return partly(list, children.map((child) => child.text).join(', '), reader.finish(), children);
  },
  encode(value) {
    if (!Array.isArray(value)) return undefined;
    const writer = new Writer();
    for (const route of value)
      if (!writeRoute(writer, property(route, 'destination'), property(route, 'router'))) return;
    return writer.take();
  },
};

function writeRoute(writer: Writer, destination: unknown, router: unknown): boolean {
  if (typeof destination !== 'string' || typeof router !== 'string') return false;
  const [address = '', width = ''] = destination.split('/');
  const network = ipv4Number(address);
  const gateway = ipv4Number(router);
  if (network === undefined || gateway === undefined || !/^\d{1,2}$/.test(width) || Number(width) > 32) return false;
  writer.uint8(Number(width));
  for (let i = 0; i < Math.ceil(Number(width) / 8); i++) writer.uint8(network >>> (24 - 8 * i));
  writer.uint32(gateway);
  return true;
}
