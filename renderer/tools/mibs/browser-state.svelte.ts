import { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { MibNode, MibNodeRow } from '#shared/model/mib.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { ImplementedState } from './implemented-state.svelte.ts';
import { NodeTree } from './node-tree.svelte.ts';
import { TranslateState } from './translate-state.svelte.ts';

/** What the left pane shows while nothing is searched. */
export const paneIds = ['tree', 'bookmarks', 'translate'] as const;
export type PaneId = (typeof paneIds)[number];

export type FoundNode = Awaited<ReturnType<Client['mibs']['find']>>[number];

/** Results asked for. */
export const resultsLimit = 200;

/** Milliseconds of quiet before a search goes out. */
const pause = 120;

const draftSchema = z.object({
  pane: z.enum(paneIds).catch('tree'),
  search: z.string().max(200).catch(''),
  /** OID of the chosen node. */
  chosen: z.string().max(2000).catch(''),
  opened: z.array(z.string().max(2000)).max(500).optional().catch(undefined),
  /** Pixels of the details. */
  details: z.number().min(0).max(4000).catch(520),
  translate: z.string().max(20_000).catch(''),
});
export type BrowserDraft = z.infer<typeof draftSchema>;

/** Everything the browser knows and does: the tree, the search, the chosen node, bookmarks. It needs no browser, so that it is tested without one. */
export class BrowserState {
  pane = $state<PaneId>('tree');
  search = $state('');
  /** Undefined: nothing has been found yet for what is typed. */
  results = $state.raw<readonly FoundNode[]>();
  searching = $state(false);
  searchProblem = $state.raw<Problem>();
  node = $state.raw<MibNode>();
  nodeProblem = $state.raw<Problem>();
  bookmarks = $state.raw<readonly MibNodeRow[]>([]);
  /** Pixels of the details. */
  details = $state(520);
  /** The index that a column is asked at: "3", "1.10.0.0.1". */
  instance = $state('');
  /** The chosen node is to be shown in the tree once the tree is shown. */
  toReveal = $state<string>();
  readonly tree: NodeTree;
  readonly translate: TranslateState;
  /** Which nodes an agent has. */
  readonly implemented: ImplementedState;

  readonly #client: Client;
  readonly #save: (draft: BrowserDraft) => void;
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = '';
  #touched = false;

  constructor(client: Client, save: (draft: BrowserDraft) => void = () => {}) {
    this.#client = client;
    this.#save = save;
    this.tree = new NodeTree(client, () => this.#keep());
    this.translate = new TranslateState(client, () => this.#keep());
    this.implemented = new ImplementedState(client);
  }

  /** Takes a kept draft, unless something was done meanwhile. */
  restore(kept: unknown): void {
    const draft = draftSchema.safeParse(kept).data;
    if (draft === undefined || this.#touched) return;
    this.pane = draft.pane;
    this.details = draft.details;
    this.translate.restore(draft.translate);
    if (draft.opened !== undefined) this.tree.restore(draft.opened);
    if (draft.chosen !== '') {
      this.toReveal = draft.chosen;
      void this.#read(draft.chosen);
    }
    if (draft.search !== '') this.type(draft.search);
    this.#touched = false;
  }

  /** Reads everything anew: at the start, after the line was lost, and when modules came or went. */
  async refresh(): Promise<void> {
    await Promise.all([this.tree.load(), this.#readBookmarks()]);
    if (this.search.trim() !== '') void this.#find();
    if (this.#wanted !== '') await this.#read(this.#wanted);
  }

  /** Something is typed into the search; it goes out when the typing pauses. */
  type(text: string): void {
    this.search = text.slice(0, 200);
    this.#keep();
    clearTimeout(this.#timer);
    this.#abort?.abort();
    if (this.search.trim() === '') {
      this.results = undefined;
      this.searching = false;
      this.searchProblem = undefined;
      return;
    }
    this.searching = true;
    this.#timer = setTimeout(() => void this.#find(), pause);
  }

  show(pane: PaneId): void {
    this.pane = pane;
    this.#keep();
  }

  /** Chooses a node by OID or name, and in the tree too. */
  async go(oid: string): Promise<void> {
    const node = await this.#read(oid);
    if (node !== undefined) this.toReveal = node.oid;
    this.#keep();
  }

  /** Shows the chosen node where it stands in the tree. */
  showInTree(): void {
    if (this.node === undefined) return;
    this.type('');
    this.pane = 'tree';
    this.toReveal = this.node.oid;
    this.#keep();
  }

  /** The tree is in sight: what was chosen elsewhere is chosen there. */
  async reveal(): Promise<void> {
    const oid = this.toReveal;
    if (oid === undefined || !this.tree.loaded) return;
    this.toReveal = undefined;
    await this.tree.reveal(oid);
  }

  /** The tree's choice has changed. */
  async choose(row: MibNodeRow | undefined): Promise<void> {
    if (row === undefined || row.oid === this.#wanted) return;
    await this.#read(row.oid);
    this.#keep();
  }

  /** Asks an agent for what is below the chosen node, which opens in the tree where it is chosen there. */
  async askAgent(): Promise<void> {
    const { node, tree } = this;
    if (node === undefined) return;
    if (tree.selected?.oid === node.oid) tree.setOpen(tree.at, true);
    await this.implemented.ask(node);
  }

  async bookmark(oid: string, bookmarked: boolean): Promise<void> {
    try {
      this.bookmarks = await this.#client.mibs.bookmark({ oid, bookmarked });
      if (this.node?.oid === oid) this.node = { ...this.node, bookmarked };
    } catch (thrown) {
      this.nodeProblem = toProblem(thrown);
    }
  }

  resize(pixels: number): void {
    this.details = pixels;
    this.#keep();
  }

  /** Nothing is fetched any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.translate.close();
    this.implemented.close();
  }

  async #find(): Promise<void> {
    const abort = new AbortController();
    this.#abort?.abort();
    this.#abort = abort;
    const { signal } = abort;
    try {
      const found = await this.#client.mibs.find({ search: this.search.trim(), count: resultsLimit }, { signal });
      if (signal.aborted) return;
      this.results = found;
      this.searchProblem = undefined;
    } catch (thrown) {
      if (signal.aborted) return;
      this.searchProblem = toProblem(thrown);
    }
    this.searching = false;
  }

  /** Reads a node; what was asked for last is what is shown. */
  async #read(oid: string): Promise<MibNode | undefined> {
    const other = oid !== this.#wanted;
    this.#wanted = oid;
    try {
      const node = await this.#client.mibs.node({ oid });
      if (this.#wanted !== oid) return undefined;
      this.#wanted = node.oid;
      if (this.node?.oid !== node.oid) this.instance = '';
      this.node = node;
      this.nodeProblem = undefined;
      return node;
    } catch (thrown) {
      if (this.#wanted !== oid) return undefined;
      this.nodeProblem = toProblem(thrown);
      if (other) this.#wanted = this.node?.oid ?? '';
      return undefined;
    }
  }

  async #readBookmarks(): Promise<void> {
    try {
      this.bookmarks = await this.#client.mibs.bookmarks();
    } catch {
      // The tree says what is wrong.
    }
  }

  #keep(): void {
    this.#touched = true;
    this.#save({
      pane: this.pane,
      search: this.search,
      chosen: this.node?.oid ?? '',
      opened: this.tree.opened.slice(0, 500),
      details: this.details,
      translate: this.translate.text.slice(0, 20_000),
    });
  }
}
