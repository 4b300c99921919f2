import { existsSync } from 'node:fs';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { loadCapBackend } from './cap-backend.ts';
import { capMissingProblem, findCap } from './cap-location.ts';
import type { BackendName, PacketBackend } from './packet-backend.ts';
import { createPcapBackend } from './pcap-backend.ts';
import { loadPcap, pcapFault } from './pcap-library.ts';

/** Which way to raw frames this process would take, or why there is none. PUNCHDOWN_RAW=cap|koffi leaves only one. */
export function chooseBackend(): { name: BackendName; problem?: undefined } | { name?: undefined; problem: Problem } {
  const only = process.env.PUNCHDOWN_RAW;
  if (only === 'cap') return findCap() === undefined ? { problem: capMissingProblem() } : { name: 'cap' };
  const fault = pcapFault();
  if (fault === undefined) return { name: 'koffi' };
  if (only !== 'koffi' && findCap() !== undefined) return { name: 'cap' };
  const details = only === 'koffi' ? fault.details : `${fault.details}\n${wordsOnCap()}`;
  return { problem: problem('raw-not-built', missingPcap(fault.missing), details) };
}

/** The other way, for people who cannot go the first. */
function wordsOnCap(): string {
  const { missing, command } = capMissingProblem().params;
  return `The other way is the npm package cap, built here. Missing for it: ${missing}. Command: ${command}`;
}

/** What is missing for libpcap through koffi and the command, or on Windows the page, that brings it. */
function missingPcap(missing: 'koffi' | 'libpcap'): { missing: string; command: string } {
  if (missing === 'koffi') return { missing, command: 'npm install --include=optional' };
  if (process.platform === 'win32') return { missing: 'npcap', command: 'https://npcap.com/#download' };
  const managers = [
    ['dnf', 'sudo dnf install libpcap'],
    ['pacman', 'sudo pacman -S --needed libpcap'],
    ['apk', 'sudo apk add libpcap'],
    ['zypper', 'sudo zypper install libpcap1'],
  ] as const;
  const found = managers.find(([program]) =>
    ['/usr/bin', '/sbin', '/bin'].some((at) => existsSync(`${at}/${program}`)),
  );
  return { missing, command: found?.[1] ?? 'sudo apt-get install libpcap0.8' };
}

/** Loads what `chooseBackend` chose; throws when that fails after all. */
export function loadBackend(name: BackendName): PacketBackend {
  if (name === 'koffi') return createPcapBackend(loadPcap());
  const location = findCap();
  if (location === undefined) throw new Error('cap is gone');
  return loadCapBackend(location);
}
