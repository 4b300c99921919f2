import type { AllHandlers } from '#electron/engine/router.ts';
import type { AppInfo, AppStatus } from '#shared/contract/app.ts';
import type { Session } from '#shared/contract/sessions.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { ProblemError } from '#shared/problem/problem.ts';

export interface Script {
  info?: Partial<AppInfo>;
  status?: Partial<AppStatus>;
  sessions?: Session[];
  /** Calls that fail, as `sessions.rename`, and with what. */
  failing?: Record<string, ProblemError>;
  /** Every call made, as `sessions.open {"id":3}`. */
  calls?: string[];
  /** Answers to calls of the DHCP tool. */
  dhcp?: Partial<AllHandlers['dhcp']>;
  /** Answers to calls of the SNMP tool and of the device list. */
  snmp?: Partial<AllHandlers['snmp']>;
  devices?: Partial<AllHandlers['devices']>;
  mibs?: Partial<AllHandlers['mibs']>;
  echo?: Partial<AllHandlers['echo']>;
  names?: Partial<AllHandlers['names']>;
  traps?: Partial<AllHandlers['traps']>;
}

/** Handlers of a tool of which only some calls matter: any other fails with "not scripted". */
export function scripted<Tool extends keyof AllHandlers>(
  _tool: Tool,
  given: Partial<AllHandlers[Tool]>,
): AllHandlers[Tool] {
  const refuse = () => {
    throw new ProblemError('internal', {}, 'not scripted');
  };
  return new Proxy(given, { get: (target, call) => Reflect.get(target, call) ?? refuse }) as AllHandlers[Tool];
}

/** A stream on which nothing is told. */
async function* silence(_input: unknown, signal: AbortSignal): AsyncGenerator<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

/** Calls of a contract answered from a few lists: for what a real engine does not show at once (100,000 rows, a full disk). */
export function scriptedHandlers(script: Script = {}): AllHandlers {
  const { failing = {}, calls = [] } = script;
  let sessions = script.sessions ?? [session(1, 'Monday', { current: true })];
  const settings: Settings = { theme: 'system', locale: 'system', drafts: {} };
  const info: AppInfo = {
    version: '0.1.0',
    host: 'browser',
    platform: 'linux',
    node: '24.0.0',
    pid: 4242,
    workspace: { file: '/home/person/.local/share/punchdown/workspace.punchdown', temporary: false },
    rawFrames: { available: true },
    notices: [],
    ...script.info,
  };

  function note(call: string, input?: unknown) {
    calls.push(input === undefined ? call : `${call} ${JSON.stringify(input)}`);
    const failure = failing[call];
    if (failure) throw failure;
  }

  function one(id: number): Session {
    const found = sessions.find((candidate) => candidate.id === id);
    if (!found) throw new ProblemError('session-unknown', { id });
    return found;
  }

  return {
    app: {
      info: () => info,
      async *watchStatus(_input, signal) {
        const current = sessions.find((candidate) => candidate.current) ?? session(0, '');
        yield {
          session: { id: current.id, name: current.name },
          running: 0,
          lost: 0,
          memory: 91_625_881,
          ...script.status,
        };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      dismissNotices() {
        note('app.dismissNotices');
        const dismissed = info.notices.length;
        info.notices = [];
        return { dismissed };
      },
    },
    dhcp: scripted('dhcp', { held: () => [], profiles: () => [], optionTypes: () => [], ...script.dhcp }),
    devices: scripted('devices', { list: () => [], profiles: () => [], ...script.devices }),
    interfaces: { list: () => [] },
    lab: scripted('lab', { segments: () => [], agents: () => [] }),
    mibs: scripted('mibs', { modules: () => ({ total: 0, modules: [] }), ...script.mibs }),
    echo: scripted('echo', { servers: () => [], ...script.echo }),
    names: scripted('names', { ...script.names }),
    sessions: {
      list() {
        note('sessions.list');
        return sessions;
      },
      create(input) {
        note('sessions.create', input);
        const created = session(Math.max(0, ...sessions.map(({ id }) => id)) + 1, input.name ?? 'New', {
          current: true,
        });
        sessions = [created, ...sessions.map((other) => ({ ...other, current: false }))];
        return created;
      },
      rename(input) {
        note('sessions.rename', input);
        sessions = sessions.map((other) => (other.id === input.id ? { ...other, name: input.name } : other));
        return one(input.id);
      },
      open(input) {
        note('sessions.open', input);
        sessions = sessions.map((other) => ({ ...other, current: other.id === input.id }));
        return one(input.id);
      },
      delete(input) {
        note('sessions.delete', input);
        sessions = sessions.filter(({ id }) => id !== input.id);
        return { current: sessions[0] ?? session(1, 'New', { current: true }) };
      },
      export(input) {
        note('sessions.export', input);
        const content = Buffer.from([0x0a, 0x0d, 0x0d, 0x0a, 0xff]);
        return {
          name: `Monday.${input.format}`,
          mediaType: 'application/octet-stream',
          packets: 4,
          events: 9,
          size: content.length,
          content: content.toString('base64'),
        };
      },
    },
    settings: {
      get: () => settings,
      update(change) {
        Object.assign(settings, change, { drafts: { ...settings.drafts, ...change.drafts } });
        return settings;
      },
    },
    snmp: scripted('snmp', { watches: () => [], objects: () => [], ...script.snmp }),
    timeline: scripted('timeline', {
      exchanges: () => ({ total: 0, exchanges: [] }),
      events: () => ({ total: 0, events: [] }),
      async *watch(_input, signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    }),
    traps: scripted('traps', { rules: () => [], news: silence, notices: silence, ...script.traps }),
  };
}

export function session(id: number, name: string, more: Partial<Session> = {}): Session {
  return { id, name, createdAt: 1_764_000_000_000 + id, exchanges: 0, events: 0, current: false, ...more };
}
