import type { Client } from '#shared/contract/index.ts';
import type { MibNodeRow } from '#shared/model/mib.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { compareOidTexts, isUnderOidText } from './oid-text.ts';
import { TreeBranch } from './tree-branch.ts';

/** Nodes fetched at a time. */
const pageSize = 200;

/** Pages that one search by the first letters may fetch. */
const typeAheadPages = 40;

/** Nodes of a level that `*` opens at most. */
const siblingsOpened = 1000;

/** Open where nothing was kept: as far as the standard objects and the makers'. */
const openAtFirst = ['1', '1.3', '1.3.6', '1.3.6.1', '1.3.6.1.2', '1.3.6.1.2.1', '1.3.6.1.4', '1.3.6.1.4.1'];

/** A line of the tree. */
export interface TreeLine {
  /** Undefined: it is on its way. */
  node: MibNodeRow | undefined;
  branch: TreeBranch;
  /** Among its siblings, from 0. */
  place: number;
  open: boolean;
}

/**
 * The OID tree as it is read: which nodes are open, which is chosen, and of what is in view the nodes themselves, fetched in ranges.
 * Lines are numbered as they are seen, from 0.
 */
export class NodeTree {
  /** Lines there are, opened as it is. */
  count = $state(0);
  /** The chosen line; -1: none. */
  at = $state(-1);
  problem = $state.raw<Problem>();
  /** The roots have come. */
  loaded = $state(false);

  readonly #client: Client;
  readonly #changed: () => void;
  #root = new TreeBranch('', 0, undefined, 0, 0);
  #opened: Set<string>;
  #chosen: { branch: TreeBranch; place: number } | undefined;
  #loading = new Map<TreeBranch, Map<number, Promise<void>>>();
  #typed = 0;
  #version = $state(0);

  /** `changed` hears when something was opened or closed. */
  constructor(client: Client, changed: () => void = () => {}) {
    this.#client = client;
    this.#changed = changed;
    this.#opened = new Set(openAtFirst);
  }

  /** The OIDs that are open, to be kept. */
  get opened(): string[] {
    return [...this.#opened];
  }

  /** Opens these when they come. */
  restore(opened: readonly string[]): void {
    this.#opened = new Set(opened);
  }

  /** Reads everything anew; what was open opens again, and what was chosen is chosen again where it still is. */
  async load(): Promise<void> {
    const chosen = this.selected?.oid;
    const root = new TreeBranch('', 0, undefined, 0, 0);
    await this.#fetch(root, 0);
    if (root.pages.size === 0) return;
    this.#root = root;
    this.#chosen = undefined;
    this.loaded = true;
    this.#redraw();
    if (chosen !== undefined) await this.reveal(chosen);
  }

  /** The chosen node, if it is here. */
  get selected(): MibNodeRow | undefined {
    void this.#version;
    return this.#chosen?.branch.node(this.#chosen.place, pageSize);
  }

  lines(first: number, last: number): TreeLine[] {
    void this.#version;
    return this.#root.lines(first, last).map(({ branch, place }) => ({
      branch,
      place,
      node: branch.node(place, pageSize),
      open: branch.opened(place) !== undefined,
    }));
  }

  /** Says which lines are in view, both inclusive; what is missing is fetched. */
  async show(first: number, last: number): Promise<void> {
    const missing = this.lines(first, last).filter(({ node }) => node === undefined);
    await Promise.all(missing.map(({ branch, place }) => this.#fetch(branch, Math.floor(place / pageSize))));
  }

  select(index: number): void {
    const line = this.lines(index, index)[0];
    this.#typed++;
    if (line !== undefined) this.#choose(line.branch, line.place);
  }

  /** Chooses the node that a line stands below. */
  selectParent(): void {
    const branch = this.#chosen?.branch;
    if (branch?.parent !== undefined) this.#choose(branch.parent, branch.place);
  }

  setOpen(index: number, open: boolean): void {
    const line = this.lines(index, index)[0];
    if (line?.node === undefined || line.node.children === 0 || line.open === open) return;
    if (open) this.#open(line.branch, line.place, line.node);
    else this.#close(line.branch, line.place, line.node);
    this.#redraw();
    this.#changed();
  }

  /** Opens all that stand beside a line. */
  async openSiblings(index: number): Promise<void> {
    const branch = this.lines(index, index)[0]?.branch;
    if (branch === undefined) return;
    const last = Math.min(branch.total, siblingsOpened);
    for (let place = 0; place < last; place += pageSize) await this.#fetch(branch, Math.floor(place / pageSize));
    for (let place = 0; place < last; place++) {
      const node = branch.node(place, pageSize);
      if (node !== undefined && node.children > 0) this.#open(branch, place, node);
    }
    this.#redraw();
    this.#changed();
  }

  /** Chooses a node and opens what it stands in. False: it is not in the tree. */
  async reveal(oid: string): Promise<boolean> {
    let branch = this.#root;
    for (;;) {
      const place = await this.#find(branch, oid);
      const node = place === undefined ? undefined : branch.node(place, pageSize);
      if (place === undefined || node === undefined) return false;
      if (node.oid === oid) {
        this.#choose(branch, place);
        this.#changed();
        return true;
      }
      branch = this.#open(branch, place, node);
    }
  }

  /** Chooses the next line, after the chosen one or from it on, whose name begins so. */
  async typeAhead(text: string, after: boolean): Promise<void> {
    const typed = ++this.#typed;
    const wanted = text.toLowerCase();
    const start = Math.max(0, this.at + (after ? 1 : 0));
    let fetches = 0;
    for (let done = 0; done < this.count; done += pageSize) {
      for (const [from, to] of this.#stretch(start + done, Math.min(pageSize, this.count - done))) {
        if (fetches < typeAheadPages && this.lines(from, to).some(({ node }) => node === undefined)) {
          fetches++;
          await this.show(from, to);
          // Another letter came, or another key.
          if (typed !== this.#typed) return;
        }
        const lines = this.lines(from, to);
        const found = lines.findIndex(({ node }) => node?.name.toLowerCase().startsWith(wanted));
        if (found >= 0) return this.select(from + found);
      }
    }
  }

  /** A number of lines from one on, around the end. */
  #stretch(start: number, length: number): [from: number, to: number][] {
    const from = start % this.count;
    const to = from + length - 1;
    return to < this.count
      ? [[from, to]]
      : [
          [from, this.count - 1],
          [0, to - this.count],
        ];
  }

  /** Where the node, or the one it stands below, is among the children of a branch. */
  async #find(branch: TreeBranch, oid: string): Promise<number | undefined> {
    let low = 0;
    let high = branch.total - 1;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      await this.#fetch(branch, Math.floor(middle / pageSize));
      const node = branch.node(middle, pageSize);
      if (node === undefined) return undefined;
      if (isUnderOidText(node.oid, oid)) return middle;
      if (compareOidTexts(node.oid, oid) < 0) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #open(branch: TreeBranch, place: number, node: MibNodeRow): TreeBranch {
    this.#opened.add(node.oid);
    const already = branch.opened(place);
    if (already !== undefined) return already;
    const opened = new TreeBranch(node.oid, branch.depth + 1, branch, place, node.children);
    branch.insert(opened);
    return opened;
  }

  #close(branch: TreeBranch, place: number, node: MibNodeRow): void {
    const closed = branch.opened(place);
    this.#opened.delete(node.oid);
    if (closed === undefined) return;
    // A node that goes out of sight hands the choice to the one that hides it.
    for (let above = this.#chosen?.branch; above !== undefined; above = above.parent) {
      if (above === closed) this.#chosen = { branch, place };
    }
    branch.remove(closed);
  }

  #choose(branch: TreeBranch, place: number): void {
    this.#chosen = { branch, place };
    this.#redraw();
  }

  #redraw(): void {
    this.count = this.#root.size;
    this.at = this.#chosen === undefined ? -1 : this.#chosen.branch.lineOf(this.#chosen.place);
    this.#version++;
  }

  async #fetch(branch: TreeBranch, page: number): Promise<void> {
    if (branch.pages.has(page)) return;
    const loading = this.#loading.get(branch) ?? new Map<number, Promise<void>>();
    this.#loading.set(branch, loading);
    const underWay = loading.get(page) ?? this.#read(branch, page);
    loading.set(page, underWay);
    await underWay;
    loading.delete(page);
    if (loading.size === 0) this.#loading.delete(branch);
  }

  async #read(branch: TreeBranch, page: number): Promise<void> {
    try {
      const range = { from: page * pageSize, count: pageSize };
      const { total, nodes } = await this.#client.mibs.children({ oid: branch.oid, ...range });
      branch.pages.set(page, nodes);
      branch.setTotal(total);
      for (const [index, node] of nodes.entries()) {
        if (this.#opened.has(node.oid) && node.children > 0) this.#open(branch, range.from + index, node);
      }
      this.problem = undefined;
      this.#redraw();
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
  }
}
