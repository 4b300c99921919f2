import type { MibNodeRow } from '#shared/model/mib.ts';

/** Where a line of the tree stands. */
interface Place {
  branch: TreeBranch;
  place: number;
}

/** The children of an open node: how many there are, those that have come, by page, and the branches open among them. */
export class TreeBranch {
  readonly oid: string;
  /** 0: the roots. */
  readonly depth: number;
  readonly parent: TreeBranch | undefined;
  /** The open node's place among its siblings. */
  readonly place: number;
  readonly pages = new Map<number, readonly MibNodeRow[]>();
  /** Children. */
  total: number;
  /** Lines: the children and everything open below them. */
  size: number;
  /** It was closed again: what still comes for it changes nothing above. */
  closed = false;
  /** By place. */
  readonly #open: TreeBranch[] = [];

  constructor(oid: string, depth: number, parent: TreeBranch | undefined, place: number, total: number) {
    this.oid = oid;
    this.depth = depth;
    this.parent = parent;
    this.place = place;
    this.total = total;
    this.size = total;
  }

  node(place: number, pageSize: number): MibNodeRow | undefined {
    return this.pages.get(Math.floor(place / pageSize))?.[place % pageSize];
  }

  opened(place: number): TreeBranch | undefined {
    const branch = this.#open[this.#position(place)];
    return branch?.place === place ? branch : undefined;
  }

  insert(branch: TreeBranch): void {
    this.#open.splice(this.#position(branch.place), 0, branch);
    this.#grow(branch.size);
  }

  remove(branch: TreeBranch): void {
    this.#open.splice(this.#position(branch.place), 1);
    branch.closed = true;
    this.#grow(-branch.size);
  }

  /** There are more or fewer children than was said where the node was listed. */
  setTotal(total: number): void {
    if (total === this.total) return;
    const by = total - this.total;
    for (const beyond of this.#open.filter(({ place }) => place >= total)) this.remove(beyond);
    this.total = total;
    this.#grow(by);
  }

  /** The number of a child's line in the whole tree. */
  lineOf(place: number): number {
    let line = place;
    for (const branch of this.#open) {
      if (branch.place >= place) break;
      line += branch.size;
    }
    return this.parent === undefined ? line : this.parent.lineOf(this.place) + 1 + line;
  }

  /** What stands in lines of the whole tree, both inclusive. `start` is the line of the first child. */
  lines(first: number, last: number, start = 0): Place[] {
    const found: Place[] = [];
    let line = start;
    let place = 0;
    const take = (until: number) => {
      const skip = Math.max(0, first - line);
      for (let at = place + skip; at < until && line + at - place <= last; at++)
        found.push({ branch: this, place: at });
      line += until - place;
      place = until;
    };
    for (const branch of this.#open) {
      if (line > last) return found;
      take(branch.place + 1);
      if (line <= last && line + branch.size > first) found.push(...branch.lines(first, last, line));
      line += branch.size;
    }
    if (line <= last) take(this.total);
    return found;
  }

  /** Where a branch at a place is, or would be, among the open ones. */
  #position(place: number): number {
    let low = 0;
    let high = this.#open.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#open[middle]?.place ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(by: number): void {
    this.size += by;
    if (!this.closed && this.parent !== undefined) this.parent.#grow(by);
  }
}
