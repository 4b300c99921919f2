import type { PageId } from './page-id.ts';

/** What one page tells another when it sends a person there: `{ interface: 'lab-office', run: true }`. */
export type Arrival = Readonly<Record<string, string | number | boolean>>;

/** Which page is shown. Pages once visited stay mounted, so that work, scroll and selection are there on return. */
export class NavigationState {
  page = $state<PageId>('dhcp');
  visited = $state.raw<readonly PageId[]>(['dhcp']);
  #arrivals = $state.raw<Partial<Record<PageId, Arrival>>>({});

  /** Shows a page. Each arrival is a new object, so that a page notices the same message twice. */
  go(page: PageId, arrival?: Arrival): void {
    if (arrival) this.#arrivals = { ...this.#arrivals, [page]: { ...arrival } };
    if (!this.visited.includes(page)) this.visited = [...this.visited, page];
    this.page = page;
  }

  arrival(page: PageId): Arrival | undefined {
    return this.#arrivals[page];
  }
}
