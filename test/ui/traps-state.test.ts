import { describe, expect, it, vi } from 'vitest';
import {
  ReceivedState,
  readReceivedDraft,
  toFilter,
  unfiltered,
} from '../../renderer/tools/traps/received-state.svelte.ts';
import { draftOf, newRule, parseRule } from '../../renderer/tools/traps/rule-draft.ts';
import { actionsText, matchText } from '../../renderer/tools/traps/rule-words.ts';
import { RulesState } from '../../renderer/tools/traps/rules-state.svelte.ts';
import { parseSend, readSendDraft } from '../../renderer/tools/traps/send-draft.ts';
import { SendState } from '../../renderer/tools/traps/send-state.svelte.ts';
import { sentText } from '../../renderer/tools/traps/send-words.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { NotificationRow } from '../../shared/model/notification.ts';
import type { NotificationRule } from '../../shared/model/notification-rule.ts';
import type { SendResult } from '../../shared/model/notification-send.ts';

const row = (id: number): NotificationRow => ({
  ...{ id, at: 1000 + id, address: '192.0.2.1', port: 1, receiver: 162, state: 'accepted', acknowledged: false },
  ...{ severity: 'major', summary: '', marked: false, note: '', repeats: 0 },
});

/** An engine with notifications 1 to `last`; calls are noted. */
function storedEngine(last: number) {
  const calls: Record<string, unknown>[] = [];
  const engine = { last };
  const page = async (input: { from: number; count: number; upTo?: number }) => {
    calls.push(input);
    const upTo = Math.min(engine.last, input.upTo ?? engine.last);
    const count = Math.max(0, Math.min(input.count, upTo - input.from));
    return { total: upTo, complete: true, rows: Array.from({ length: count }, (_, at) => row(upTo - input.from - at)) };
  };
  const client = {
    traps: {
      page,
      mark: async () => ({ changed: 1 }),
      deleteAll: async (filter: object) => {
        calls.push({ deleteAll: filter });
        return { deleted: engine.last };
      },
    },
  } as unknown as Client;
  return { client, calls, engine };
}

describe('what was received', () => {
  it('keeps its filter field by field, and asks for what is chosen only', () => {
    expect(readReceivedDraft({ text: 'x', severity: 'nonsense', hours: '24', repeats: 'yes' })).toEqual({
      ...unfiltered,
      text: 'x',
      hours: '24',
    });
    expect(toFilter(unfiltered, 0)).toEqual({});
    expect(toFilter({ ...unfiltered, severity: 'minor', hours: '1', sender: ' 10.0.0.0/8 ' }, 4_000_000)).toEqual({
      severities: ['critical', 'major', 'minor'],
      since: 400_000,
      sender: '10.0.0.0/8',
    });
  });

  it('follows what comes, and stands still while a row is selected, until the new ones are asked for', async () => {
    const { client, engine } = storedEngine(3);
    const received = new ReceivedState(client);
    await received.restore(undefined);
    received.arrived({ last: 3, total: 3, changes: 0 });
    await vi.waitFor(() => expect(received.rows.matching).toBe(3));
    engine.last = 5;
    received.arrived({ last: 5, total: 5, changes: 0 });
    await vi.waitFor(() => expect(received.rows.row(0)?.id).toBe(5));
    received.selected = 1;
    engine.last = 9;
    received.arrived({ last: 9, total: 9, changes: 0 });
    expect(received.rows.stale).toBe(true);
    // A page that is read now is of the same moment.
    await received.rows.refresh();
    expect(received.rows.row(0)?.id).toBe(5);
    await received.rows.reload();
    expect(received.rows.row(0)?.id).toBe(9);
    received.close();
  });

  it('does not follow while it is paused, and shows all of it afterwards', async () => {
    const { client, engine } = storedEngine(3);
    const received = new ReceivedState(client);
    await received.restore(undefined);
    received.arrived({ last: 3, total: 3, changes: 0 });
    await vi.waitFor(() => expect(received.rows.row(0)?.id).toBe(3));
    await received.pause(true);
    engine.last = 7;
    received.arrived({ last: 7, total: 7, changes: 0 });
    expect([received.total, received.rows.stale, received.rows.row(0)?.id]).toEqual([7, true, 3]);
    await received.pause(false);
    expect(received.rows.row(0)?.id).toBe(7);
    received.close();
  });

  it('deletes what is shown, and nothing that came since', async () => {
    const { client, calls, engine } = storedEngine(3);
    const received = new ReceivedState(client);
    received.arrived({ last: 3, total: 3, changes: 0 });
    await received.restore(undefined);
    engine.last = 8;
    received.selected = 0;
    received.arrived({ last: 8, total: 8, changes: 0 });
    await received.deleteAll();
    expect(calls).toContainEqual({ deleteAll: { until: 1003 } });
    received.close();
  });
});

const rule: NotificationRule = {
  id: 'built-in linkUp',
  name: 'linkUp',
  enabled: true,
  match: { notification: '1.3.6.1.6.3.1.1.5.4', varbinds: [{ object: 'ifIndex', is: 'less', value: '9' }] },
  actions: {
    severity: 'cleared',
    category: 'link',
    notify: true,
    clears: { notification: '1.3.6.1.6.3.1.1.5.3', objects: ['1.3'] },
  },
  builtIn: true,
};

describe('rules', () => {
  it('says what one matches and does, by the names of its numbers', async () => {
    const asked: unknown[] = [];
    const names: Record<string, string> = {
      '1.3.6.1.6.3.1.1.5.4': 'linkUp',
      '1.3.6.1.6.3.1.1.5.3': 'linkDown',
      '1.3': 'org',
    };
    const client = {
      traps: { rules: async () => [rule] },
      mibs: {
        translate: async ({ oids }: { oids: string[] }) => {
          asked.push(oids);
          return oids.map((oid) => ({ asked: oid, oid, name: names[oid] }));
        },
      },
    } as unknown as Client;
    const rules = new RulesState(client);
    await rules.load();
    await vi.waitFor(() => expect(rules.nameOf('1.3')).toBe('org'));
    const nameOf = (text: string) => rules.nameOf(text);
    expect(matchText(rule, nameOf)).toBe('linkUp where ifIndex is less than 9');
    expect(actionsText(rule, nameOf)).toBe('Cleared · link · desktop notice · clears linkDown with the same org');
    await rules.load();
    expect(asked).toHaveLength(1);
  });

  it('comes back from its draft as it was', () => {
    const { id: _id, builtIn: _builtIn, ...own } = rule;
    expect(parseRule({ ...draftOf(rule, (text) => text), id: undefined }).rule).toEqual(own);
  });

  it('needs a name, an object in each condition, and seconds in their range', () => {
    const condition = { key: 1, object: ' ', is: 'equal' as const, value: '' };
    const { rule: none, faults } = parseRule({ ...newRule(), folds: true, seconds: '0', conditions: [condition] });
    expect([none, [...faults]]).toEqual([undefined, ['name', 'conditions', 'seconds']]);
  });
});

describe('sending', () => {
  const typed = { version: '2c', community: 'public' } as const;

  it('turns the form into a call, with the usual where a field is empty', () => {
    const draft = { ...readSendDraft({ address: ' ::1 ', port: '', notification: 'linkDown' }) };
    expect(parseSend(draft, typed).input).toMatchObject({
      target: { address: '::1', port: 162, version: '2c', community: 'public' },
      ...{ kind: 'trap', notification: 'linkDown', varbinds: [], repeat: 1, timeout: 1500, retries: 2 },
    });
    const saved = parseSend({ ...draft, device: 'd', credentials: 'saved' }, typed).input?.target;
    expect(saved).toEqual({ device: 'd', port: 162 });
  });

  it('says which fields cannot be used', () => {
    const draft = readSendDraft({
      address: '',
      port: '70000',
      agentAddress: '1.2.3',
      repeat: 'x',
      varbinds: [{ value: '1' }],
    });
    const { faults, varbindFaults, input } = parseSend(draft, typed);
    expect([...faults]).toEqual(['port', 'repeat', 'address', 'notification', 'agentAddress']);
    expect([...varbindFaults.values()]).toEqual(['oid']);
    expect(input).toBeUndefined();
  });

  it('keeps no secret in its draft', () => {
    const send = new SendState({} as Client);
    send.typed = { version: '2c', community: 'der Geheimtipp' };
    send.set({ credentials: 'typed' });
    expect(JSON.stringify(send.draft)).not.toContain('Geheimtipp');
  });

  it('fills in the objects of a notification; the instance of one is that of the others', async () => {
    const kinds: Record<string, string> = { sysName: 'scalar' };
    const resolve = async ({ oid }: { oid: string }) => ({ oid, object: { name: oid, kind: kinds[oid] ?? 'column' } });
    const send = new SendState({ snmp: { resolve } } as unknown as Client);
    const labels = { down: 2, up: 1 };
    await send.choose({
      ...{ oid: '1', name: 'n', module: 'M' },
      objects: [
        { name: 'ifIndex', syntax: 'InterfaceIndex' },
        { name: 'ifAdminStatus', syntax: 'INTEGER', labels },
        { name: 'sysName' },
      ],
    });
    const shown = () => send.draft.varbinds.map(({ oid, value }) => `${oid} ${value}`);
    expect(shown()).toEqual(['ifIndex.1 1', 'ifAdminStatus.1 up', 'sysName.0 ']);
    send.changeVarbind(1, { oid: 'ifIndex.7' });
    expect(shown()).toEqual(['ifIndex.7 1', 'ifAdminStatus.7 up', 'sysName.0 ']);
  });

  it('says what came of it', () => {
    const result: SendResult = {
      ...{ outcome: 'complete', exchange: 'e', agent: { address: '::1', port: 162, version: '3' }, problems: [] },
      ...{
        packets: { sent: 1, received: 1, retries: 0, ignored: 0 },
        duration: 3,
        varbinds: [],
        sent: 1,
        acknowledged: 1,
      },
      roundTrip: 1.2345,
    };
    expect(sentText(result, 'inform', String)).toBe('Inform acknowledged by [::1]:162 in v3 after 1.23 ms.');
    expect(sentText({ ...result, sent: 5 }, 'trap', String)).toBe('5 traps sent to [::1]:162 in v3, in 3.00 ms.');
    expect(sentText({ ...result, outcome: 'failed' }, 'inform', String)).toContain('Nothing arrived');
  });
});
