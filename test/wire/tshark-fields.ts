import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeFrame } from '#electron/wire/describe.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { unescapeText } from '#electron/wire/text.ts';
import { toHex } from '#shared/model/hex.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import { type FieldRule, ignoredFields, tsharkRules } from './tshark-rules.ts';

export interface FrameToCompare {
  bytes: Uint8Array;
  link?: LinkType;
}

export interface Mismatch {
  /** Index in the frames given. */
  frame: number;
  /** tshark's field name. */
  field: string;
  offset: number;
  theirs: string;
  ours: string;
}

/** A field as tshark prints it. */
interface TheirField {
  name: string;
  value: string;
  hex: string;
  offset: number;
  length: number;
}

const layers = ['eth', 'vlan', 'ip', 'ipv6', 'tcp', 'udp', 'dhcp', 'arp', 'snmp'];

/**
 * Lets tshark decode the frames and compares every field it prints, by name, value and place in the bytes, with our tree. A
 * field that the table of rules does not know is a mismatch as well, and so is an option that only one of both has seen.
 * `compared` counts the fields held against each other.
 */
export function compareWithTshark(frames: readonly FrameToCompare[]): { compared: number; mismatches: Mismatch[] } {
  const packets = tsharkJson(frames);
  const mismatches: Mismatch[] = [];
  let compared = 0;
  if (packets.length !== frames.length) {
    mismatches.push({ frame: -1, field: 'frames', offset: 0, theirs: `${packets.length}`, ours: `${frames.length}` });
  }
  packets.forEach((packet, frame) => {
    const given = frames[frame];
    if (given === undefined) return;
    const ours = flattenOurs(describeFrame(given.bytes, given.link ?? 'ethernet').layers);
    const theirs = layers.flatMap((layer) => flattenTheirs(packet[layer]));
    for (const field of theirs) {
      const result = compareField(field, ours);
      if (result === 'ignored') continue;
      compared++;
      if (result !== undefined) {
        mismatches.push({ frame, field: field.name, offset: field.offset, theirs: field.value, ours: result });
      }
    }
    for (const line of missedByThem(ours, theirs)) {
      mismatches.push({ frame, field: line.id, offset: line.offset, theirs: '(nothing)', ours: line.value });
    }
  });
  return { compared, mismatches };
}

type Layers = Record<string, unknown>;

function tsharkJson(frames: readonly FrameToCompare[]): Layers[] {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-tshark-'));
  try {
    const file = join(folder, 'frames.pcapng');
    const packets = frames.map(({ bytes, link }, index) => ({
      at: 1_700_000_000_000 + index,
      link: link ?? ('ethernet' as const),
      interface: 'test',
      bytes,
    }));
    writeFileSync(file, Buffer.concat([...writePcapng(packets)]));
    const text = execFileSync(
      'tshark',
      [
        '-n',
        '-r',
        file,
        '-T',
        'json',
        '-x',
        '--no-duplicate-keys',
        '-o',
        'udp.check_checksum:TRUE',
        '-o',
        'tcp.relative_sequence_numbers:FALSE',
      ],
      { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return (JSON.parse(text) as { _source: { layers: Layers } }[]).map((packet) => packet._source.layers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** tshark's tree as a list. `name` is followed by `name_raw` (hex, offset, length, ...) and `name_tree`; repeated ones are lists. */
function flattenTheirs(tree: unknown): TheirField[] {
  if (typeof tree !== 'object' || tree === null) return [];
  if (Array.isArray(tree)) return tree.flatMap(flattenTheirs);
  const list: TheirField[] = [];
  for (const [name, value] of Object.entries(tree)) {
    if (name.endsWith('_raw')) continue;
    if (name.endsWith('_tree') || typeof value === 'object') {
      if (name.endsWith('_tree') || !Array.isArray(value)) list.push(...flattenTheirs(value));
      if (!Array.isArray(value) || name.endsWith('_tree')) continue;
    }
    const raw = (tree as Layers)[`${name}_raw`];
    if (!Array.isArray(raw)) continue;
    const values = Array.isArray(value) ? value : [value];
    const raws = Array.isArray(raw[0]) ? raw : [raw];
    values.forEach((item, index) => {
      const [hex, offset, length] = raws[index] ?? [];
      list.push({ name, value: String(item), hex: String(hex), offset: Number(offset), length: Number(length) });
    });
  }
  return list;
}

function flattenOurs(tree: readonly PacketField[]): PacketField[] {
  return tree.flatMap((line) => [line, ...flattenOurs(line.children ?? [])]);
}

/** Undefined when both agree, else what we have in its place. */
function compareField(theirs: TheirField, ours: readonly PacketField[]): string | undefined | 'ignored' {
  if (theirs.length === 0 || ignoredFields.some((pattern) => pattern.test(theirs.name))) return 'ignored';
  if (theirs.name === 'dhcp.option.type') return compareOption(theirs, ours);
  const rule = tsharkRules.get(theirs.name);
  if (rule === undefined) return '(no rule for this field)';
  const places = ours.filter((line) => isPlace(line, rule, theirs));
  const agreed = places.find((line) => agrees(rule, line.value, theirs));
  if (agreed !== undefined) return undefined;
  return places.length === 0 ? '(no such field of ours there)' : places.map((line) => line.value).join(' | ');
}

/** An option's line, or one of its parts, covers the same bytes. */
function compareOption(theirs: TheirField, ours: readonly PacketField[]): string | undefined | 'ignored' {
  const code = Number.parseInt(theirs.hex.slice(0, 2), 16);
  if (code === 0) return 'ignored';
  const id = `dhcp.option.${code}`;
  const found = ours.some(
    (line) =>
      line.offset === theirs.offset &&
      line.length === theirs.length &&
      (line.id === id || line.id.startsWith(`${id}.part.`) || line.id === `${id}.cut`),
  );
  return found ? undefined : '(no such option of ours there)';
}

function missedByThem(ours: readonly PacketField[], theirs: readonly TheirField[]): PacketField[] {
  const seen = new Set(theirs.filter((field) => field.name === 'dhcp.option.type').map((field) => field.offset));
  return ours.filter((line) => /^dhcp\.option\.[1-9]\d*$/.test(line.id) && !seen.has(line.offset));
}

function isPlace(line: PacketField, rule: FieldRule, theirs: TheirField): boolean {
  const named = rule.ids.some((id) => (id.endsWith('.') ? line.id.startsWith(id) : line.id === id));
  if (rule.element) {
    return named && line.offset < theirs.offset && line.offset + line.length === theirs.offset + theirs.length;
  }
  return named && (rule.anyLength || line.length === theirs.length) && line.offset === theirs.offset;
}

function agrees(rule: FieldRule, ours: string, theirs: TheirField): boolean {
  switch (rule.kind) {
    case 'same':
      return ours === theirs.value;
    case 'first-word':
      return ours.split(' ')[0] === theirs.value;
    case 'last-word':
      return ours.split(' ').at(-1) === theirs.value;
    case 'number':
      return Number.parseInt(ours, 10) === Number(theirs.value);
    case 'hex-number':
      return Number.parseInt(ours.slice(2), 16) === Number(theirs.value);
    case 'named':
      return Number(/\((-?\w+)\)$/.exec(ours)?.[1]) === Number(theirs.value);
    case 'yes-no':
      return ours === (/^(1|true)$/i.test(theirs.value) ? 'yes (1)' : 'no (0)');
    case 'text':
      return plain(fromBytes(unescapeText(ours))) === plain(theirs.value);
    case 'name':
      return plain(fromBytes(unescapeText(ours))).replace(/\.$/, '') === plain(theirs.value).replace(/\.$/, '');
    case 'bytes':
      return hexOf(ours) === theirs.value.replaceAll(':', '').toLowerCase() || hexOf(ours) === theirs.hex;
    case 'start':
      return ours !== '' && theirs.value.startsWith(ours);
    case 'present':
      return true;
  }
}

function fromBytes(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** tshark ends a text at its first NUL and shows one mark for what is not ASCII; the bytes themselves were compared before. */
function plain(text: string): string {
  return (text.split('\0')[0] ?? '').replace(/[^\0-\x7f]+/g, '?');
}

/** Hex of bytes that we show as hex, with colons, or as quoted text. */
function hexOf(ours: string): string {
  if (ours.startsWith('"')) return toHex(unescapeText(ours.slice(1, -1)));
  return ours.replaceAll(':', '').replaceAll('-', '');
}
