import type { Column } from './table-column.ts';

/** Pixels between columns, and at either end of a row. */
const gap = 12;
const edge = 16;

type Laid = Pick<Column<never>, 'key' | 'title' | 'width' | 'bare' | 'sticky'>;

/** What a person made of a table's columns: their widths, and those put away. */
export class TableLayout {
  /** Pixels, by column. */
  #widths = $state<Record<string, number>>({});
  #hidden = $state<readonly string[]>([]);

  visible<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
    return columns.filter((column) => column.bare || !this.#hidden.includes(column.key));
  }

  /** The tracks of these columns for a CSS grid. */
  tracks(columns: readonly Laid[]): string {
    return columns.map((column) => this.#track(column)).join(' ');
  }

  /** Pixels that these columns need at least, side by side. */
  minWidth(columns: readonly Laid[]): number {
    const needed = columns.reduce((sum, column) => sum + leastOf(this.#track(column)), 0);
    return needed + gap * Math.max(0, columns.length - 1) + 2 * edge;
  }

  /** Pixels from the left at which a sticky column stays; undefined for one that scrolls. */
  stickAt(columns: readonly Laid[], key: string): number | undefined {
    let left = edge;
    for (const column of columns) {
      if (!column.sticky) return undefined;
      if (column.key === key) return left;
      left += leastOf(this.#track(column)) + gap;
    }
    return undefined;
  }

  /** Columns that can be put away or brought back. */
  choosable(columns: readonly Laid[]): { key: string; title: string; shown: boolean }[] {
    return columns
      .filter(({ bare }) => !bare)
      .map(({ key, title }) => ({ key, title, shown: !this.#hidden.includes(key) }));
  }

  /** The last column that can be put away stays. */
  toggle(columns: readonly Laid[], key: string): void {
    if (this.#hidden.includes(key)) this.#hidden = this.#hidden.filter((one) => one !== key);
    else if (this.choosable(columns).filter(({ shown }) => shown).length > 1) this.#hidden = [...this.#hidden, key];
  }

  /** Follows the pointer that went down on a column's edge. */
  beginResize(event: PointerEvent, key: string): void {
    const handle = event.currentTarget;
    const cell = handle instanceof HTMLElement ? handle.parentElement : null;
    if (event.button !== 0 || !(handle instanceof HTMLElement) || !cell) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const from = event.clientX - cell.getBoundingClientRect().width;
    const onmove = (move: PointerEvent) => {
      this.#widths[key] = Math.round(Math.min(1200, Math.max(48, move.clientX - from)));
    };
    handle.addEventListener('pointermove', onmove);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', onmove), {
      once: true,
    });
  }

  resetWidth(key: string): void {
    delete this.#widths[key];
  }

  #track({ key, width }: Laid): string {
    const chosen = this.#widths[key];
    return chosen === undefined ? width : `${chosen}px`;
  }
}

/** The pixels in "90px" or "minmax(120px, 1fr)". */
function leastOf(track: string): number {
  return Number(/(\d+)px/.exec(track)?.[1] ?? 0);
}

/** Where a key leads in a list of rows; undefined: it does not move. */
export function rowAfterKey(event: KeyboardEvent, at: number, page: number, last: number): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? 0 : at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: last,
  };
  return Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
}
