import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { builtInDefinitions } from '#electron/objects/built-in-objects.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { createMibs } from '#electron/tools/mibs/index.ts';
import { mibsMigrations } from '#electron/tools/mibs/schema.ts';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import type { MibModule } from '#shared/model/mib.ts';

/** A folder of the test's own with these files. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-mibs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

/** The tool alone, on a workspace of its own, closed with the test. */
export function mibLibrary({ file, builtIn = true }: { file?: string; builtIn?: boolean } = {}) {
  const store = openWorkspace({ file, program: 'test', migrations: mibsMigrations });
  const { handlers, registry, close } = createMibs({
    store,
    builtIn: () => (builtIn ? builtInDefinitions() : []),
    newFeed: () => new ChangeFeed(),
    now: () => 1000,
  });
  const never = new AbortController().signal;
  let open = true;
  const end = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await close();
    store.close();
  };
  onTestFinished(end);
  const modules = async (): Promise<MibModule[]> => {
    const all: MibModule[] = [];
    for (;;) {
      const page = await handlers.modules({ search: '', from: all.length, count: 1000 }, never);
      all.push(...page.modules);
      if (all.length >= page.total) return all;
    }
  };
  return {
    handlers,
    registry,
    store,
    close: end,
    import: async (paths: string | string[], { strict = false, signal = never, id }: ImportOptions = {}) =>
      handlers.import({ paths: [paths].flat(), strict, import: id }, signal),
    node: async (oid: string) => handlers.node({ oid }, never),
    names: async (oid: string) =>
      (await handlers.children({ oid, from: 0, count: 1000 }, never)).nodes.map(({ name }) => name),
    find: async (search: string, descriptions = true) => handlers.find({ search, descriptions, count: 50 }, never),
    translate: async (...oids: string[]) => handlers.translate({ oids }, never),
    modules,
    module: async (name: string) => (await modules()).find((module) => module.name === name),
    diagnostics: async (module?: string) =>
      (await handlers.diagnostics({ module, from: 0, count: 1000 }, never)).diagnostics,
    counts: async () => handlers.counts(undefined, never),
    remove: async (...names: string[]) => handlers.removeModules({ names }, never),
    source: async (module: string, line: number, lines: number) => handlers.source({ module, line, lines }, never),
    bookmark: async (oid: string, bookmarked = true) => handlers.bookmark({ oid, bookmarked }, never),
    bookmarks: async () => handlers.bookmarks(undefined, never),
  };
}

interface ImportOptions {
  strict?: boolean;
  signal?: AbortSignal;
  id?: string;
}

/** A module of SMIv2 with what every one has. */
export function smiv2(name: string, body: string, imports = ''): string {
  return `${name} DEFINITIONS ::= BEGIN
IMPORTS
  MODULE-IDENTITY, OBJECT-TYPE, NOTIFICATION-TYPE, Integer32, Counter32, Unsigned32, Gauge32, enterprises FROM SNMPv2-SMI
  TEXTUAL-CONVENTION, DisplayString, TruthValue FROM SNMPv2-TC
  OBJECT-GROUP, NOTIFICATION-GROUP, MODULE-COMPLIANCE FROM SNMPv2-CONF
  ${imports};
${body}
END
`;
}

/** An identity below `enterprises.99999`, on which a test may build. */
export function identity(name: string, place: string, revision = '202001010000Z'): string {
  return `${name} MODULE-IDENTITY
  LAST-UPDATED "${revision}" ORGANIZATION "o" CONTACT-INFO "c" DESCRIPTION "d"
  REVISION "${revision}" DESCRIPTION "d"
  ::= { ${place} }`;
}

export function scalar(name: string, place: string, syntax = 'Integer32', description = 'd'): string {
  return `${name} OBJECT-TYPE SYNTAX ${syntax} MAX-ACCESS read-only STATUS current DESCRIPTION "${description}" ::= { ${place} }`;
}
