import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Subprotocol of the WebSocket; the token travels beside it as `token.<hex>`, never in an address or a log. */
export const protocolName = 'punchdown.v1';
const tokenPrefix = 'token.';

/** A secret for one run of the host. It reaches the page in the URL's fragment, which browsers do not send. */
export function newToken(): string {
  return randomBytes(32).toString('hex');
}

export type Refusal = { status: 401 | 403 | 421; reason: string };

const wrongToken: Refusal = {
  status: 401,
  reason: 'The token is missing or wrong. Open the address that the host printed at its start.',
};

/** Who may talk to the host: right Host header, right Origin, right token. */
export class Access {
  readonly #token: Buffer;
  readonly #names: ReadonlySet<string>;

  /** `hosts` are the names this host answers to besides loopback, each without port. */
  constructor(token: string, hosts: readonly string[] = []) {
    this.#token = digest(token);
    this.#names = new Set(['localhost', '127.0.0.1', '[::1]', ...hosts]);
  }

  /** Against DNS rebinding: a page of another name that resolves to us still sends that name. */
  refuseHost(request: IncomingMessage): Refusal | undefined {
    const port = request.socket.localPort;
    const host = request.headers.host ?? '';
    const match = /^(.+?)(?::(\d+))?$/.exec(host);
    const name = match?.[1]?.toLowerCase() ?? '';
    const expected = Number(match?.[2] ?? 80);
    if (this.#names.has(name) && expected === port) return undefined;
    return { status: 421, reason: 'This address is not served here.' };
  }

  /** A WebSocket crosses origins freely, so the host must look. */
  refuseOrigin(request: IncomingMessage): Refusal | undefined {
    if (request.headers.origin === `http://${request.headers.host}`) return undefined;
    return { status: 403, reason: 'Requests from other origins are refused.' };
  }

  /** The token as an upload carries it. */
  refuseBearer(request: IncomingMessage): Refusal | undefined {
    const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    return this.#isToken(token) ? undefined : wrongToken;
  }

  /** The token as a WebSocket carries it. */
  refuseToken(request: IncomingMessage): Refusal | undefined {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
    const token = offered.find((part) => part.startsWith(tokenPrefix))?.slice(tokenPrefix.length) ?? '';
    return offered.includes(protocolName) && this.#isToken(token) ? undefined : wrongToken;
  }

  #isToken(token: string): boolean {
    return timingSafeEqual(digest(token), this.#token);
  }
}

/** Equal lengths, so that comparing takes the same time whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
