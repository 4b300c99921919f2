import type { MibDiagnostic } from '#shared/model/mib.ts';
import { type MibDiagnosticId, severityOf } from './diagnostics.ts';
import type { LinePositions } from './line-positions.ts';
import { columnOf, lineOf } from './module-tree.ts';

/** As many of one kind in one file are kept; the others are only counted. */
const kept = { tolerant: 50, strict: 1000 };

/** Characters of a parameter. */
const longest = 64;

/** What is said about one file. */
export class DiagnosticList {
  readonly items: MibDiagnostic[] = [];
  /** Module that is being read. */
  module: string | undefined;
  readonly #file: string;
  readonly #strict: boolean;
  readonly #lines: LinePositions;
  readonly #counts = new Map<MibDiagnosticId, number>();

  constructor(file: string, strict: boolean, lines: LinePositions) {
    this.#file = file;
    this.#strict = strict;
    this.#lines = lines;
  }

  add(id: MibDiagnosticId, offset: number, params: Record<string, string | number> = {}): void {
    const count = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, count);
    if (count <= (this.#strict ? kept.strict : kept.tolerant)) this.#push(id, offset, params);
  }

  /** How many were not kept is told at the end. */
  close(): MibDiagnostic[] {
    const limit = this.#strict ? kept.strict : kept.tolerant;
    this.module = undefined;
    for (const [id, count] of this.#counts) {
      if (count > limit) this.#push('diagnostics-cut', 0, { id, count: count - limit });
    }
    return this.items;
  }

  #push(id: MibDiagnosticId, offset: number, params: Record<string, string | number>): void {
    const position = this.#lines.at(offset);
    this.items.push({
      id,
      severity: severityOf(id, this.#strict),
      module: this.module,
      file: this.#file,
      line: lineOf(position),
      column: columnOf(position),
      params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, shortened(value)])),
    });
  }
}

/** Parameters must not hold on to the file's text, as a slice of it would. */
function shortened(value: string | number): string | number {
  if (typeof value === 'number') return value;
  const text = value.length > longest ? `${value.slice(0, longest)}…` : value;
  return [...text].join('');
}
