import type { z } from 'zod';
import { parseIpv4 } from '#shared/model/ip-address.ts';
import type { sendInputSchema } from '#shared/model/notification-send.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import {
  parseVarbindDrafts,
  readVarbindDrafts,
  type VarbindDraft,
  type VarbindFault,
} from '../../app/varbind-draft.ts';

/** A notification as it is typed. It has no secret. */
export interface SendDraft {
  /** Empty: the address; else the id of a saved device. */
  device: string;
  address: string;
  port: string;
  /** "typed"; "saved": the device's own profile; else the id of a profile. */
  credentials: string;
  kind: 'trap' | 'inform';
  notification: string;
  varbinds: readonly VarbindDraft[];
  /** Hundredths of a second; empty: since the program started. */
  uptime: string;
  agentAddress: string;
  repeat: string;
  /** Milliseconds. */
  interval: string;
  timeout: string;
  retries: string;
}

type NumberField = 'port' | 'uptime' | 'repeat' | 'interval' | 'timeout' | 'retries';
export type SendFault = 'address' | 'notification' | 'agentAddress' | NumberField;
export type SendInput = z.input<typeof sendInputSchema>;

/** As in the contract. */
export const sendLimits: Readonly<Record<NumberField, { min: number; max: number }>> = {
  port: { min: 1, max: 65_535 },
  uptime: { min: 0, max: 4_294_967_295 },
  repeat: { min: 1, max: 100_000 },
  interval: { min: 0, max: 60_000 },
  timeout: { min: 50, max: 60_000 },
  retries: { min: 0, max: 10 },
};
/** What is meant by an empty field. */
const usual: Partial<Record<NumberField, number>> = { port: 162, repeat: 1, interval: 0, timeout: 1500, retries: 2 };

/** Takes what was kept, field by field. */
export function readSendDraft(kept: unknown): SendDraft {
  const draft: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const text = (name: string, otherwise = '') =>
    typeof draft[name] === 'string' ? draft[name].slice(0, 500) : otherwise;
  return {
    device: text('device'),
    address: text('address', '127.0.0.1'),
    port: text('port', '162'),
    credentials: text('credentials', 'typed'),
    kind: draft.kind === 'inform' ? 'inform' : 'trap',
    notification: text('notification'),
    varbinds: readVarbindDrafts(draft.varbinds),
    uptime: text('uptime'),
    agentAddress: text('agentAddress'),
    repeat: text('repeat', '1'),
    interval: text('interval', '1000'),
    timeout: text('timeout', '1500'),
    retries: text('retries', '2'),
  };
}

/** What is typed as the call's input, and what is wrong with it. `typed` are the credentials that are in no profile. */
export function parseSend(
  draft: SendDraft,
  typed: Credentials,
): {
  input: SendInput | undefined;
  faults: ReadonlySet<SendFault>;
  varbindFaults: ReadonlyMap<number, VarbindFault>;
} {
  const faults = new Set<SendFault>();
  const numbers: Partial<Record<NumberField, number>> = {};
  for (const [name, { min, max }] of Object.entries(sendLimits) as [NumberField, { min: number; max: number }][]) {
    const text = draft[name].trim();
    const value = text === '' ? usual[name] : /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value === undefined) continue;
    if (value >= min && value <= max) numbers[name] = value;
    else faults.add(name);
  }
  if (draft.device === '' && draft.address.trim() === '') faults.add('address');
  if (draft.notification.trim() === '') faults.add('notification');
  const agentAddress = draft.agentAddress.trim();
  if (agentAddress !== '' && parseIpv4(agentAddress) === undefined) faults.add('agentAddress');
  const { varbinds, faults: varbindFaults } = parseVarbindDrafts(draft.varbinds);
  if (faults.size > 0 || varbindFaults.size > 0) return { input: undefined, faults, varbindFaults };

  const { port, ...others } = numbers;
  const place = draft.device === '' ? { address: draft.address.trim() } : { device: draft.device };
  const credentials =
    draft.credentials === 'typed' ? typed : draft.credentials === 'saved' ? {} : { profile: draft.credentials };
  const input: SendInput = {
    target: { ...place, ...(port === undefined ? {} : { port }), ...credentials },
    kind: draft.kind,
    notification: draft.notification.trim(),
    varbinds,
    ...others,
    ...(agentAddress === '' ? {} : { agentAddress }),
  };
  return { input, faults, varbindFaults };
}
