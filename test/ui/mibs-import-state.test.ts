import { describe, expect, it, vi } from 'vitest';
import { filesLimit, filesOfEntries } from '../../renderer/tools/mibs/dropped-files.ts';
import { ImportState } from '../../renderer/tools/mibs/import-state.svelte.ts';
import { ModulesState } from '../../renderer/tools/mibs/modules-state.svelte.ts';
import { SourceState } from '../../renderer/tools/mibs/source-state.svelte.ts';
import { ProblemError } from '../../shared/problem/problem.ts';
import { moduleOf, ScriptedMibs } from './scripted-mibs.ts';

import { clientOf } from './scripted-mibs-client.ts';

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
