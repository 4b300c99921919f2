import { untrack } from 'svelte';
import { ScaledScroll } from './scaled-scroll.ts';

/** Of what is scrolled; functions, so that they are followed. */
interface Lines {
  count: () => number;
  /** Pixels of one line, all alike. */
  lineHeight: () => number;
  /** Pixels in view. */
  height: () => number;
  element: () => HTMLElement | undefined;
  /** Lines drawn beyond the visible ones on either side. */
  overscan: number;
}

/** Lines of one height of which only those in view are drawn, also where all are higher than an element can be. Made while a component starts. */
export class ScrolledLines {
  readonly scroll = new ScaledScroll();
  /** What `scroll` says, for what is drawn. */
  view = $state.raw({ top: 0, shift: 0, content: 0 });
  readonly #lines: Lines;
  /** The first and the last line to draw. */
  readonly first: number = $derived.by(() => {
    const { lineHeight, overscan } = this.#lines;
    return Math.max(0, Math.floor(this.view.top / lineHeight()) - overscan);
  });
  readonly last: number = $derived.by(() => {
    const { count, lineHeight, height, overscan } = this.#lines;
    return Math.min(count() - 1, Math.ceil((this.view.top + height()) / lineHeight()) + overscan);
  });

  constructor(lines: Lines) {
    this.#lines = lines;
    $effect(() => {
      const to = this.scroll.resize(lines.count() * lines.lineHeight(), lines.height());
      untrack(() => this.put(to));
    });
  }

  /** Draws what `scroll` says, after scrolling to where it wants to be. */
  put(position: number | undefined): void {
    const { top, shift, content } = this.scroll;
    this.view = { top, shift, content };
    if (position === undefined) return;
    // The element has to be as high as it will be before it can be scrolled there.
    requestAnimationFrame(() => this.#lines.element()?.scrollTo({ top: position }));
  }

  /** The element was scrolled. */
  scrolled(): void {
    const element = this.#lines.element();
    if (element !== undefined) this.put(this.scroll.scrolled(element.scrollTop));
  }

  /** Pixels from the top at which a line is drawn. */
  topOf(line: number): number {
    return line * this.#lines.lineHeight() - this.view.shift;
  }

  /** Scrolls no further than a line needs to be in view; what is far off is put where its surroundings are seen too, if wanted. */
  bringIntoView(line: number, surroundings = false): void {
    const height = this.#lines.height();
    const lineHeight = this.#lines.lineHeight();
    const top = line * lineHeight;
    const { top: from } = this.view;
    if (top >= from && top + lineHeight <= from + height) return;
    const far = surroundings && (top < from - height || top > from + 2 * height);
    const near = top < from ? top : top + lineHeight - height;
    this.put(this.scroll.goTo(far ? top - Math.floor(height / 3) : near));
  }
}
