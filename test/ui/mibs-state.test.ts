import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BrowserState } from '../../renderer/tools/mibs/browser-state.svelte.ts';
import { dedent } from '../../renderer/tools/mibs/dedent.ts';
import { markedText } from '../../renderer/tools/mibs/marked-text.ts';
import { diagnosticText, fileText } from '../../renderer/tools/mibs/module-words.ts';
import { stepsOf } from '../../renderer/tools/mibs/node-path.ts';
import { arrivalOf, requestsOf } from '../../renderer/tools/mibs/node-requests.ts';
import { compareOidTexts } from '../../renderer/tools/mibs/oid-text.ts';
import { ScriptedMibs } from './scripted-mibs.ts';

import { clientOf } from './scripted-mibs-client.ts';

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
