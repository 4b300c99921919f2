import type { OidPattern } from './compiled-rule.ts';
import { matchesPattern, withoutZero } from './oid-pattern.ts';

/** Windows open at a time. Beyond it the oldest are given up: then a notification more is seen, and none less. */
export const mostWindows = 20_000;

export interface RepeatWindow {
  /** What those that are folded have alike. */
  name: string;
  /** Of the first one. */
  id: number;
  /** Milliseconds since the epoch: when the first one came, and when none is folded into it any more. */
  since: number;
  until: number;
  oid: string;
  address: string;
  clearKey: string | undefined;
}

/** The first ones of those alike, while others are folded into them. */
export class RepeatWindows {
  /** The oldest first. */
  readonly #windows = new Map<string, RepeatWindow>();
  /** Names of windows by sender and clear key, so that a cleared alarm folds nothing any more. */
  readonly #byClearKey = new Map<string, Set<string>>();

  /** Into which earlier one this is folded, or whether others are folded into this from now on. */
  fold(first: RepeatWindow): { into: number } | 'opened' | 'apart' {
    const open = this.#windows.get(first.name);
    if (open !== undefined && first.since >= open.since && first.since < open.until) return { into: open.id };
    // What was kept for long and is readable only now opens no window in the past of another.
    if (open !== undefined && first.since < open.since) return 'apart';
    this.open(first);
    return 'opened';
  }

  /** In place of the one of that name; also one that was open when the program ended. */
  open(first: RepeatWindow): void {
    const { name, address, clearKey } = first;
    const before = this.#windows.get(name);
    if (before !== undefined) this.#close(before);
    this.#windows.set(name, first);
    if (clearKey !== undefined) {
      const place = placeOf(address, clearKey);
      const names = this.#byClearKey.get(place);
      if (names === undefined) this.#byClearKey.set(place, new Set([name]));
      else names.add(name);
    }
    if (this.#windows.size <= mostWindows) return;
    for (const oldest of this.#windows.values()) {
      this.#close(oldest);
      return;
    }
  }

  /** What comes after this is a new alarm. */
  clear(address: string, pattern: OidPattern, clearKey: string): void {
    for (const name of this.#byClearKey.get(placeOf(address, clearKey)) ?? []) {
      const window = this.#windows.get(name);
      if (window === undefined) continue;
      const other = withoutZero(window.oid);
      if (matchesPattern(pattern, window.oid) || (other !== undefined && matchesPattern(pattern, other)))
        this.#close(window);
    }
  }

  #close({ name, address, clearKey }: RepeatWindow): void {
    this.#windows.delete(name);
    if (clearKey === undefined) return;
    const place = placeOf(address, clearKey);
    const names = this.#byClearKey.get(place);
    names?.delete(name);
    if (names?.size === 0) this.#byClearKey.delete(place);
  }
}

function placeOf(address: string, clearKey: string): string {
  return `${address} ${clearKey}`;
}
