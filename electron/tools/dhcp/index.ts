import { optionBytes, optionForm, optionForms, optionText } from '#electron/wire/dhcpv4/option-text.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import type { dhcpContract } from '#shared/contract/dhcp.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { DhcpVerb } from '#shared/model/dhcp-exchange.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { runAboutLease } from './about-lease.ts';
import type { DhcpDeps } from './deps.ts';
import { Evidence, seenVerbs } from './evidence.ts';
import { findServers } from './find-servers.ts';
import { HeldLeases } from './held-leases.ts';
import { readyMadeProfiles } from './profiles.ts';
import { askAsRelay } from './relay.ts';
import { givingBack, runExchange } from './run.ts';
import { ServerWatches } from './server-watches.ts';
import { DhcpStore } from './store.ts';
import { judge } from './verdict/judge.ts';

export interface Dhcp {
  handlers: Handlers<typeof dhcpContract>;
  close(): Promise<void>;
}

export function createDhcp(deps: DhcpDeps): Dhcp {
  const store = new DhcpStore(deps.store);
  const held = new HeldLeases(deps, store);
  const watches = new ServerWatches(deps, store);
  const evidence = new Evidence(deps);
  const aboutLease =
    (verb: DhcpVerb): Dhcp['handlers']['renew'] =>
    (input, signal) =>
      runAboutLease(deps, held, verb, input, signal);
  return {
    handlers: {
      async handshake(input, signal) {
        const finished = await runExchange(deps, 'handshake', input, undefined, signal);
        await held.keep(input, finished);
        return finished.result;
      },
      async discover(input, signal) {
        return (await runExchange(deps, 'discover', givingBack(input), undefined, signal)).result;
      },
      reboot: aboutLease('reboot'),
      renew: aboutLease('renew'),
      rebind: aboutLease('rebind'),
      release: aboutLease('release'),
      decline: aboutLease('decline'),
      inform: aboutLease('inform'),
      async bootp(input, signal) {
        return (await runExchange(deps, 'bootp', givingBack(input), undefined, signal)).result;
      },
      held: () => held.list(),
      renewing: ({ lease, renewing }) => held.setRenewing(lease, renewing),
      verdict: ({ exchange }) => {
        const { packets, state, target, verb } = deps.recorder.stored(exchange);
        const allowedServers = store.servers(target).filter(({ allowed }) => allowed);
        return judge({
          packets: packets.map(({ bytes, link, direction, ...packet }) => ({
            ...packet,
            direction: seenVerbs.has(verb) ? 'received' : direction,
            frame: parseFrame(bytes, link),
          })),
          ended: state === 'ended',
          allowedServers: allowedServers.map(({ server }) => server),
        });
      },
      findServers: (input, signal) => findServers(deps, store, input, signal),
      allowedServers: (input) => store.servers(input.interface),
      async saveServer(server) {
        await store.saveServer(server);
        return server;
      },
      forgetServer: async (input) => ({ forgotten: await store.forgetServer(input.interface, input.server) }),
      watchServers: (input) => watches.start(input.interface, input.minutes),
      unwatchServers: async (input) => ({ stopped: await watches.stop(input.interface) }),
      serverWatches: () => watches.list(),
      serverAlerts: (_input, signal) => watches.alerts(signal),
      relay: (input, signal) => askAsRelay(deps, input, signal),
      open: (input, signal) => evidence.open(input, signal),
      openProgress: (_input, signal) => evidence.progress(signal),
      listen: (input, signal) => evidence.listen(input, signal),
      profiles: () => [...readyMadeProfiles, ...store.profiles()],
      async saveProfile(profile) {
        if (readyMadeProfiles.some(({ name }) => name === profile.name)) {
          throw new ProblemError('input-invalid', { field: 'name', reason: 'a ready-made profile has this name' });
        }
        const saved = { ...profile, builtIn: false };
        await store.saveProfile(saved);
        return saved;
      },
      deleteProfile: async ({ name }) => ({ deleted: await store.deleteProfile(name) }),
      optionTypes: () => optionForms(),
      encodeOption: ({ code, text }) => {
        const bytes = optionBytes(code, text);
        if (bytes === undefined) {
          const { kind, example } = optionForm(code);
          throw new ProblemError('option-not-readable', { code, kind, example });
        }
        return { hex: toHex(bytes) };
      },
      decodeOption: ({ code, hex }) => optionText(code, fromHex(hex) ?? new Uint8Array()),
    },
    async close() {
      await watches.close();
      await held.close();
    },
  };
}
