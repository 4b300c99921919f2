import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import { pageHeaders, pageMediaTypes } from '#shared/model/page-headers.ts';
import { appScheme, isAppUrl } from './app-origin.ts';

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
  const mediaType = pageMediaTypes.get(extname(file).toLowerCase());
  if (mediaType === undefined) return refuse(404);
  try {
    const content = await readFile(file);
    const body = request.method === 'HEAD' ? null : new Uint8Array(content);
    return new Response(body, { headers: { ...pageHeaders, 'content-type': mediaType } });
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
  return new Response('', { status, headers: { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' } });
}
