import { escapeText } from '#electron/wire/text.ts';

/**
 * UTF-8 of which every character can be seen, as it is; undefined for other octets. Tabs and line breaks are let through where `lines`
 * says so: descriptions of systems have them.
 */
export function readableText(bytes: Uint8Array, lines: boolean): string | undefined {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] ?? 0;
    if (octet < 0x20 && !(lines && isLineControl(octet))) return undefined;
    if (octet > 0x7e) return octet === 0x7f ? undefined : readableUtf8(bytes, lines);
    text += String.fromCharCode(octet);
  }
  return text;
}

function isLineControl(octet: number): boolean {
  return octet === 9 || octet === 10 || octet === 13;
}

const utf8 = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** What `escapeText` has to escape is not readable. */
function readableUtf8(bytes: Uint8Array, lines: boolean): string | undefined {
  let escaped = escapeText(bytes).replaceAll('\\\\', '');
  if (lines) escaped = escaped.replaceAll(/\\x0[9ad]/g, '');
  return escaped.includes('\\') ? undefined : utf8.decode(bytes);
}
