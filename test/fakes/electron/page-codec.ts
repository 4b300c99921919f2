/**
 * Structured values as text and back, for the way between Node and the page: Playwright's own serializer is slow for deep
 * objects and knows neither Map nor Set. The function is self-contained because its source is also run in the page.
 */
export function makeCodec(): { encode(value: unknown): string; decode(text: string): unknown } {
  const viewNames = [
    'Uint8Array',
    'Int8Array',
    'Uint16Array',
    'Int16Array',
    'Uint32Array',
    'Int32Array',
    'BigInt64Array',
  ];

  function toText(bytes: Uint8Array): string {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }

  function pack(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: String(value) };
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Map) return { $: 'map', v: [...value].map(pack) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(pack) };
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: toText(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const name = viewNames.find((known) => Object.prototype.toString.call(value) === `[object ${known}]`);
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return { $: 'view', n: name ?? 'Uint8Array', v: toText(bytes) };
    }
    const copy: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) copy[key] = pack(entry);
    // An own "$" would be read as one of our tags.
    return '$' in copy ? { $: 'object', v: Object.entries(copy) } : copy;
  }

  function unpack(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(unpack);
    const tagged = value as { $?: string; v: unknown; n?: string };
    if (tagged.$ === undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unpack(entry)]));
    }
    if (tagged.$ === 'undefined') return undefined;
    if (tagged.$ === 'bigint') return BigInt(tagged.v as string);
    if (tagged.$ === 'number') return Number(tagged.v);
    if (tagged.$ === 'date') return new Date(tagged.v as number);
    if (tagged.$ === 'map') return new Map((tagged.v as unknown[]).map(unpack) as [unknown, unknown][]);
    if (tagged.$ === 'set') return new Set((tagged.v as unknown[]).map(unpack));
    if (tagged.$ === 'object') {
      return Object.fromEntries((tagged.v as [string, unknown][]).map(([key, entry]) => [key, unpack(entry)]));
    }
    const bytes = Uint8Array.from(atob(tagged.v as string), (character) => character.charCodeAt(0));
    if (tagged.$ === 'buffer') return bytes.buffer;
    const constructors = globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>;
    const View = constructors[tagged.n ?? 'Uint8Array'];
    return View === undefined ? bytes : new View(bytes.buffer);
  }

  return {
    encode: (value) => JSON.stringify(pack(value)),
    decode: (text) => unpack(JSON.parse(text)),
  };
}
