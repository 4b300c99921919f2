import { errorStatusName } from '#electron/wire/snmp/pdu.ts';
import { type Problem, type ProblemCode, problem, problemOf } from '#shared/problem/problem.ts';
import type { Answer } from '../client/request.ts';

/** What came of one try. */
export type Outcome = (
  | { kind: 'engine' }
  /** `status`: "value", or the agent's error or exception in its own word. */
  | { kind: 'response'; status: string }
  /** A Report-PDU, by the counter it names. */
  | { kind: 'report'; report: string }
  | { kind: 'silence' }
  /** By the word of ICMP or of the system. */
  | { kind: 'unreachable'; part: 'address' | 'port'; word: string }
  | { kind: 'elsewhere'; from: string }
  | { kind: 'other-version'; answered: string }
  /** Nothing was sent: a localized key does not fit its protocol. */
  | { kind: 'key-length'; protocol: string }
  /** Something came that cannot be made sense of. */
  | { kind: 'odd' }
) & { problem?: Problem };

const exceptions: Readonly<Record<number, string>> = {
  128: 'noSuchObject',
  129: 'noSuchInstance',
  130: 'endOfMibView',
};

/** Words that ICMP or the system has for a way that does not lead there. */
const unreachable: Partial<Record<ProblemCode, { part: 'address' | 'port'; word: string }>> = {
  'snmp-port-closed': { part: 'port', word: 'ICMP port unreachable' },
  'snmp-host-unreachable': { part: 'address', word: 'ICMP host unreachable' },
  'snmp-net-unreachable': { part: 'address', word: 'network unreachable' },
};

/** What the agent's answer to a question for one object says of the credentials. */
export function outcomeOfAnswer({ pdu: { errorStatus, varbinds } }: Answer): Outcome {
  if (errorStatus !== 0) return { kind: 'response', status: errorStatusName(errorStatus) };
  if (varbinds.count === 0) return { kind: 'odd', problem: problem('snmp-answer-mismatch', { expected: 1, count: 0 }) };
  return { kind: 'response', status: exceptions[varbinds.tag(0)] ?? 'value' };
}

/** What the failure of a request says. */
export function outcomeOfError(error: unknown): Outcome {
  const why = problemOf(error);
  const text = (name: string) => String(why.params[name] ?? '');
  const refusal = unreachable[why.code];
  if (refusal !== undefined) return { kind: 'unreachable', ...refusal, problem: why };
  const report = text('report');
  if (report !== '') return { kind: 'report', report, problem: why };
  switch (why.code) {
    case 'snmp-no-answer':
      return { kind: 'silence', problem: why };
    case 'snmp-answer-from-elsewhere':
      return { kind: 'elsewhere', from: text('from'), problem: why };
    case 'snmp-answer-other-version':
      return { kind: 'other-version', answered: text('answered'), problem: why };
    case 'snmp-key-length':
      return { kind: 'key-length', protocol: text('protocol'), problem: why };
    default:
      return { kind: 'odd', problem: why };
  }
}

/** In short, in the protocol's words. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'engine':
      return 'engine discovered';
    case 'response':
      return outcome.status === 'value' ? 'response' : `response, ${outcome.status}`;
    case 'report':
      return outcome.report;
    case 'silence':
      return 'no answer';
    case 'unreachable':
      return outcome.word;
    case 'elsewhere':
      return `answer from ${outcome.from}`;
    case 'other-version':
      return `answer in version ${outcome.answered}`;
    case 'key-length':
      return `key of the wrong length for ${outcome.protocol}`;
    default:
      return outcome.problem?.code ?? 'unknown';
  }
}
