import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pageHeaders } from '#shared/model/page-headers.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';

/** Left free on the disk whatever is uploaded, in bytes. */
const reserve = 512 * 1024 * 1024;

/**
 * Files that a browser hands over: a page cannot name a file of its machine, so its bytes come here and the page gets a path
 * that calls take. Streamed to disk, never held in memory; everything is removed when the host ends.
 */
export class Uploads {
  #folder: Promise<string> | undefined;
  #count = 0;

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = new URL(request.url ?? '/', 'http://host').searchParams.get('name') ?? '';
    this.#folder ??= mkdtemp(join(tmpdir(), 'punchdown-uploads-'));
    const folder = await this.#folder;
    const size = Number(request.headers['content-length'] ?? Number.NaN);
    const { bavail, bsize } = await statfs(folder);
    if (!Number.isSafeInteger(size) || size < 0) {
      return answer(response, 411, problem('input-invalid', { field: 'Content-Length', reason: 'missing' }));
    }
    if (size > bavail * bsize - reserve) return answer(response, 507, problem('workspace-full'));
    // A number before it keeps two files of one name apart, and makes any name harmless.
    const file = join(folder, `${++this.#count}-${safeName(name)}`);
    try {
      await pipeline(request, createWriteStream(file, { flags: 'wx' }));
    } catch (error) {
      await rm(file, { force: true });
      return answer(response, 500, problem('file-unwritable', { file }, String(error)));
    }
    answer(response, 200, { file });
  }

  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
  }
}

function safeName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '_').slice(-100) || 'file';
}

function answer(response: ServerResponse, status: number, body: { file: string } | Problem): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...pageHeaders, 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify('file' in body ? body : { problem: body }));
}
