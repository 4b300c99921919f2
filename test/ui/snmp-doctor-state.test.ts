import { describe, expect, it, vi } from 'vitest';
import { credentialsFound, parseRequests, readPermits, worstFirst } from '../../renderer/tools/snmp/doctor-draft.ts';
import { DoctorState } from '../../renderer/tools/snmp/doctor-state.svelte.ts';
import { findingWords, partText, uptimeText, verdictText } from '../../renderer/tools/snmp/doctor-words.ts';
import type { Client } from '../../shared/contract/index.ts';
import { type Diagnosis, type DiagnosisFinding, wrongParts } from '../../shared/model/snmp-diagnosis.ts';
import { ProblemError } from '../../shared/problem/problem.ts';

const diagnosis: Diagnosis = {
  outcome: 'complete',
  exchange: 'x',
  agent: { address: '192.0.2.10', port: 161, version: '3' },
  problems: [],
  packets: { sent: 3, received: 3, retries: 0, ignored: 0 },
  duration: 1,
  verdict: 'wrong',
  findings: [],
  tries: [],
};
const target = {
  address: '192.0.2.10',
  version: '3',
  user: 'ops',
  auth: { protocol: 'SHA', password: 'maplesyrup' },
  priv: { protocol: 'AES', password: 'pancakes1' },
} as const;
const working = { version: '3', user: 'ops', authProtocol: 'SHA-256', privProtocol: 'AES' } as const;
const wrong = (...parts: DiagnosisFinding['part'][]): DiagnosisFinding[] =>
  parts.map((part) => ({ part, certainty: 'proven' }));

describe('credentials that were found', () => {
  it('are put together where the page has all their secrets', () => {
    expect(credentialsFound(target, { working, findings: wrong('authProtocol') }, [])).toEqual({
      version: '3',
      user: 'ops',
      auth: { protocol: 'SHA-256', password: 'maplesyrup' },
      priv: { protocol: 'AES', password: 'pancakes1' },
    });
    const community = { address: 'x', version: '1', community: 'public' } as const;
    expect(credentialsFound(community, { working: { version: '2c' }, findings: wrong('version') }, [])).toEqual({
      version: '2c',
      community: 'public',
    });
  });

  it('have the one further password that was given, and none of several', () => {
    const found = { working, findings: wrong('authPassword') };
    expect(credentialsFound(target, found, ['elderberry'])?.auth).toEqual({
      protocol: 'SHA-256',
      password: 'elderberry',
    });
    expect(credentialsFound(target, found, ['elderberry', 'blueberry'])).toBeUndefined();
    expect(credentialsFound(target, found, [])).toBeUndefined();
  });

  it('are not made up: saved secrets, another user, a key of another protocol', () => {
    const found = { working, findings: [] };
    expect(credentialsFound({ device: 'd1' }, found, [])).toBeUndefined();
    expect(credentialsFound({ address: 'x', profile: 'p1' }, found, [])).toBeUndefined();
    expect(credentialsFound({ ...target, user: 'other' }, found, [])).toBeUndefined();
    expect(credentialsFound(target, { working: { ...working, profile: 'p1' }, findings: [] }, [])).toBeUndefined();
    expect(credentialsFound({ ...target, auth: { protocol: 'SHA', key: '00' } }, found, [])).toBeUndefined();
    expect(credentialsFound({ ...target, priv: undefined }, found, [])).toBeUndefined();
    expect(credentialsFound(target, { findings: [] }, [])).toBeUndefined();
  });
});

describe('the state of the doctor view', () => {
  const request = { target: { device: 'd1' }, timeout: 2000, retries: 2 };

  function stateWith(diagnose: (input: unknown, options: { signal: AbortSignal }) => Promise<Diagnosis>) {
    const call = vi.fn(diagnose);
    const kept: unknown[] = [];
    const state = new DoctorState({ snmp: { diagnose: call } } as unknown as Client, undefined, (one) =>
      kept.push(one),
    );
    return { state, call, kept };
  }

  it('asks with what is permitted, without what is gone, and keeps no password', async () => {
    const { state, call, kept } = stateWith(async () => diagnosis);
    state.permit({ versions: false, requests: '12' });
    state.permitProfile('p1', true);
    state.permitProfile('gone', true);
    state.addPassword();
    state.addPassword();
    state.setPassword(0, 'maplesyrup');
    await state.run(request, 'core-sw1', ['p1', 'p2']);
    expect(call.mock.calls[0]?.[0]).toMatchObject({
      permits: { authProtocols: true, versions: false, profiles: ['p1'], passwords: ['maplesyrup'], requests: 12 },
    });
    expect(JSON.stringify(kept)).not.toContain('maplesyrup');
    state.close();
    expect(state.passwords).toEqual([]);
  });

  it('does not run with a password that is none, or without a limit', async () => {
    const { state, call } = stateWith(async () => diagnosis);
    state.addPassword();
    state.setPassword(0, 'short');
    expect([...state.shortPasswords]).toEqual([0]);
    await state.run(request, 'x', []);
    state.removePassword(0);
    state.permit({ requests: '201' });
    await state.run(request, 'x', []);
    expect(call).not.toHaveBeenCalled();
  });

  it('says why a diagnosis gave no answer, and can be cancelled', async () => {
    const { state } = stateWith(async (_input, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new ProblemError('cancelled');
    });
    const running = state.run(request, 'x', []);
    state.cancel();
    expect(state.phase).toBe('cancelling');
    await running;
    expect(state.phase).toBe('idle');
    expect(state.problem?.code).toBe('cancelled');
  });

  it('saves what it found through the page, and says what went wrong', async () => {
    const { state } = stateWith(async () => ({ ...diagnosis, working, findings: wrong('authProtocol') }));
    await state.run({ ...request, target }, 'x', []);
    const save = vi.fn(async () => {
      throw new ProblemError('name-taken', { name: 'x' });
    });
    expect(await state.saveFound(' ', save)).toBe(false);
    expect(save).not.toHaveBeenCalled();
    expect(await state.saveFound('Core', save)).toBe(false);
    expect(state.saveProblem?.code).toBe('name-taken');
    expect(await state.saveFound(' Core ', async () => {})).toBe(true);
    expect(state.savedAs).toBe('Core');
  });
});

describe('the doctor’s words', () => {
  it.each(wrongParts)('name %s, with and without what works instead', (part) => {
    const known = findingWords({ part, certainty: 'proven', instead: 'THIS', evidence: 'usmStats' });
    const unknown = findingWords({ part, certainty: 'likely' });
    expect(partText(part)).not.toBe('');
    expect(known.what).not.toBe(part);
    expect(known.todo).toContain('THIS');
    expect(unknown.todo).not.toBe('');
    expect(`${unknown.what} ${unknown.todo}`).not.toMatch(/[{}]|–/);
  });

  it('put the proven before the likely, and the wire before the rights', () => {
    const findings: DiagnosisFinding[] = [
      { part: 'address', certainty: 'likely' },
      { part: 'access', certainty: 'proven' },
      { part: 'user', certainty: 'proven' },
    ];
    expect(worstFirst(findings).map(({ part }) => part)).toEqual(['user', 'access', 'address']);
  });

  it('give one sentence for each verdict', () => {
    const say = (more: Partial<Diagnosis>) => verdictText({ ...diagnosis, ...more }, 'core-sw1');
    expect(say({ verdict: 'works' }).tone).toBe('success');
    expect(say({ verdict: 'unreachable' }).text).toBe('No agent was heard at core-sw1');
    expect(say({ findings: wrong('user') }).text).toBe('Wrong: user');
    expect(say({ findings: [{ part: 'community', certainty: 'likely' }] }).text).toBe('Probably wrong: community');
    expect(say({ outcome: 'cancelled' }).text).toContain('Stopped');
    expect(uptimeText(90_061)).toBe('1 d 1 h');
    expect(uptimeText(61)).toBe('1 min 1 s');
  });

  it('keep permits field by field', () => {
    expect(readPermits({ versions: false, profiles: ['a', 3], passwords: ['secret'] })).toEqual({
      authProtocols: true,
      privProtocols: true,
      versions: false,
      profiles: ['a'],
      requests: '60',
    });
    expect(['1', '200', '0', '201', 'x', '1.5'].map(parseRequests)).toEqual([
      1,
      200,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
