import type { AllHandlers } from '#electron/engine/router.ts';
import type { RowsResult, TableRowsResult, WalkProgress } from '#shared/model/snmp-operation.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { scripted, scriptedHandlers } from './scripted-handlers.ts';
import { answer, device, profile } from './scripted-snmp-agent.ts';

export interface ScriptedWalk {
  handlers: AllHandlers;
  /** Inputs of `snmp.walk`, `snmp.table` and the like, newest last. */
  asked: { call: string; input: unknown }[];
  /** Ranges of rows that were asked for. */
  ranges: { from: number; count: number; filter: string }[];
  /** Rows that a walk has brought so far. */
  rows: number;
  /** Tells the page how far the walk is. */
  tell: (progress: Partial<WalkProgress>) => void;
  /** Ends the walk that runs; walks end at once unless `held`. */
  end: () => void;
  held: boolean;
  problems: Problem[];
}

const names = ['ifIndex', 'ifDescr', 'ifInOctets', 'ifAlias'];

function rowAt(at: number): RowsResult['rows'][number] {
  const name = names[at % names.length] ?? '';
  const oid = `1.3.6.1.2.1.2.2.1.${1 + (at % names.length)}.${at}`;
  const text = name === 'ifAlias' ? `=cmd|${at}` : String(at);
  const hex = Buffer.from(text).toString('hex');
  return {
    at,
    oid,
    name: `${name}.${at}`,
    type: name === 'ifInOctets' ? 'Counter32' : 'OCTET STRING',
    value: text,
    text,
    hex,
  };
}

const columns: TableRowsResult['columns'] = Array.from({ length: 12 }, (_, at) => ({
  oid: `1.3.6.1.2.1.2.2.1.${at + 1}`,
  name: `column${at + 1}`,
  type: at === 0 ? 'OCTET STRING' : 'Counter64',
  ...(at === 2 ? { unit: 'octets' } : {}),
}));

function tableRowAt(at: number): TableRowsResult['rows'][number] {
  const cells = columns.map((_, column) =>
    (at + column) % 7 === 3
      ? null
      : {
          type: 'Counter64' as const,
          value: String(1000 * at + column),
          text: `${1000 * at + column}${column === 2 ? ' octets' : ''}`,
          hex: '01',
        },
  );
  return {
    at,
    index: `${at}.7`,
    parts: [
      { name: 'ifIndex', text: String(at) },
      { name: 'queue', text: '7' },
    ],
    cells,
  };
}

/** An engine whose walks bring any number of rows, which it makes up as they are asked for. */
export function scriptedWalk(rows: number): ScriptedWalk {
  const listeners = new Set<(progress: WalkProgress) => void>();
  let exchange = '';
  let finish = () => {};
  const state: ScriptedWalk = {
    handlers: scriptedHandlers(),
    asked: [],
    ranges: [],
    rows,
    tell: (progress) => {
      for (const hear of listeners) {
        hear({
          exchange,
          rows: state.rows,
          answers: 7,
          retries: 0,
          waiting: 3,
          oid: '1.3.6',
          ended: false,
          ...progress,
        });
      }
    },
    end: () => finish(),
    held: false,
    problems: [],
  };
  const ended = async (call: string, input: { exchange?: string | undefined }, signal: AbortSignal) => {
    state.asked.push({ call, input });
    exchange = input.exchange ?? '';
    if (state.held) {
      await new Promise<void>((resolve) => {
        finish = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    }
    const { problems } = state;
    return answer(exchange, problems.length > 0 ? { outcome: 'failed', problems } : {});
  };
  const base = scriptedHandlers({
    devices: { list: () => [device], profiles: () => [profile] },
    snmp: {
      objects: ({ search }) =>
        ['sysName', 'sysDescr', 'ifDescr']
          .filter((name) => name.toLowerCase().includes(search.toLowerCase()))
          .map((name) => ({
            oid: `1.3.6.1.${name.length}`,
            name,
            module: 'X-MIB',
            kind: name === 'ifDescr' ? 'column' : 'scalar',
          })),
      resolve: ({ oid }) => {
        if (!/^(sys|if|[\d.]+$)/.test(oid)) throw new ProblemError('snmp-oid-unreadable', { oid });
        return { oid: '1.3.6.1.2.1.1.5.0', name: oid };
      },
      get: async (input, signal) => ({ ...(await ended('get', input, signal)), varbinds: [rowAt(0), rowAt(1)] }),
      getBulk: () => {
        throw new ProblemError('snmp-no-bulk-in-v1', {});
      },
      walk: async (input, signal) => ({ ...(await ended('walk', input, signal)), varbinds: [], rows: state.rows }),
      table: async (input, signal) => ({
        ...(await ended('table', input, signal)),
        columns,
        rows: state.rows,
        holes: 5,
        table: [tableRowAt(0)],
      }),
      rows: ({ from, count, filter, regex, sort }) => {
        state.ranges.push({ from, count, filter });
        if (regex && filter === '(') throw new ProblemError('snmp-filter-unreadable', { search: filter });
        const matching = filter === '' ? state.rows : Math.ceil(state.rows / 4);
        const place = (at: number) => (sort?.down ? matching - 1 - at : at);
        const length = Math.max(0, Math.min(count, matching - from));
        return {
          total: state.rows,
          matching,
          rows: Array.from({ length }, (_, at) => rowAt(place(from + at) * (filter === '' ? 1 : 4))),
        };
      },
      tableRows: ({ from, count }) => ({
        columns,
        total: state.rows,
        matching: state.rows,
        holes: 5,
        rows: Array.from({ length: Math.max(0, Math.min(count, state.rows - from)) }, (_, at) => tableRowAt(from + at)),
      }),
      result: () => {
        throw new ProblemError('snmp-rows-unknown', { id: 'x' });
      },
      async *progress(_input, signal) {
        const news: WalkProgress[] = [];
        let wake = () => {};
        listeners.add((progress) => {
          news.push(progress);
          wake();
        });
        signal.addEventListener('abort', () => wake());
        while (!signal.aborted) {
          const next = news.shift();
          if (next !== undefined) yield next;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      },
    },
  });
  state.handlers = {
    ...base,
    timeline: scripted('timeline', {
      exchanges: () => ({ total: 0, exchanges: [] }),
      exchange: () => ({
        id: exchange,
        session: 1,
        tool: 'snmp',
        verb: 'walk',
        target: device.name,
        startedAt: 1,
        state: 'ended',
        outcome: 'cancelled',
        events: 0,
        lost: 0,
      }),
      events: () => ({ total: 0, events: [] }),
      async *watch(_input, signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    }),
  };
  return state;
}
