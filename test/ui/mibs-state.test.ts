import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BrowserState } from '../../renderer/tools/mibs/browser-state.svelte.ts';
import { dedent } from '../../renderer/tools/mibs/dedent.ts';
import { filesLimit, filesOfEntries } from '../../renderer/tools/mibs/dropped-files.ts';
import { ImportState } from '../../renderer/tools/mibs/import-state.svelte.ts';
import { markedText } from '../../renderer/tools/mibs/marked-text.ts';
import { diagnosticText, fileText } from '../../renderer/tools/mibs/module-words.ts';
import { ModulesState } from '../../renderer/tools/mibs/modules-state.svelte.ts';
import { stepsOf } from '../../renderer/tools/mibs/node-path.ts';
import { arrivalOf, requestsOf } from '../../renderer/tools/mibs/node-requests.ts';
import { NodeTree } from '../../renderer/tools/mibs/node-tree.svelte.ts';
import { compareOidTexts } from '../../renderer/tools/mibs/oid-text.ts';
import { SourceState } from '../../renderer/tools/mibs/source-state.svelte.ts';
import { TreeBranch } from '../../renderer/tools/mibs/tree-branch.ts';
import type { Client } from '../../shared/contract/index.ts';
import { ProblemError } from '../../shared/problem/problem.ts';
import { manyNodes, moduleOf, ScriptedMibs } from './scripted-mibs.ts';

/** The scripted calls as the page's client has them, without a line between. */
function clientOf(mibs: ScriptedMibs): Client {
  const signal = AbortSignal.any([]);
  const calls = Object.fromEntries(
    Object.keys(mibs.handlers).map((name) => [
      name,
      async (input: unknown, options?: { signal?: AbortSignal }) =>
        Reflect.get(mibs.handlers, name)(input, options?.signal ?? signal),
    ]),
  );
  // The client has far more than the script answers; what is asked here is in it.
  return { mibs: calls } as unknown as Client;
}

const bigParent = '1.3.6.1.4.1.99999.1';

describe('a branch of the tree', () => {
  it('numbers its lines as a plain list would, whatever is opened and closed', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    const root = new TreeBranch('', 0, undefined, 0, 5);
    const branches = [root];
    for (let step = 0; step < 400; step++) {
      const branch = branches[random(branches.length)] ?? root;
      const place = random(Math.max(1, branch.total));
      const opened = branch.opened(place);
      if (opened !== undefined && random(3) === 0) {
        branch.remove(opened);
        for (let at = branches.length - 1; at >= 0; at--) {
          for (let above = branches[at]; above !== undefined; above = above.parent) {
            if (above === opened) {
              branches.splice(at, 1);
              break;
            }
          }
        }
      } else if (opened === undefined && branch.total > 0) {
        const child = new TreeBranch(`${branch.oid}.${place}`, branch.depth + 1, branch, place, random(6));
        branch.insert(child);
        branches.push(child);
      } else branch.setTotal(branch.total + random(3));
    }
    const plain: string[] = [];
    const walk = (branch: TreeBranch) => {
      for (let place = 0; place < branch.total; place++) {
        plain.push(`${branch.oid}/${place}`);
        const opened = branch.opened(place);
        if (opened !== undefined) walk(opened);
      }
    };
    walk(root);
    const shown = (first: number, last: number) =>
      root.lines(first, last).map(({ branch, place }) => `${branch.oid}/${place}`);
    expect(plain.length).toBeGreaterThan(100);
    expect(root.size).toBe(plain.length);
    expect(shown(0, plain.length)).toEqual(plain);
    for (let first = 0; first < plain.length; first += 13) {
      expect(shown(first, first + 20)).toEqual(plain.slice(first, first + 21));
      const line = root.lines(first, first)[0];
      expect(line?.branch.lineOf(line.place)).toBe(first);
    }
  });

  it('that was closed changes nothing above when its children come late', () => {
    const root = new TreeBranch('', 0, undefined, 0, 3);
    const child = new TreeBranch('1', 1, root, 0, 10);
    root.insert(child);
    root.remove(child);
    child.setTotal(500);
    expect(root.size).toBe(3);
  });
});

describe('the tree', () => {
  async function loaded() {
    const mibs = new ScriptedMibs();
    const tree = new NodeTree(clientOf(mibs));
    await tree.load();
    for (let at = 0; at < tree.count; at++) await tree.show(0, tree.count - 1);
    return { tree, mibs };
  }
  const names = (tree: NodeTree) => tree.lines(0, tree.count - 1).map(({ node }) => node?.name);

  it('opens on the standard objects and the makers', async () => {
    const { tree } = await loaded();
    expect(names(tree)).toEqual([
      ...['iso', 'org', 'dod', 'internet', 'directory', 'mgmt', 'mib-2', 'system', 'interfaces'],
      ...['private', 'enterprises', 'bigCorp', 'snmpV2'],
    ]);
  });

  it('holds 100,000 children of one node, of which only what is in view is fetched', async () => {
    const { tree, mibs } = await loaded();
    expect(await tree.reveal(`${bigParent}.77777`)).toBe(true);
    expect(tree.count).toBeGreaterThan(manyNodes);
    expect(tree.selected?.name).toBe('bigObject77777');
    expect(mibs.calls.filter((call) => call.startsWith(`children ${bigParent} `)).length).toBeLessThan(15);
    await tree.show(tree.at, tree.at + 30);
    expect(tree.lines(tree.at + 30, tree.at + 30)[0]?.node?.name).toBe('bigObject77807');
  });

  it('hands the choice to the node that hides it, and opens again as it was', async () => {
    const { tree } = await loaded();
    await tree.reveal('1.3.6.1.2.1.2.2.1.7');
    const table = names(tree).indexOf('interfaces');
    tree.setOpen(table, false);
    expect(tree.selected?.name).toBe('interfaces');
    tree.setOpen(table, true);
    await tree.show(0, tree.count - 1);
    await tree.show(0, tree.count - 1);
    await tree.show(0, tree.count - 1);
    expect(names(tree)).toContain('ifAdminStatus');
  });

  it('opens all siblings, finds by letters around the end, and keeps what was open when it is read anew', async () => {
    const { tree } = await loaded();
    await tree.openSiblings(names(tree).indexOf('system'));
    await tree.show(0, tree.count - 1);
    expect(names(tree)).toEqual(expect.arrayContaining(['sysDescr', 'ifTable']));
    await tree.typeAhead('sys', true);
    expect(tree.selected?.name).toBe('system');
    await tree.typeAhead('sysN', false);
    expect(tree.selected?.name).toBe('sysName');
    await tree.typeAhead('is', true);
    expect(tree.selected?.name).toBe('iso');
    await tree.reveal('1.3.6.1.2.1.1.5');
    const before = names(tree);
    await tree.load();
    for (let at = 0; at < 12; at++) await tree.show(0, tree.count - 1);
    expect(names(tree)).toEqual(before);
    expect(tree.selected?.name).toBe('sysName');
  });

  it('says what is wrong, and what is not in it', async () => {
    const { tree, mibs } = await loaded();
    expect(await tree.reveal('1.3.6.1.2.1.77')).toBe(false);
    mibs.handlers.children = () => {
      throw new ProblemError('internal');
    };
    await tree.load();
    expect(tree.problem?.code).toBe('internal');
    expect(tree.count).toBeGreaterThan(0);
  });
});

describe('the browser', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('searches when the typing pauses, and shows only the last answer', async () => {
    const mibs = new ScriptedMibs();
    const browser = new BrowserState(clientOf(mibs));
    browser.type('ifA');
    browser.type('ifAdmin');
    expect(browser.searching).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(mibs.calls).toEqual(['find ifAdmin']);
    expect(browser.results?.map(({ name }) => name)).toEqual(['ifAdminStatus']);
    browser.type('');
    expect(browser.results).toBeUndefined();
    browser.close();
  });

  it('keeps search, pane, chosen and open nodes, and finds them again', async () => {
    const mibs = new ScriptedMibs();
    let draft: unknown;
    const first = new BrowserState(clientOf(mibs), (kept) => {
      draft = kept;
    });
    await first.refresh();
    await first.go('sysName');
    await first.reveal();
    first.type('if');
    first.show('bookmarks');
    const second = new BrowserState(clientOf(mibs));
    second.restore(JSON.parse(JSON.stringify(draft)));
    await vi.advanceTimersByTimeAsync(200);
    expect(second).toMatchObject({ search: 'if', pane: 'bookmarks', toReveal: '1.3.6.1.2.1.1.5' });
    expect(second.node?.name).toBe('sysName');
    expect(second.tree.opened).toContain('1.3.6.1.2.1.1');
    second.restore({ pane: 'nonsense', search: 3, opened: 'x' });
  });

  it('bookmarks, and says what cannot be found without losing what is shown', async () => {
    const browser = new BrowserState(clientOf(new ScriptedMibs()));
    await browser.go('ifDescr');
    await browser.bookmark('1.3.6.1.2.1.2.2.1.2', true);
    expect(browser.node?.bookmarked).toBe(true);
    expect(browser.bookmarks.map(({ name }) => name)).toEqual(['ifDescr']);
    await browser.go('nothing');
    expect(browser.nodeProblem?.code).toBe('snmp-oid-unreadable');
    expect(browser.node?.name).toBe('ifDescr');
  });

  it('translates what is typed, both ways', async () => {
    const browser = new BrowserState(clientOf(new ScriptedMibs()));
    browser.translate.type('sysDescr.0, 1.3.6.1.2.1.2.2.1.7.3\nnonsense');
    await vi.advanceTimersByTimeAsync(300);
    expect(browser.translate.rows).toEqual([
      { asked: 'sysDescr.0', oid: '1.3.6.1.2.1.1.1.0', name: 'sysDescr.0', module: 'SNMPv2-MIB' },
      { asked: '1.3.6.1.2.1.2.2.1.7.3', oid: '1.3.6.1.2.1.2.2.1.7.3', name: 'ifAdminStatus.3', module: 'IF-MIB' },
      { asked: 'nonsense' },
    ]);
    browser.translate.type('');
    await vi.advanceTimersByTimeAsync(300);
    expect(browser.translate.rows).toEqual([]);
  });
});

describe('requests about a node', () => {
  const column = { kind: 'column', oid: '1.3.6.1.2.1.2.2.1.7', access: 'read-write' } as const;

  it('are those that make sense for its kind and access', () => {
    expect(requestsOf({ kind: 'scalar', access: 'read-only' })).toEqual(['get', 'walk', 'watch']);
    expect(requestsOf(column)).toEqual(['get', 'walk', 'table', 'set', 'watch']);
    expect(requestsOf({ kind: 'column', access: 'not-accessible' })).toEqual(['table']);
    expect(requestsOf({ kind: 'entry', access: 'not-accessible' })).toEqual(['walk', 'table']);
    expect(requestsOf({ kind: 'notification', access: undefined })).toEqual([]);
  });

  it('name the value: a scalar its 0, a column an index that was typed, a table itself', () => {
    const scalar = { kind: 'scalar', oid: '1.3.6.1.2.1.1.1' } as const;
    expect(arrivalOf(scalar, 'get', '')).toMatchObject({ verb: 'get', oid: '1.3.6.1.2.1.1.1.0', run: true });
    expect(arrivalOf(column, 'get', '')).toBeUndefined();
    expect(arrivalOf(column, 'set', '1.x')).toBeUndefined();
    expect(arrivalOf(column, 'set', ' .3 ')).toEqual({ view: 'set', oid: '1.3.6.1.2.1.2.2.1.7.3' });
    expect(arrivalOf(column, 'watch', '1.10.0.0.1')).toMatchObject({ oid: '1.3.6.1.2.1.2.2.1.7.1.10.0.0.1' });
    expect(arrivalOf(column, 'walk', '')).toMatchObject({ verb: 'walk', oid: '1.3.6.1.2.1.2.2.1.7' });
    expect(arrivalOf(column, 'table', '')).toMatchObject({ verb: 'table', oid: '1.3.6.1.2.1.2.2' });
    expect(arrivalOf({ kind: 'entry', oid: '1.3.6.1.2.1.2.2.1' }, 'table', '')).toMatchObject({
      oid: '1.3.6.1.2.1.2.2',
    });
  });
});

describe('an import', () => {
  const files = (count: number) => Array.from({ length: count }, (_, at) => new File(['x'], `f${at}`));

  it('hands files over a few at a time and keeps their order', async () => {
    const mibs = new ScriptedMibs();
    let under = 0;
    let most = 0;
    const imports = new ImportState(clientOf(mibs), async (file) => {
      under++;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, file.name === 'f0' ? 20 : 1));
      under--;
      return `/up/${file.name}`;
    });
    imports.strict = true;
    await imports.importFiles(files(9));
    expect(most).toBe(4);
    expect(imports.handedOver).toBe(9);
    const paths = Array.from({ length: 9 }, (_, at) => `/up/f${at}`);
    expect(mibs.calls).toEqual([`import ${JSON.stringify({ paths, strict: true })}`]);
    expect(imports.result?.objects).toBe(100_104);
    expect(imports.phase).toBe('idle');
  });

  it('is cancelled while files are on their way, and while it runs', async () => {
    const mibs = new ScriptedMibs();
    const stuck = new ImportState(clientOf(mibs), (_file, { signal }) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new ProblemError('cancelled')));
      });
    });
    const handing = stuck.importFiles(files(2));
    await vi.waitFor(() => expect(stuck.phase).toBe('handing-over'));
    stuck.cancel();
    await handing;
    expect(stuck).toMatchObject({ phase: 'idle', cancelled: true, problem: undefined });
    expect(mibs.calls).toEqual([]);
    mibs.holding = true;
    const running = stuck.importPaths([' /a ', '']);
    await vi.waitFor(() => expect(mibs.calls).toEqual(['import {"paths":["/a"],"strict":false}']));
    stuck.cancel();
    await running;
    expect(stuck).toMatchObject({ phase: 'idle', cancelled: true });
  });

  it('says that there was nothing, that there was too much, and what went wrong', async () => {
    const mibs = new ScriptedMibs();
    let heard = 0;
    const imports = new ImportState(
      clientOf(mibs),
      async (file) => {
        if (file.name === 'f3') throw new ProblemError('workspace-full');
        return file.name;
      },
      () => heard++,
    );
    await imports.importCollected(async () => ({ files: [], more: false }));
    expect(imports.nothing).toBe(true);
    await imports.importCollected(async () => ({ files: files(2), more: true }));
    expect(imports).toMatchObject({ nothing: false, tooMany: true });
    await imports.importFiles(files(5));
    expect(imports.problem?.code).toBe('workspace-full');
    expect(heard).toBe(3);
    imports.progressed({ import: 'of another', stage: 'storing', files: 1, modules: 1, file: '', ended: true });
    expect(heard).toBe(4);
    expect(imports.progress).toBeUndefined();
  });
});

describe('what was dropped', () => {
  type Tree = { [name: string]: Tree | string };

  function entryOf(name: string, content: Tree | string): FileSystemEntry {
    const isFile = typeof content === 'string';
    const shape = {
      name,
      isFile,
      isDirectory: !isFile,
      file: (give: (file: File) => void) => give(new File([String(content)], name)),
      createReader: () => {
        const left = isFile ? [] : Object.entries(content);
        // A hundred at a time, as browsers do.
        return {
          readEntries: (give: (entries: FileSystemEntry[]) => void) =>
            give(left.splice(0, 100).map((one) => entryOf(...one))),
        };
      },
    };
    return shape as unknown as FileSystemEntry;
  }
  const collect = (tree: Tree) =>
    filesOfEntries(
      Object.entries(tree).map((one) => entryOf(...one)),
      AbortSignal.any([]),
    );

  it('is every file in every folder, but none that is hidden', async () => {
    const vendor = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`V${at}`, '']));
    const { files, more } = await collect({
      a: '',
      folder: { vendor, '.git': { config: '' }, deep: { er: { b: '' } } },
    });
    expect(files.length).toBe(252);
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['a', 'b', 'V249']));
    expect(more).toBe(false);
  });

  it('is no more than an import takes', async () => {
    const many = Object.fromEntries(Array.from({ length: filesLimit + 1 }, (_, at) => [`f${at}`, '']));
    expect(await collect({ many })).toMatchObject({ more: true, files: { length: filesLimit } });
  });
});

describe('modules', () => {
  it('are read to the last, and removed without the built-in ones', async () => {
    const mibs = new ScriptedMibs();
    mibs.modules = Array.from({ length: 2500 }, (_, at) => moduleOf(`M${at}`, { builtIn: at === 0 }));
    const modules = new ModulesState(clientOf(mibs));
    await modules.load();
    expect(modules.list?.length).toBe(2500);
    expect(await modules.remove(mibs.modules.slice(0, 3))).toBe(2);
    expect(mibs.calls).toEqual(['remove M1 M2']);
    expect(modules.list?.length).toBe(2498);
  });

  it('have a text of which only what is in view is fetched', async () => {
    const mibs = new ScriptedMibs();
    const source = new SourceState(clientOf(mibs), 'IF-MIB', 1000);
    await source.load();
    expect(source).toMatchObject({ total: 2000, file: '/usr/share/snmp/mibs/IF-MIB.txt' });
    expect(source.text(999)).toContain('line 999 of IF-MIB');
    await source.show(990, 1010);
    await source.show(1, 60);
    await source.show(1, 60);
    expect(source.text(1)).toContain('line 1 of');
    expect(mibs.calls).toEqual(['source IF-MIB 1000', 'source IF-MIB 1']);
  });
});

describe('texts', () => {
  it('of a description lose the indentation of their place, not their own', () => {
    expect(dedent('First line.\r\n\t\tSecond.\n                  Deeper.\n\n                Last.\n      ')).toBe(
      'First line.\nSecond.\n  Deeper.\n\nLast.',
    );
    expect(dedent('\n\n      Only this.\n   ')).toBe('Only this.');
    expect(dedent('')).toBe('');
  });

  it('are marked where the words stand', () => {
    expect(markedText('ifAdminStatus', 'ADMIN us')).toEqual([
      { text: 'if', marked: false },
      { text: 'Admin', marked: true },
      { text: 'Stat', marked: false },
      { text: 'us', marked: true },
    ]);
    expect(markedText('aaa', 'aa')).toEqual([{ text: 'aaa', marked: true }]);
    expect(markedText('x', '  ')).toEqual([{ text: 'x', marked: false }]);
    expect(markedText('İx', 'x')).toEqual([{ text: 'İx', marked: false }]);
  });

  it('of files are as the person knows them, and unknown diagnostics keep their id', () => {
    expect(fileText('/tmp/punchdown-uploads-Ab1/12-IF-MIB.txt')).toBe('IF-MIB.txt');
    expect(fileText('C:\\mibs\\12-IF-MIB.txt')).toBe('12-IF-MIB.txt');
    expect(diagnosticText({ id: 'never-heard-of', params: {} })).toEqual({ what: 'never-heard-of', todo: '' });
  });

  it('of a path lead to its nodes where every number has a name', () => {
    expect(stepsOf({ path: 'iso.org.dod', oid: '1.3.6' })[1]).toEqual({ name: 'org', oid: '1.3' });
    expect(stepsOf({ path: 'iso.thing', oid: '1.3.6' })[1]).toEqual({ name: 'thing', oid: undefined });
    expect(['1.10', '1.9.1', '1.9', '1'].sort(compareOidTexts)).toEqual(['1', '1.9', '1.9.1', '1.10']);
  });
});
