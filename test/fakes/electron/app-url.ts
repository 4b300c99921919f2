/**
 * Plain Chromium cannot be taught a scheme, so app://host/path lives at http://host.app.localhost/path in the double:
 * "localhost" keeps it a secure context.
 */
const suffix = '.localhost';

export function toPageUrl(url: string, schemes: readonly string[]): string {
  const parsed = new URL(url);
  const scheme = parsed.protocol.slice(0, -1);
  return schemes.includes(scheme) ? `http://${parsed.host}.${scheme}${suffix}${parsed.pathname}${parsed.search}` : url;
}

/** The other way; a URL of no registered scheme stays as it is. */
export function toAppUrl(url: string, schemes: readonly string[]): string {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== 'http:' || !parsed.host.endsWith(suffix)) return url;
  const parts = parsed.host.slice(0, -suffix.length).split('.');
  const scheme = parts.pop() ?? '';
  if (!schemes.includes(scheme) || parts.length === 0) return url;
  return `${scheme}://${parts.join('.')}${parsed.pathname}${parsed.search}${parsed.hash}`;
}

/** An origin as Chromium serialises it for a standard scheme. */
export function originOf(appUrl: string): string {
  const parsed = URL.parse(appUrl);
  return parsed === null || parsed.host === '' ? 'null' : `${parsed.protocol}//${parsed.host}`;
}
