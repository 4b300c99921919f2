import type { ProblemCode } from '#shared/problem/problem.ts';
import type { RunVerb } from './operation-draft.ts';

/** What we can do about a problem ourselves. */
export type Remedy = 'continue' | 'doctor' | 'diagnose' | 'no-bulk' | 'walk' | 'devices';

const remedies: Partial<Record<ProblemCode, Remedy>> = {
  'snmp-not-increasing': 'continue',
  'snmp-unknown-user': 'doctor',
  'snmp-wrong-digest': 'doctor',
  'snmp-unsupported-level': 'doctor',
  'snmp-not-in-time-window': 'doctor',
  'snmp-unknown-engine': 'doctor',
  'snmp-decryption-error': 'doctor',
  'snmp-unknown-context': 'doctor',
  'snmp-answer-unauthentic': 'doctor',
  'snmp-answer-not-decryptable': 'doctor',
  'snmp-answer-mismatch': 'doctor',
  'snmp-other-version-answers': 'doctor',
  'snmp-only-v3-answers': 'doctor',
  'snmp-key-length': 'doctor',
  'snmp-no-answer': 'diagnose',
  'snmp-port-closed': 'diagnose',
  'snmp-host-unreachable': 'diagnose',
  'snmp-net-unreachable': 'diagnose',
  'snmp-answer-from-elsewhere': 'diagnose',
  'snmp-no-bulk-in-v1': 'no-bulk',
  'snmp-table-unreadable': 'walk',
  'device-unknown': 'devices',
  'profile-unknown': 'devices',
  'profile-locked': 'devices',
};

/** The one way out that fits a problem of an operation, if we have any. */
export function remedyOf(code: ProblemCode, verb: RunVerb): Remedy | undefined {
  const remedy = remedies[code];
  // Only a walk or a table can go on past an OID.
  return remedy === 'continue' && verb !== 'walk' && verb !== 'table' ? undefined : remedy;
}
