import type { MibNodeKind } from '#shared/model/mib.ts';
import type { TypedSyntax } from '../resolve/typed-syntax.ts';

/** An object that is known without the text of its module. */
export interface FixedObject {
  name: string;
  /** See `oid-key.ts`. */
  key: string;
  kind: MibNodeKind;
  access: string | undefined;
  unit: string | undefined;
  syntax: TypedSyntax | undefined;
  /** Of an entry. */
  index: IndexPartFound[] | undefined;
  /** Of a notification. */
  members?: { name: string; oid?: string }[];
  description?: string;
}

/** A part of INDEX with what it is made of. */
export interface IndexPartFound {
  name: string;
  implied: boolean;
  syntax: TypedSyntax | undefined;
}
