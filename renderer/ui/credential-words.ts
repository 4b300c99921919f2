import type { Profile } from '#shared/contract/devices.ts';
import type { PrivProtocol } from '#shared/model/snmp-target.ts';

/** Two ways to lengthen a key are in use, and agents take one of them only: each is named by where it comes from. */
const privLabels: Record<PrivProtocol, string> = {
  DES: 'DES',
  '3DES': '3DES',
  AES: 'AES-128',
  'AES-192': 'AES-192 (Blumenthal draft)',
  'AES-256': 'AES-256 (Blumenthal draft)',
  'AES-192-C': 'AES-192 (Reeder, Cisco)',
  'AES-256-C': 'AES-256 (Reeder, Cisco)',
};

export function privLabel(protocol: PrivProtocol): string {
  return privLabels[protocol];
}

/** The security level by its name in RFC 3411 section 3.4.3; nothing for v1 and v2c, which have none. */
export function securityLevel({ version, authProtocol, privProtocol }: Profile): string {
  if (version !== '3') return '';
  if (authProtocol === undefined) return 'noAuthNoPriv';
  return privProtocol === undefined ? 'authNoPriv' : 'authPriv';
}

/** "SHA-256, AES-256 (Reeder, Cisco)". */
export function protocolsText({ authProtocol, privProtocol }: Profile): string {
  return [authProtocol, privProtocol && privLabel(privProtocol)].filter((word) => word !== undefined).join(', ');
}
