/**
 * A text of a MIB as it was meant: without the indentation that its place in the file gave it, and without the spaces and empty lines
 * around it. What stands deeper than the rest stays deeper: tables and drawings are made of spaces.
 */
export function dedent(text: string): string {
  const lines = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => expandTabs(line).trimEnd());
  // The first line stands behind the quote, so that its indentation says nothing.
  const depths = lines.slice(1).flatMap((line) => (line === '' ? [] : [line.search(/\S/)]));
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return lines
    .map((line, index) => (index === 0 ? line.trimStart() : line.slice(depth)))
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

function expandTabs(line: string): string {
  let expanded = '';
  for (const part of line.split(/(\t)/)) expanded += part === '\t' ? ' '.repeat(8 - (expanded.length % 8)) : part;
  return expanded;
}
