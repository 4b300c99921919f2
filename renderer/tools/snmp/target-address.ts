/** The port agents listen on (RFC 3417 section 3). */
const agentPort = 161;

/**
 * An address with or without a port as people write it: "10.0.0.1", "10.0.0.1:1161", "2001:db8::1", "[2001:db8::1]:1161",
 * "fe80::1%eth0", "router.example:161". Undefined: it is none.
 */
export function readAddress(text: string): { address: string; port: number } | undefined {
  const trimmed = text.trim();
  const bracketed = /^\[([^\]\s]+)\](?::(\d{1,5}))?$/.exec(trimmed);
  const colons = trimmed.split(':').length - 1;
  const plain = colons > 1 ? [trimmed, trimmed] : /^([^\s:[\]]+)(?::(\d{1,5}))?$/.exec(trimmed);
  const [, address, port] = bracketed ?? plain ?? [];
  if (address === undefined || !isHost(address)) return undefined;
  const number = port === undefined ? agentPort : Number(port);
  return number >= 1 && number <= 65_535 ? { address, port: number } : undefined;
}

/** Looks enough like an address or a name to be asked about; the engine has the last word. */
function isHost(text: string): boolean {
  if (text.length > 253) return false;
  if (text.includes(':')) return /^[0-9a-f:.]+(%[\w.-]+)?$/i.test(text);
  return /^[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}.])?$/u.test(text);
}
