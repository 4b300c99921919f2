import type { LookUpResult, NameFinding } from '#shared/contract/names.ts';

type Finding = LookUpResult['findings'][number];
type Parts = Pick<LookUpResult, 'addresses' | 'error' | 'dns' | 'hostsFile' | 'reverse' | 'race'>;

/** What the parts of a look-up say when they are held against each other. */
export function findNames(host: string, parts: Parts): Finding[] {
  const system = [...new Set(parts.addresses.map(({ address }) => address))];
  return [
    ...aboutList(parts, system),
    ...aboutHostsFile(parts, system),
    ...aboutDns(host, parts, system),
    ...aboutRace(parts),
    ...aboutReverse(host, parts),
  ];
}

const finding = (code: NameFinding, params: Finding['params'] = {}): Finding => ({ code, params });
const list = (items: readonly string[]) => items.join(', ');
const isIpv6 = (address: string) => address.includes(':');

function aboutList({ addresses }: Parts, system: readonly string[]): Finding[] {
  if (system.length === 0) return [];
  const found: Finding[] = [];
  if (addresses.length > system.length) {
    found.push(finding('repeated-by-socket-type', { entries: addresses.length, addresses: system.length }));
  }
  if (!system.some(isIpv6)) found.push(finding('only-ipv4'));
  else if (system.every(isIpv6)) found.push(finding('only-ipv6'));
  return found;
}

function aboutHostsFile({ hostsFile, dns }: Parts, system: readonly string[]): Finding[] {
  const [first] = hostsFile?.entries.filter(({ address }) => system.includes(address)) ?? [];
  if (hostsFile === undefined || first === undefined) return [];
  const found = [finding('from-hosts-file', { file: hostsFile.file, line: first.line, address: first.address })];
  const fromDns = new Set(addressesOf(dns));
  if (fromDns.size > 0 && !fromDns.has(first.address)) {
    found.push(finding('hosts-file-differs', { address: first.address, dns: list([...fromDns]) }));
  }
  return found;
}

function aboutDns(host: string, { dns = [], hostsFile, error }: Parts, system: readonly string[]): Finding[] {
  const fromDns = [...new Set(addressesOf(dns))];
  if (fromDns.length === 0) return [];
  if (error !== undefined) return [finding('only-dns-knows', { host, dns: list(fromDns), error: error.code })];
  const found: Finding[] = [];
  const sets = new Set(
    [...Map.groupBy(dns.filter(hasAnswers), ({ server }) => server).values()].map((answers) =>
      list(addressesOf(answers).sort()),
    ),
  );
  if (sets.size > 1) found.push(finding('servers-differ', { answers: [...sets].join(' / ') }));
  const missing = fromDns.filter((address) => !system.includes(address));
  const local = new Set(hostsFile?.entries.map(({ address }) => address));
  const more = system.filter((address) => !fromDns.includes(address) && !local.has(address));
  if (missing.length > 0 && local.size === 0) found.push(finding('dns-has-more', { addresses: list(missing) }));
  if (more.length > 0) found.push(finding('system-has-more', { addresses: list(more) }));
  return found;
}

const hasAnswers = ({ type, answers }: NonNullable<Parts['dns']>[number]) => type !== 'CNAME' && answers.length > 0;

function addressesOf(dns: Parts['dns'] = []): string[] {
  return dns.filter(hasAnswers).flatMap(({ answers }) => answers.map(({ value }) => value));
}

function aboutRace({ race = [] }: Parts): Finding[] {
  const [first] = race;
  if (first === undefined || race.some(({ outcome }) => outcome === 'cancelled')) return [];
  const winner = race.find(({ outcome }) => outcome === 'won');
  if (winner === undefined) return [finding('all-fail', { port: first.port })];
  const found: Finding[] = [];
  if (first.outcome === 'failed') {
    const lost = Math.round(winner.startedAfter + winner.milliseconds);
    found.push(finding('first-fails', { address: first.address, milliseconds: lost }));
  } else if (first !== winner) {
    found.push(finding('race-won-by-later', { first: first.address, winner: winner.address }));
  }
  const six = race.filter(({ address }) => isIpv6(address));
  const four = race.filter(({ address }) => !isIpv6(address));
  const works = ({ outcome }: { outcome: string }) => outcome !== 'failed';
  if (six.length > 0 && !six.some(works) && four.some(works)) found.push(finding('ipv6-fails'));
  return found;
}

function aboutReverse(host: string, { reverse = [] }: Parts): Finding[] {
  const wanted = host.toLowerCase().replace(/\.$/, '');
  return reverse.flatMap(({ address, name, records }) => {
    const names = [name, ...records].filter((one) => one !== undefined).map((one) => one.toLowerCase());
    const isSame = names.some((one) => one === wanted || one.split('.', 1)[0] === wanted);
    return names.length === 0 || isSame
      ? []
      : [finding('reverse-differs', { address, names: list([...new Set(names)]) })];
  });
}
