import type { DraftFields, DraftsState } from './drafts-state.svelte.ts';

/** Room for sixteen bytes a row where the window has it. In pixels. */
const defaultSize = () => Math.round(Math.min(560, Math.max(360, 0.3 * window.innerWidth)));

/** What the frame itself finds again at the next start, kept as the draft `frame`: the last page, the inspector's width. */
export class FrameMemory {
  readonly #drafts: DraftsState;

  constructor(drafts: DraftsState) {
    this.#drafts = drafts;
  }

  get last(): string | undefined {
    const { page } = this.#read();
    return typeof page === 'string' ? page : undefined;
  }

  set page(page: string) {
    this.#write('page', page);
  }

  /** Pixels. */
  get inspectorSize(): number {
    const { inspector } = this.#read();
    return typeof inspector === 'number' ? inspector : defaultSize();
  }

  set inspectorSize(size: number) {
    this.#write('inspector', size);
  }

  #read(): DraftFields {
    return this.#drafts.fields('frame');
  }

  #write(key: string, value: string | number): void {
    // Before the settings came there is nothing to change, and nothing may be overwritten.
    if (!this.#drafts.loaded || this.#read()[key] === value) return;
    this.#drafts.set('frame', { ...this.#read(), [key]: value });
  }
}
