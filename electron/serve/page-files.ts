import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pageHeaders, pageMediaTypes } from '#shared/model/page-headers.ts';

/** Serves the built page's files and nothing else. */
export async function servePage(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Only GET and HEAD are answered.');
  const file = await fileFor(root, request.url ?? '/');
  if (file === undefined) return refuse(response, 403, 'This path is refused.');
  const type = pageMediaTypes.get(extname(file));
  const about = await stat(file).catch(() => undefined);
  if (!about?.isFile() || type === undefined) return refuse(response, 404, 'There is no such file.');
  response.writeHead(200, { ...pageHeaders, 'Content-Type': type, 'Content-Length': about.size });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

export function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${reason}\n`);
}

/** The file below `root` that a request names; undefined when it would lie outside, by whatever spelling or link. */
async function fileFor(root: string, url: string): Promise<string | undefined> {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
  } catch {
    return undefined;
  }
  // Browsers resolve ".." before they ask: whoever sends it is not one.
  if (!path.startsWith('/') || /[\0\\]/.test(path) || path.split('/').includes('..')) return undefined;
  const file = resolve(join(root, path === '/' ? 'index.html' : path));
  const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file).catch(() => file)]);
  return file.startsWith(resolve(root) + sep) && (realFile.startsWith(realRoot + sep) || realFile === file)
    ? file
    : undefined;
}
