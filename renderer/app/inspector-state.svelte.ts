import type { Snippet } from 'svelte';

/**
 * The pane at the right of one page. A page gives it a title and a snippet, which goes on reading the page's state; the frame
 * draws it, sizes it and closes it with Esc. Closing hides the content and keeps it, so that it can be shown again.
 */
export class InspectorState {
  #title = $state.raw<() => string>(() => '');
  #content = $state.raw<Snippet>();
  #visible = $state(false);

  get open(): boolean {
    return this.#visible && this.#content !== undefined;
  }

  get title(): string {
    return this.#title();
  }

  get content(): Snippet | undefined {
    return this.#content;
  }

  /** `title` is a function, so that it follows the language and the selection. */
  show(title: () => string, content: Snippet): void {
    this.#title = title;
    this.#content = content;
    this.#visible = true;
  }

  close(): void {
    this.#visible = false;
  }

  /** For content that is no more. */
  clear(): void {
    this.#content = undefined;
    this.#visible = false;
  }

  toggle(): void {
    this.#visible = !this.#visible && this.#content !== undefined;
  }
}
