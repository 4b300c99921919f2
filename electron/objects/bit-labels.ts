/** "bridge(2), router(4)": the bits that are set, the first octet's highest being 0 (RFC 2578 section 7.1.4); "" where none is. */
export function bitsText(bytes: Uint8Array, labels: ReadonlyMap<number, string>, limit: number): string {
  const names: string[] = [];
  for (const [i, octet] of bytes.entries()) {
    for (let bit = 0; bit < 8; bit++) {
      if ((octet & (0x80 >> bit)) === 0) continue;
      const position = 8 * i + bit;
      const label = labels.get(position);
      names.push(label === undefined ? String(position) : `${label}(${position})`);
      if (names.length > limit) return `${names.join(', ')}…`;
    }
  }
  return names.join(', ');
}

/** The octets of bits named by label, number or both, with commas or spaces between them; undefined where one is unknown. */
export function bitsBytes(text: string, labels: ReadonlyMap<number, string>): Uint8Array | undefined {
  const highest = Math.max(0, ...labels.keys());
  // As many octets as all the bits that have a name take: agents compare with that.
  const bytes = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const word of text.split(/[\s,]+/)) {
    if (word === '') continue;
    const position = numberOfLabel(word, labels);
    if (position === undefined || !labels.has(position)) return undefined;
    const at = Math.floor(position / 8);
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (position % 8));
  }
  return bytes;
}

/** The number of "up", "up(1)" or "1"; undefined where the label is none, or has another number. */
export function numberOfLabel(text: string, labels: ReadonlyMap<number, string>): number | undefined {
  const match = /^(?:([A-Za-z][\w-]*)(?:\((-?[0-9]{1,10})\))?|(-?[0-9]{1,10}))$/.exec(text);
  if (match === null) return undefined;
  const [, label, bracketed, bare] = match;
  if (label === undefined) return Number(bare);
  const found = labelled(label, labels);
  return bracketed === undefined || Number(bracketed) === found ? found : undefined;
}

/** Exactly so, or else in whatever case. */
function labelled(wanted: string, labels: ReadonlyMap<number, string>): number | undefined {
  for (const [number, label] of labels) if (label === wanted) return number;
  const lower = wanted.toLowerCase();
  for (const [number, label] of labels) if (label.toLowerCase() === lower) return number;
  return undefined;
}

/** "up(1), down(2), testing(3)". */
export function labelList(labels: ReadonlyMap<number, string>): string {
  return [...labels].map(([number, label]) => `${label}(${number})`).join(', ');
}
