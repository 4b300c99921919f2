import { m } from '#shared/messages/compiled/messages.js';
import type { Diagnosis, DiagnosisFinding, WrongPart } from '#shared/model/snmp-diagnosis.ts';

type Texts = Readonly<Record<string, ((params: Record<string, string>) => string) | undefined>>;
// One function a part, made from its name; all take the same parameters.
const texts = m as unknown as Texts;

/** A finding in words: what is wrong, and what to do. What is not known of it stands as a dash, for which the texts have a form of their own. */
export function findingWords({ part, instead, evidence }: DiagnosisFinding): { what: string; todo: string } {
  const params = { instead: instead ?? '–', evidence: evidence ?? '–' };
  const text = (kind: 'what' | 'do') => texts[`snmp_wrong_${part}_${kind}`]?.(params) ?? '';
  return { what: text('what') || part, todo: text('do') };
}

const parts: Record<WrongPart, () => string> = {
  address: m.doctor_part_address,
  port: m.doctor_part_port,
  version: m.doctor_part_version,
  community: m.doctor_part_community,
  user: m.doctor_part_user,
  securityLevel: m.doctor_part_level,
  authProtocol: m.doctor_part_auth_protocol,
  authPassword: m.doctor_part_auth_password,
  privProtocol: m.doctor_part_priv_protocol,
  privPassword: m.doctor_part_priv_password,
  keyExtension: m.doctor_part_key_extension,
  timeWindow: m.doctor_part_time_window,
  context: m.doctor_part_context,
  access: m.doctor_part_access,
};

export function partText(part: WrongPart): string {
  return parts[part]();
}

/** The verdict in one sentence. */
export function verdictText(
  { verdict, findings, outcome }: Pick<Diagnosis, 'verdict' | 'findings' | 'outcome'>,
  target: string,
): { tone: 'success' | 'error' | 'warning'; text: string } {
  if (outcome === 'cancelled' && findings.length === 0) return { tone: 'warning', text: m.doctor_verdict_cancelled() };
  switch (verdict) {
    case 'works':
      return { tone: 'success', text: m.doctor_verdict_works({ target }) };
    case 'unreachable':
      return { tone: 'error', text: m.doctor_verdict_unreachable({ target }) };
    case 'unclear':
      return { tone: 'warning', text: m.doctor_verdict_unclear({ target }) };
    default: {
      const first = findings[0];
      if (first === undefined) return { tone: 'error', text: m.doctor_verdict_wrong({ target }) };
      return {
        tone: 'error',
        text:
          first.certainty === 'proven'
            ? m.doctor_verdict_proven({ part: partText(first.part) })
            : m.doctor_verdict_likely({ part: partText(first.part) }),
      };
    }
  }
}

/** Credentials that were taken, without secrets: "SNMPv3, user ops, SHA-256, AES". */
export function workingText({ version, user, authProtocol, privProtocol }: NonNullable<Diagnosis['working']>): string {
  return [`SNMPv${version}`, user, authProtocol, privProtocol].filter((one) => one !== undefined).join(', ');
}

/** Seconds as days, hours, minutes: an uptime. */
export function uptimeText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return m.doctor_uptime_days({ days, hours });
  if (hours > 0) return m.doctor_uptime_hours({ hours, minutes });
  return m.doctor_uptime_minutes({ minutes, seconds: Math.floor(seconds % 60) });
}
