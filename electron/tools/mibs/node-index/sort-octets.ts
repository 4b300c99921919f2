/** Texts of few octets, one behind the other: text i lies from at[i] to at[i + 1] - `gap`. */
export interface PackedTexts {
  octets: Uint8Array;
  at: Uint32Array;
  gap: number;
}

/** Runs of fewer texts are sorted by comparing them. */
const few = 24;

/**
 * Numbers of texts in the order of their octets; of equal ones in the order of `tie`, else of their numbers. Octet by octet from the front, with
 * no string made: half a million of them take a tenth of a second.
 */
export function sortOctets(
  { octets, at, gap }: PackedTexts,
  tie: (a: number, b: number) => number = (a, b) => a - b,
): Uint32Array {
  const count = at.length - 1;
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  const copy = new Uint32Array(count);
  const places = new Uint32Array(258);
  // Runs of texts that begin alike, by threes: from, to, octets that are alike.
  const work = [0, count, 0];
  while (work.length > 0) {
    const depth = work.pop() ?? 0;
    const to = work.pop() ?? 0;
    const from = work.pop() ?? 0;
    if (to - from <= few) insertionSort(from, to, depth);
    else split(from, to, depth);
  }
  return order;

  /** The octet at a depth from 1, and 0 where the text ends before it. */
  function octetAt(text: number, depth: number): number {
    const place = (at[text] ?? 0) + depth;
    return place < (at[text + 1] ?? 0) - gap ? (octets[place] ?? 0) + 1 : 0;
  }

  function split(from: number, to: number, depth: number): void {
    places.fill(0);
    for (let i = from; i < to; i++) {
      const slot = octetAt(order[i] ?? 0, depth) + 1;
      places[slot] = (places[slot] ?? 0) + 1;
    }
    for (let slot = 1; slot < 258; slot++) places[slot] = (places[slot] ?? 0) + (places[slot - 1] ?? 0);
    const ended = places[1] ?? 0;
    if (ended > 1) tieSort(from, to, depth, ended);
    // All of one octet: nothing moves.
    const first = octetAt(order[from] ?? 0, depth);
    if ((places[first + 1] ?? 0) - (places[first] ?? 0) === to - from) {
      if (first !== 0) work.push(from, to, depth + 1);
      return;
    }
    for (let slot = 1; slot <= 256; slot++) {
      const start = places[slot] ?? 0;
      const end = places[slot + 1] ?? 0;
      if (end - start > 1) work.push(from + start, from + end, depth + 1);
    }
    copy.set(order.subarray(from, to), from);
    for (let i = from; i < to; i++) {
      const text = copy[i] ?? 0;
      const slot = octetAt(text, depth);
      const place = places[slot] ?? 0;
      places[slot] = place + 1;
      order[from + place] = text;
    }
  }

  /** Equal texts, in the places where the next split leaves them. */
  function tieSort(from: number, to: number, depth: number, ended: number): void {
    const equal: number[] = [];
    for (let i = from; i < to; i++) if (octetAt(order[i] ?? 0, depth) === 0) equal.push(i);
    const texts = equal.map((i) => order[i] ?? 0).sort(tie);
    for (let i = 0; i < ended; i++) order[equal[i] ?? 0] = texts[i] ?? 0;
  }

  function insertionSort(from: number, to: number, depth: number): void {
    for (let i = from + 1; i < to; i++) {
      const text = order[i] ?? 0;
      let place = i;
      for (; place > from; place--) {
        const other = order[place - 1] ?? 0;
        if (compare(other, text, depth) <= 0) break;
        order[place] = other;
      }
      order[place] = text;
    }
  }

  function compare(a: number, b: number, depth: number): number {
    for (let i = depth; ; i++) {
      const one = octetAt(a, i);
      const other = octetAt(b, i);
      if (one !== other) return one - other;
      if (one === 0) return tie(a, b);
    }
  }
}
