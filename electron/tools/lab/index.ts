import type { PacketIo } from '#electron/net/packet/packet-io.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import type { LabSegment, labContract } from '#shared/contract/lab.ts';
import type { Feed, LabDeps } from './deps.ts';
import { LabDhcpServer, type LabServerOptions } from './dhcp-server.ts';
import { labClientMac, Segment } from './segment.ts';
import { SnmpLab } from './snmp/snmp-lab.ts';

export interface Lab {
  handlers: Handlers<typeof labContract>;
  /** The lab's segments as interfaces, to stand beside the real ones. */
  interfaces(): NetworkInterface[];
  /** The segment of that name, if there is one. */
  segment(name: string): PacketIo | undefined;
  /** Ends the simulated SNMP devices. */
  close(): Promise<void>;
}

/** Addresses of the documentation range (RFC 5737): no lab address can be mistaken for one of the reader's network. */
const office: LabServerOptions = {
  name: 'office',
  address: '192.0.2.1',
  mac: '02:00:00:1a:b0:f1',
  mask: '255.255.255.0',
  pool: ['192.0.2.100', '192.0.2.199'],
  leaseTime: 3600,
  router: '192.0.2.1',
  dns: ['192.0.2.53', '192.0.2.54'],
  domain: 'lab.example',
  thinkTime: 0.8,
  onRequest: 'grant',
};

const intruder: LabServerOptions = {
  ...office,
  name: 'intruder',
  address: '192.0.2.66',
  mac: '02:00:00:1a:b0:66',
  pool: ['192.0.2.150', '192.0.2.160'],
  leaseTime: 120,
  router: '192.0.2.66',
  dns: ['192.0.2.66'],
  domain: 'elsewhere.example',
  thinkTime: 2.4,
};

const scenarios: { scenario: LabSegment['scenario']; servers: LabServerOptions[] }[] = [
  { scenario: 'office', servers: [office] },
  { scenario: 'two_servers', servers: [office, intruder] },
  { scenario: 'refusing', servers: [{ ...office, onRequest: { refuse: 'address not available' } }] },
  { scenario: 'forgetful', servers: [{ ...office, onRequest: 'silent' }] },
  { scenario: 'silent', servers: [] },
];

export function createLab(deps: LabDeps): Lab {
  const { clock } = deps;
  const turned = deps.newFeed();
  const snmp = new SnmpLab(deps, () => turned.tell('links'));
  const segments = new Map<string, { segment: Segment; about: LabSegment }>();
  for (const { scenario, servers } of scenarios) {
    const name = `lab-${scenario.replace('_', '-')}`;
    const segment = new Segment(name, clock);
    for (const server of servers) segment.attach(new LabDhcpServer(server, clock).station);
    const about = {
      interface: name,
      scenario,
      servers: servers.map(({ name, address, mac }) => ({ name, address, mac })),
    };
    segments.set(name, { segment, about });
  }
  return {
    handlers: {
      segments: () => [...segments.values()].map(({ about }) => about),
      agents: () => snmp.agents(),
      links: async () => (await snmp.links()).get(),
      linkNews: (_input, signal) => linkNews(snmp, turned, signal),
      setInterface: async ({ kind, interface: name, up }) => {
        const links = await snmp.links();
        links.setInterface(kind, name, up);
        return links.get();
      },
      notifications: async ({ destination }) => {
        const links = await snmp.links();
        links.setDestination(destination);
        return links.get();
      },
    },
    interfaces: () =>
      [...segments.keys()].map((name) => ({
        name,
        kind: 'lab',
        mac: labClientMac,
        link: 'up',
        addresses: [],
        rawFrames: { available: true },
      })),
    segment: (name) => segments.get(name)?.segment,
    close: () => snmp.close(),
  };
}

async function* linkNews(snmp: SnmpLab, turned: Feed, signal: AbortSignal) {
  const links = await snmp.links();
  const turns = turned.listen(signal)[Symbol.asyncIterator]();
  // It listens from the moment it is asked for the first time.
  let turn = turns.next();
  yield links.get();
  while (!(await turn).done) {
    turn = turns.next();
    yield links.get();
  }
}
