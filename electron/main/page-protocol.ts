import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import { appScheme, isAppUrl } from './app-origin.ts';

/**
 * The page may load its own files and nothing else. `style-src` allows inline styles because the scroll areas of bits-ui
 * contain style elements; `frame-ancestors` works only as a header, hence no meta element.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** Only these are served; a file of another kind has no business in the page's folder. */
const mediaTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
]);

const alwaysSent = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** Must run before the app is ready, once. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page in `root` as app://punchdown/. */
export function servePage(root: string): void {
  protocol.handle(appScheme, (request) => answer(root, request));
}

async function answer(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (!isAppUrl(request.url)) return refuse(404);
  const file = fileOf(root, new URL(request.url).pathname);
  if (file === undefined) return refuse(403);
  const mediaType = mediaTypes.get(extname(file).toLowerCase());
  if (mediaType === undefined) return refuse(404);
  try {
    const content = await readFile(file);
    const body = request.method === 'HEAD' ? null : new Uint8Array(content);
    return new Response(body, { headers: { ...alwaysSent, 'content-type': mediaType } });
  } catch {
    return refuse(404);
  }
}

/** The file a path names, or undefined when it leaves the folder or is not a plain path. */
function fileOf(root: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  // A backslash or a colon means something to Windows only; neither stands in a name of ours.
  if (/[\\:\0]/.test(decoded)) return undefined;
  const base = resolve(root);
  const file = resolve(base, `.${decoded === '/' ? '/index.html' : decoded}`);
  return file.startsWith(base + sep) ? file : undefined;
}

function refuse(status: number): Response {
  return new Response('', { status, headers: { ...alwaysSent, 'content-type': 'text/plain; charset=utf-8' } });
}
