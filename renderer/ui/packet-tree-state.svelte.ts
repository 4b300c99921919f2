import { fromHex } from '#shared/model/hex.ts';
import type { DecodedPacket, PacketFault, PacketField } from '#shared/model/packet-field.ts';

/** A field in reading order. `end` is the number after its last descendant, so that a closed field is skipped at once. */
export interface PacketNode {
  field: PacketField;
  depth: number;
  parent: number;
  end: number;
  /** It or a descendant carries a fault. */
  faulty: boolean;
}

/** Bytes of the frame, `to` exclusive. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Puts the tree in reading order, without recursion: how deep it goes was chosen by whoever sent the packet. */
function flatten(layers: readonly PacketField[]): PacketNode[] {
  const nodes: PacketNode[] = [];
  const stack: { fields: readonly PacketField[]; next: number; parent: number; depth: number }[] = [
    { fields: layers, next: 0, parent: -1, depth: 0 },
  ];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const field = frame.fields[frame.next++];
    if (field === undefined) {
      stack.pop();
      const parent = nodes[frame.parent];
      if (parent !== undefined) parent.end = nodes.length;
      continue;
    }
    const index = nodes.length;
    nodes.push({ field, depth: frame.depth, parent: frame.parent, end: index + 1, faulty: field.fault !== undefined });
    if (field.children !== undefined && field.children.length > 0) {
      stack.push({ fields: field.children, next: 0, parent: index, depth: frame.depth + 1 });
    }
  }
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    const parent = node === undefined ? undefined : nodes[node.parent];
    if (node?.faulty && parent !== undefined) parent.faulty = true;
  }
  return nodes;
}

/** One decoded packet being read: which fields are open, which field is chosen, and the bytes it lights. */
export class PacketTreeState {
  readonly bytes: Uint8Array;
  readonly nodes: readonly PacketNode[];
  readonly faults: readonly PacketFault[];
  /** The chosen field. */
  selected = $state<number>();
  /** The byte the keyboard stands on in the hex view. */
  cursor = $state<number>();
  #open = $state.raw<ReadonlySet<number>>(new Set());

  /** Fields that are shown, in reading order, as numbers into `nodes`. */
  readonly visible: readonly number[] = $derived.by(() => {
    const shown: number[] = [];
    let index = 0;
    for (let node = this.nodes[0]; node !== undefined; node = this.nodes[index]) {
      shown.push(index);
      index = this.#open.has(index) ? index + 1 : node.end;
    }
    return shown;
  });

  /** Bytes of the chosen field; undefined where it has none. */
  readonly lit: ByteRange | undefined = $derived.by(() => {
    const field = this.field;
    if (field === undefined) return undefined;
    const from = Math.max(0, Math.min(field.offset, this.bytes.length));
    const to = Math.max(from, Math.min(field.offset + field.length, this.bytes.length));
    return to > from ? { from, to } : undefined;
  });

  /** A packet read before this one lends its open and chosen fields, so that two packets compare at a glance. */
  constructor(packet: DecodedPacket, before?: PacketTreeState) {
    this.bytes = fromHex(packet.hex) ?? new Uint8Array();
    this.nodes = flatten(packet.layers);
    this.faults = packet.faults;
    const open = new Set<number>();
    const last = this.nodes.findLastIndex((node) => node.depth === 0);
    const openBefore = before?.idsOpen();
    const known = before?.ids();
    for (const [index, node] of this.nodes.entries()) {
      if (node.end === index + 1) continue;
      const opens =
        known?.has(node.field.id) === true
          ? openBefore?.has(node.field.id) === true
          : node.depth === 0
            ? index === last
            : node.field.value === '';
      if (opens || node.faulty) open.add(index);
    }
    this.#open = open;
    const chosen = before?.field?.id;
    const same = chosen === undefined ? -1 : this.nodes.findIndex((node) => node.field.id === chosen);
    if (same >= 0) this.select(same);
  }

  get field(): PacketField | undefined {
    return this.selected === undefined ? undefined : this.nodes[this.selected]?.field;
  }

  ids(): ReadonlySet<string> {
    return new Set(this.nodes.map((node) => node.field.id));
  }

  idsOpen(): ReadonlySet<string> {
    return new Set([...this.#open].map((index) => this.nodes[index]?.field.id ?? ''));
  }

  isOpen(index: number): boolean {
    return this.#open.has(index);
  }

  hasChildren(index: number): boolean {
    return (this.nodes[index]?.end ?? 0) > index + 1;
  }

  /** Chooses a field and opens what it stands in. */
  select(index: number): void {
    const node = this.nodes[index];
    if (node === undefined) return;
    this.selected = index;
    this.#reveal(node);
    const from = node.field.offset;
    if (node.field.length > 0 && from < this.bytes.length) this.cursor = from;
  }

  /** Chooses the first field with this id, if there is one. */
  selectById(id: string): void {
    const index = this.nodes.findIndex(({ field }) => field.id === id);
    if (index >= 0) this.select(index);
  }

  /** Puts the cursor on a byte and chooses the innermost field that holds it. */
  selectByte(offset: number): void {
    if (offset < 0 || offset >= this.bytes.length) return;
    this.cursor = offset;
    const index = this.#innermost(offset);
    this.selected = index;
    const node = index === undefined ? undefined : this.nodes[index];
    if (node !== undefined) this.#reveal(node);
  }

  setOpen(index: number, open: boolean): void {
    if (!this.hasChildren(index)) return;
    const next = new Set(this.#open);
    if (open) next.add(index);
    else next.delete(index);
    this.#open = next;
    // A field that went out of sight hands the choice to the one that hides it.
    const end = this.nodes[index]?.end ?? 0;
    if (!open && this.selected !== undefined && this.selected > index && this.selected < end) this.select(index);
  }

  setAllOpen(open: boolean): void {
    this.#open = new Set(open ? [...this.nodes.keys()].filter((index) => this.hasChildren(index)) : []);
    let index = this.selected;
    if (open || index === undefined) return;
    for (let node = this.nodes[index]; node !== undefined && node.parent >= 0; node = this.nodes[index]) {
      index = node.parent;
    }
    this.select(index);
  }

  #reveal(node: PacketNode): void {
    const next = new Set(this.#open);
    for (let parent = node.parent; parent >= 0; parent = this.nodes[parent]?.parent ?? -1) next.add(parent);
    if (next.size !== this.#open.size) this.#open = next;
  }

  #innermost(offset: number): number | undefined {
    let best: number | undefined;
    let length = Number.POSITIVE_INFINITY;
    let depth = -1;
    for (const [index, { field, depth: itsDepth }] of this.nodes.entries()) {
      if (offset < field.offset || offset >= field.offset + field.length) continue;
      if (field.length > length || (field.length === length && itsDepth < depth)) continue;
      best = index;
      length = field.length;
      depth = itsDepth;
    }
    return best;
  }
}
