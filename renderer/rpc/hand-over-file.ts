import { z } from 'zod';
import { ProblemError, problemSchema } from '#shared/problem/problem.ts';
import { tokenKey } from './transport.ts';

const answerSchema = z.union([z.object({ file: z.string() }), z.object({ problem: problemSchema })]);

export interface HandOver {
  signal: AbortSignal;
  /** Bytes handed over so far, of how many. Not called where nothing has to travel. */
  onprogress?(sent: number, size: number): void;
}

/**
 * Gives a path on the engine's machine for a file that was dropped or chosen: its own in the desktop, a copy that the browser
 * streams over elsewhere. @throws ProblemError file-unreadable, workspace-full, connection-lost, cancelled.
 */
export async function handOverFile(file: File, { signal, onprogress }: HandOver): Promise<string> {
  if (window.punchdown === undefined) return await upload(file, signal, onprogress);
  const path = window.punchdown.pathOf(file);
  if (path === '')
    throw new ProblemError('file-unreadable', { file: file.name }, 'the file has no path on this machine');
  return path;
}

/** XMLHttpRequest, because fetch does not tell how much of a body has gone out. */
function upload(file: File, signal: AbortSignal, onprogress: HandOver['onprogress']): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new ProblemError('cancelled'));
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    const fail = (details: string) => reject(new ProblemError('connection-lost', {}, details));
    signal.addEventListener('abort', cancel);
    request.addEventListener('loadend', () => signal.removeEventListener('abort', cancel));
    request.upload.addEventListener('progress', ({ loaded, total }) => onprogress?.(loaded, total));
    request.addEventListener('abort', () => reject(new ProblemError('cancelled')));
    // A file that was changed or taken away while it was read ends here too, with nothing said about why.
    request.addEventListener('error', () => fail(`the upload of ${file.name} broke off`));
    request.addEventListener('load', () => {
      const answer = answerSchema.safeParse(parseJson(request.responseText)).data;
      if (answer === undefined) fail(`upload: ${request.status} ${request.responseText.slice(0, 200)}`);
      else if ('file' in answer) resolve(answer.file);
      else reject(ProblemError.of(answer.problem));
    });
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('authorization', `Bearer ${sessionStorage.getItem(tokenKey) ?? ''}`);
    request.send(file);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
