/** The page's own scheme and host. Registered as a standard scheme, so Chromium gives it the origin below. */
export const appScheme = 'app';
export const appHost = 'punchdown';
export const appOrigin = `${appScheme}://${appHost}`;
export const appStart = `${appOrigin}/`;

/** Whether a URL is of the app's own origin. Node reports the origin of a scheme it does not know as "null": compare the parts. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === `${appScheme}:` &&
    url.host === appHost &&
    url.username === '' &&
    url.password === ''
  );
}
