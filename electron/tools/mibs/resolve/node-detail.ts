import type { IndexPartFound } from '../built-in/fixed-object.ts';
import type { NodeToIndex } from '../node-index/node-run.ts';
import type { TypedSyntax } from './typed-syntax.ts';

/** What a node is beyond its line in the index. Plain data, kept as JSON. */
export interface NodeDetail {
  line?: number;
  status?: string;
  unit?: string;
  typed?: TypedSyntax;
  /** Of an entry; that of the entry it augments, where it does. */
  index?: IndexPartFound[];
  augments?: string;
  defval?: string;
  members?: { name: string; oid?: string }[];
  /** Offsets in the text of its file, or the text where there is no file. */
  description?: [start: number, end: number] | string;
  reference?: [start: number, end: number];
}

export interface ResolvedNode extends NodeToIndex {
  /** Which of its module's nodes it is. */
  place: number;
  detail: NodeDetail;
}
