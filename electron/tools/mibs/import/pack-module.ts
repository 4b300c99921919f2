import type { MibDiagnostic } from '#shared/model/mib.ts';
import type { Definition, ParsedModule, Span } from '../compile/module-tree.ts';
import { NodeRun } from '../node-index/node-run.ts';
import type { ResolvedModule } from '../resolve/resolve-modules.ts';
import { detailsInChunk, type ModuleFacts } from './import-messages.ts';

/** A module on its way to be kept: what is searched and shown is told as text and offsets, which another thread packs. */
export interface PackedModule {
  module: ModuleFacts;
  /** Without their details, for the index. */
  nodes: NodeRun;
  /** JSON: a list of `MibDiagnostic`, then lists of `NodeDetail`. */
  chunks: string[];
  /** Offsets of the descriptions, by twos. */
  spans: Uint32Array;
}

export function packModule(
  { name, parsed, state, nodes, lost, missing, isLacking }: ResolvedModule,
  id: number,
  file: number,
  diagnostics: readonly MibDiagnostic[],
): PackedModule {
  const count = (severity: MibDiagnostic['severity']) => diagnostics.filter((one) => one.severity === severity).length;
  const chunks = [JSON.stringify(diagnostics)];
  for (let at = 0; at < nodes.length; at += detailsInChunk)
    chunks.push(JSON.stringify(nodes.slice(at, at + detailsInChunk).map(({ detail }) => detail)));
  return {
    module: {
      id,
      name,
      file,
      state,
      language: parsed.language,
      revision: parsed.revision,
      objects: nodes.length,
      lost,
      missing,
      isLacking,
      imports: JSON.stringify(importsOf(parsed)),
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
    },
    nodes: new NodeRun(id, nodes),
    chunks,
    spans: spansOf(parsed.definitions),
  };
}

function importsOf({ imports }: ParsedModule): Record<string, string[]> {
  const byModule: Record<string, string[]> = Object.create(null);
  for (const { name, module } of imports) {
    const names = byModule[module];
    if (names === undefined) byModule[module] = [name];
    else names.push(name);
  }
  return byModule;
}

function spansOf(definitions: readonly Definition[]): Uint32Array {
  const spans: number[] = [];
  for (const definition of definitions) {
    const span: Span | undefined = 'description' in definition ? definition.description : undefined;
    if (span !== undefined) spans.push(span[0], span[1]);
  }
  return Uint32Array.from(spans);
}
