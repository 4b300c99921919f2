import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, runLogged } from './process.mjs';

/** What the tests use of the system: Debian package, and a program in it to look for elsewhere (none: libraries, fonts). */
const tools = [
  ['libpcap-dev', undefined],
  ['g++', 'g++'],
  ['make', 'make'],
  ['python3', 'python3'],
  ['dnsmasq-base', 'dnsmasq'],
  ['kea-dhcp4-server', 'kea-dhcp4'],
  ['isc-dhcp-server', 'dhcpd'],
  ['tshark', 'tshark'],
  ['tcpdump', 'tcpdump'],
  ['ethtool', 'ethtool'],
  ['chromium', 'chromium'],
  ['xvfb', 'Xvfb'],
  ['xauth', 'xauth'],
  ['iproute2', 'ip'],
  ['iputils-arping', 'arping'],
  ['iputils-ping', 'ping'],
  ['libcap2-bin', 'setcap'],
  ['procps', 'ps'],
  ['snmpd', 'snmpd'],
  ['snmp', 'snmpget'],
  ['snmptrapd', 'snmptrapd'],
  ['libsnmp-base', undefined],
  ['smitools', 'smidump'],
  ['socat', 'socat'],
  ['ncat', 'ncat'],
  ['fonts-noto-cjk', undefined],
];

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}

function missingPackages() {
  const names = tools.map(([name]) => name);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '-f=${Package} ${db:Status-Status}\n';
  const { stdout } = spawnSync('dpkg-query', ['-W', format, ...names], { encoding: 'utf8' });
  const installed = new Set((stdout ?? '').split('\n').filter((line) => line.endsWith(' installed')));
  return names.filter((name) => !installed.has(`${name} installed`));
}

// A package that brings a daemon starts it at once; a DHCP server on the person's own network would be no test. The file is
// put back as it was whatever happens to the installation.
const installation = `
set -u
policy=/usr/sbin/policy-rc.d
kept=
if [ -e "$policy" ]; then kept=$(mktemp) && cp -p "$policy" "$kept"; fi
restore() { if [ -n "$kept" ]; then mv "$kept" "$policy"; else rm -f "$policy"; fi; }
trap restore EXIT
trap 'exit 130' INT TERM HUP
printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy" || exit 1
export DEBIAN_FRONTEND=noninteractive
apt-get update -q -o DPkg::Lock::Timeout=120 || echo "the package lists could not be updated"
apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
`;

/**
 * Installs what the tests need where that is allowed (apt-get, and root or sudo without a password).
 * @returns {Promise<string[]>} what is still missing: packages on Debian, programs elsewhere.
 */
export async function ensureTools(say) {
  if (!onPath('apt-get') || !onPath('dpkg-query')) {
    return tools.flatMap(([, program]) => (program && !onPath(program) ? [program] : []));
  }
  const missing = missingPackages();
  if (missing.length === 0) return [];
  const root = process.getuid?.() === 0;
  if (!root && !succeeds('sudo', ['-n', 'true'])) return missing;
  say(`Installing Debian packages: ${missing.join(' ')}...`);
  const [command, ...args] = [...(root ? [] : ['sudo', '-n']), 'sh', '-c', installation, 'install', ...missing];
  const { code, output } = await runLogged('debian', command, args);
  if (code !== 0) say(lastLines(output, 10));
  return missingPackages();
}
