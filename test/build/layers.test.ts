import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLayers, printFinding } from '../../build/lint/layers.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'layers-'));
  const imports = { '#shared/*': './shared/*', '#electron/*': './electron/*', '#test/*': './test/*' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ imports }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a small tree and returns what the program says about it. */
function check(tree: Record<string, string>): string[] {
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return checkLayers(root).map(printFinding);
}

describe('what is allowed', () => {
  const allowed: [what: string, file: string, text: string][] = [
    ['shared uses zod', 'shared/model/oid.ts', "import { z } from 'zod';"],
    ['wire uses shared', 'electron/wire/udp.ts', "import { a } from '#shared/model/oid.ts';"],
    ['net opens sockets', 'electron/net/udp.ts', "import { createSocket } from 'node:dgram';"],
    ['the packet folder loads cap', 'electron/net/packet/open.ts', "const cap = require('cap');"],
    ['storage loads SQLite', 'electron/storage/open.ts', "import Database from 'better-sqlite3';"],
    ['a tool sees the interface of net', 'electron/tools/dhcp/run.ts', "import type { A } from '#electron/net/a.ts';"],
    ['a tool uses its own files', 'electron/tools/dhcp/run.ts', "import { a } from './machine.ts';"],
    ['the engine builds everything', 'electron/engine/engine.ts', "import { a } from '../tools/dhcp/index.ts';"],
    ['main imports electron', 'electron/main/main.ts', "import { app } from 'electron';"],
    ['serve imports ws', 'electron/serve/main.ts', "import { WebSocketServer } from 'ws';"],
    [
      'a page uses ui',
      'renderer/tools/dhcp/DhcpPage.svelte',
      "<script lang='ts'>import A from '../../ui/A.svelte';</script>",
    ],
    ['styles import styles', 'renderer/styles/base.css', "@import './tokens.css';"],
  ];
  test.each(allowed)('%s', (_what, file, text) => expect(check({ [file]: text })).toEqual([]));
});

describe('what is refused', () => {
  const refused: [what: string, file: string, text: string, finding: string][] = [
    ['shared using Node', 'shared/model/a.ts', "import 'node:fs';", ':1  shared may not use Node (node:fs)'],
    [
      'shared using electron/',
      'shared/a.ts',
      "import '#electron/wire/a.ts';",
      ':1  shared may not import electron/wire/a.ts',
    ],
    ['wire using Node without the prefix', 'electron/wire/a.ts', "import 'fs';", ':1  wire may not use Node (fs)'],
    ['wire using net', 'electron/wire/a.ts', "import '../net/a.ts';", ':1  wire may not import electron/net/a.ts'],
    [
      'a machine using Node',
      'electron/tools/dhcp/machine.ts',
      "import 'node:crypto';",
      ':1  machine may not use Node (node:crypto)',
    ],
    [
      'another tool',
      'electron/tools/dhcp/a.ts',
      "import '../snmp/a.ts';",
      ':1  tool may not import electron/tools/snmp/a.ts',
    ],
    [
      "another tool's types",
      'electron/tools/dhcp/a.ts',
      "import type { A } from '../snmp/a.ts';",
      ':1  tool may not import electron/tools/snmp/a.ts',
    ],
    [
      'a tool whose name begins alike',
      'electron/tools/dhcp/a.ts',
      "import '../dhcp6/a.ts';",
      ':1  tool may not import electron/tools/dhcp6/a.ts',
    ],
    [
      'net at run time',
      'electron/tools/dhcp/a.ts',
      "import { a } from '#electron/net/a.ts';",
      ':1  tool may import only types from electron/net/a.ts (import type)',
    ],
    [
      'a tool opening a socket',
      'electron/tools/echo/a.ts',
      "import { connect } from 'node:net';",
      ':1  tool may not open sockets (node:net)',
    ],
    [
      'storage opening a socket',
      'electron/storage/a.ts',
      "import 'node:http';",
      ':1  storage may not open sockets (node:http)',
    ],
    ['cap outside the packet process', 'electron/net/a.ts', "import 'cap';", ':1  net may not import the package cap'],
    [
      'SQLite in a tool',
      'electron/tools/dhcp/a.ts',
      "import 'better-sqlite3';",
      ':1  tool may not import the package better-sqlite3',
    ],
    [
      'electron in the engine',
      'electron/engine/a.ts',
      "import 'electron';",
      ':1  engine may not import the package electron',
    ],
    [
      'electron in net, loaded late',
      'electron/net/a.ts',
      "\nawait import('electron');",
      ':2  net may not import the package electron',
    ],
    [
      'electron in net, required',
      'electron/net/a.ts',
      "require('electron');",
      ':1  net may not import the package electron',
    ],
    [
      'the engine using a host',
      'electron/engine/a.ts',
      "import '../main/a.ts';",
      ':1  engine may not import electron/main/a.ts',
    ],
    [
      'a host reaching past the engine',
      'electron/cli/a.ts',
      "import '../tools/dhcp/a.ts';",
      ':1  cli may not import electron/tools/dhcp/a.ts',
    ],
    [
      'the renderer using electron/',
      'renderer/app/a.ts',
      "import '#electron/engine/a.ts';",
      ':1  app may not import electron/engine/a.ts',
    ],
    [
      "another tool's page",
      'renderer/tools/dhcp/a.ts',
      "export * from '../snmp/a.ts';",
      ':1  page may not import renderer/tools/snmp/a.ts',
    ],
    [
      'ui knowing a tool',
      'renderer/ui/A.svelte',
      "<p>a</p>\n<script lang='ts'>\nimport A from '../tools/dhcp/A.svelte';\n</script>",
      ':3  ui may not import renderer/tools/dhcp/A.svelte',
    ],
    [
      'a test in the product',
      'electron/net/a.ts',
      "import '#test/fakes/a.ts';",
      ':1  net may not import test/fakes/a.ts',
    ],
    ['a package without a rule', 'shared/a.ts', "import 'left-pad';", ':1  shared may not import the package left-pad'],
    ['a file of no layer', 'electron/extra/a.ts', '', '  fits no layer; see build/lint/layer-rules.ts'],
    ['a file of another kind', 'electron/net/a.py', '', '  a file of this kind does not belong here'],
    ['an empty name', 'shared/model/utils.ts', '', '  a name that says nothing; name it after what it exports'],
    ['a file in camelCase', 'shared/model/macAddress.ts', '', '  a file is named in lower-case-with-dashes'],
    ['a component in lower case', 'renderer/ui/button.svelte', '', '  a component is named in PascalCase'],
    ['a long file', 'shared/a.ts', 'export {};\n'.repeat(401), '  401 lines; the limit is 400'],
  ];
  test.each(refused)('%s', (_what, file, text, finding) => {
    expect(check({ [file]: text })).toEqual([`${file}${finding}`]);
  });

  test("a machine's neighbour that uses Node, however far it is reached", () => {
    const folder = 'electron/tools/dhcp';
    const findings = check({
      [`${folder}/machine.ts`]: "import './lease.ts';",
      [`${folder}/lease.ts`]: "import './clock.ts';",
      [`${folder}/clock.ts`]: "import 'node:timers';",
      [`${folder}/run.ts`]: "import 'node:timers';",
    });
    expect(findings).toEqual([`${folder}/clock.ts:1  machine may not use Node (node:timers)`]);
  });
});
