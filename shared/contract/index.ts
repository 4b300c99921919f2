import type { ContractRouterClient } from '@orpc/contract';
import { appContract } from './app.ts';
import { devicesContract } from './devices.ts';
import { dhcpContract } from './dhcp.ts';
import { echoContract } from './echo.ts';
import { interfacesContract } from './interfaces.ts';
import { labContract } from './lab.ts';
import { mibsContract } from './mibs.ts';
import { namesContract } from './names.ts';
import { sessionsContract } from './sessions.ts';
import { settingsContract } from './settings.ts';
import { snmpContract } from './snmp.ts';
import { timelineContract } from './timeline.ts';
import { trapsContract } from './traps.ts';

/** Every call there is. A new tool adds its line here. */
export const contract = {
  app: appContract,
  devices: devicesContract,
  dhcp: dhcpContract,
  echo: echoContract,
  interfaces: interfacesContract,
  lab: labContract,
  mibs: mibsContract,
  names: namesContract,
  sessions: sessionsContract,
  settings: settingsContract,
  snmp: snmpContract,
  timeline: timelineContract,
  traps: trapsContract,
};

export type Contract = typeof contract;
/** What a host hands to whoever calls the engine: `client.dhcp.handshake({...})`. */
export type Client = ContractRouterClient<Contract>;
