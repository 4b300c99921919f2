import { describe, expect, it } from 'vitest';
import { NodeTree } from '../../renderer/tools/mibs/node-tree.svelte.ts';
import { TreeBranch } from '../../renderer/tools/mibs/tree-branch.ts';
import { ProblemError } from '../../shared/problem/problem.ts';
import { manyNodes, ScriptedMibs } from './scripted-mibs.ts';

import { clientOf } from './scripted-mibs-client.ts';

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
