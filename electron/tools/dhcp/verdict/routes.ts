import { addressesOption, findOption } from '#electron/wire/dhcpv4/message.ts';
import { property } from '#electron/wire/dhcpv4/option-type.ts';
import { classlessRoutes } from '#electron/wire/dhcpv4/options/classless-routes.ts';
import { parseIpv4, printIpv4 } from '#shared/model/ip-address.ts';
import type { FindingCollector } from './collector.ts';
import { type Grant, isMissing } from './grant.ts';

const zero = '0.0.0.0';

interface Route {
  /** "10.0.0.0/8" */
  destination: string;
  router: string;
}

/** The way out of the subnet: option 3, or option 121 where there is one. */
export function judgeRoutes(grant: Grant, found: FindingCollector): void {
  const { message } = grant;
  const { packet, dhcp, server } = message;
  const routers = addressesOption(dhcp, 3);
  const routes = routesOf(findOption(dhcp, 121));
  const params = { server, address: dhcp.yiaddr };
  if (routers.length === 0 && routes.length === 0) {
    if (isMissing(message, 3)) found.add('router-missing', { packet, field: 'dhcp', params, key: server });
    return;
  }
  const onLink = routes.filter(({ router }) => router === zero).map(({ destination }) => destination);
  for (const router of routers) judgeRouter(grant, router, onLink, found);
  judgeClassless(grant, routes, onLink, routers[0], found);
}

function routesOf(bytes: Uint8Array | undefined): Route[] {
  if (bytes === undefined) return [];
  const { value } = classlessRoutes.decode(bytes);
  if (!Array.isArray(value)) return [];
  return value.flatMap((route) => {
    const destination = property(route, 'destination');
    const router = property(route, 'router');
    return typeof destination === 'string' && typeof router === 'string' ? [{ destination, router }] : [];
  });
}

function judgeRouter(grant: Grant, router: string, onLink: readonly string[], found: FindingCollector): void {
  const { packet, dhcp, server } = grant.message;
  const evidence = { packet, field: 'dhcp.option.3', key: `${server} ${router}` };
  if (router === dhcp.yiaddr) found.add('router-is-the-client', { ...evidence, params: { server, router } });
  else if (!isReachable(grant, router, onLink)) {
    const params = { server, router, address: dhcp.yiaddr, subnet: subnetOf(grant) };
    found.add('router-outside-subnet', { ...evidence, params });
  }
}

function judgeClassless(
  grant: Grant,
  routes: readonly Route[],
  onLink: readonly string[],
  router: string | undefined,
  found: FindingCollector,
): void {
  const { packet, server } = grant.message;
  const evidence = { packet, field: 'dhcp.option.121', key: server };
  if (router !== undefined && routes.length > 0 && !routes.some(({ destination }) => destination === '0.0.0.0/0'))
    found.add('classless-routes-without-default', { ...evidence, params: { server, router } });
  for (const route of routes) {
    if (route.router === zero || isReachable(grant, route.router, onLink)) continue;
    const params = { server, router: route.router, destination: route.destination, subnet: subnetOf(grant) };
    found.add('classless-route-unreachable', { ...evidence, key: `${server} ${route.router}`, params });
    return;
  }
}

/** In the client's subnet, or on a subnet that a route puts on the link. Without a mask nobody can tell. */
function isReachable({ address, width, mask }: Grant, router: string, onLink: readonly string[]): boolean {
  if (width === undefined) return true;
  const value = parseIpv4(router) ?? 0;
  if (value !== 0 && ((value ^ address) & mask) === 0) return true;
  return onLink.some((destination) => contains(destination, value));
}

function contains(destination: string, value: number): boolean {
  const [network = '', width = ''] = destination.split('/');
  const bits = Number(width);
  const mask = bits === 0 ? 0 : ~0 << (32 - bits);
  return (((parseIpv4(network) ?? 0) ^ value) & mask) === 0;
}

function subnetOf({ address, width, mask }: Grant): string {
  return width === undefined ? '–' : `${printIpv4((address & mask) >>> 0)}/${width}`;
}
