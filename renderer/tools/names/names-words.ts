import type { LookUpResult, NameFinding } from '#shared/contract/names.ts';
import { m } from '#shared/messages/compiled/messages.js';

type Params = Record<string, string | number>;
type Attempt = NonNullable<LookUpResult['race']>[number];

/** What a finding says; its values come from the engine. */
export function findingText({ code, params }: { code: NameFinding; params: Params }): string {
  const text = (name: string) => String(Object.hasOwn(params, name) ? params[name] : '–');
  switch (code) {
    case 'repeated-by-socket-type':
      return m.names_finding_repeated_by_socket_type({ entries: text('entries'), addresses: text('addresses') });
    case 'from-hosts-file':
      return m.names_finding_from_hosts_file({ address: text('address'), file: text('file'), line: text('line') });
    case 'hosts-file-differs':
      return m.names_finding_hosts_file_differs({ address: text('address'), dns: text('dns') });
    case 'dns-has-more':
      return m.names_finding_dns_has_more({ addresses: text('addresses') });
    case 'system-has-more':
      return m.names_finding_system_has_more({ addresses: text('addresses') });
    case 'servers-differ':
      return m.names_finding_servers_differ({ answers: text('answers') });
    case 'only-dns-knows':
      return m.names_finding_only_dns_knows({ host: text('host'), dns: text('dns'), error: text('error') });
    case 'only-ipv4':
      return m.names_finding_only_ipv4();
    case 'only-ipv6':
      return m.names_finding_only_ipv6();
    case 'first-fails':
      return m.names_finding_first_fails({ address: text('address'), milliseconds: text('milliseconds') });
    case 'ipv6-fails':
      return m.names_finding_ipv6_fails();
    case 'race-won-by-later':
      return m.names_finding_race_won_by_later({ first: text('first'), winner: text('winner') });
    case 'all-fail':
      return m.names_finding_all_fail({ port: text('port') });
    case 'reverse-differs':
      return m.names_finding_reverse_differs({ address: text('address'), names: text('names') });
  }
}

const notable: readonly NameFinding[] = ['repeated-by-socket-type', 'from-hosts-file', 'only-ipv4', 'only-ipv6'];

/** Whether a finding is worth a second look, or only worth knowing. */
export function findingSeverity(code: NameFinding): 'warning' | 'note' {
  return notable.includes(code) ? 'note' : 'warning';
}

export function outcomeText(outcome: Attempt['outcome']): string {
  switch (outcome) {
    case 'won':
      return m.names_outcome_won();
    case 'connected':
      return m.names_outcome_connected();
    case 'failed':
      return m.names_outcome_failed();
    case 'cancelled':
      return m.names_outcome_cancelled();
  }
}

/** Milliseconds with as many digits as they are worth. */
export function printMilliseconds(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds < 100 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
