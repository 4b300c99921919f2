import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import type { SqlValue, Statement } from '#electron/storage/store.ts';
import type { NotificationLoss } from '#shared/model/notification.ts';
import type { CommunityDigests } from '../open/community-digests.ts';
import type { Arrival, OpenedNotification } from '../opened-notification.ts';
import { kindCodes, levelCodes, lossCodes, severityCodes, stateCodes, versionCodes } from '../row-codes.ts';
import type { RuleOutcome } from '../rules/apply-rules.ts';
import { mostWindows, type RepeatWindow } from '../rules/repeat-windows.ts';
import { writeEffects } from '../rules/rule-effects.ts';
import { filterText } from './filter-text.ts';
import { type Progress, readProgress } from './progress.ts';
import { type Received, storedForm } from './received.ts';

/** What was read out of a stored datagram. */
export interface DecodedRow {
  id: number;
  at: number;
  address: string;
  columns: SqlValue[];
  outcome: RuleOutcome;
}

const columns = [
  'state',
  'version',
  'kind',
  'acknowledged',
  'oid',
  'uptime',
  'severity',
  'category',
  'colour',
  'rule',
  'user',
  'level',
  'engine',
  'context',
  'profile',
  'reason',
  'text',
  'repeat_of',
  'clear_key',
  'fold_name',
  'fold_until',
] as const;

export function decodedRow(
  { id, at, address }: { id: number; at: number; address: string },
  opened: OpenedNotification,
  outcome: RuleOutcome,
  acknowledged: boolean,
): DecodedRow {
  const { state, version, kind, oid, uptime, user, level, engine, context, profile, reason } = opened;
  const { severity, category, colour, rule, repeatOf, clearKey, window } = outcome;
  return {
    id,
    at,
    address,
    outcome,
    columns: [
      stateCodes.code(state),
      version === undefined ? null : versionCodes.code(version),
      kind === undefined ? null : kindCodes.code(kind),
      acknowledged ? 1 : 0,
      oid ?? null,
      uptime ?? null,
      severityCodes.code(severity),
      category ?? null,
      colour ?? null,
      rule ?? null,
      user ?? null,
      level === undefined ? null : levelCodes.code(level),
      engine ?? null,
      context ?? null,
      profile ?? null,
      reason ?? null,
      filterText(opened, address),
      repeatOf ?? null,
      clearKey ?? null,
      window?.name ?? null,
      window?.until ?? null,
    ],
  };
}

/** Writes the rows of notifications, on the receiving thread. Everything that writes must be called in a transaction. */
export class NotificationRows {
  readonly #connection: DurableConnection;
  readonly #digests: CommunityDigests;
  readonly #raw: Statement;
  readonly #decoded: Statement;
  readonly #update: Statement;
  readonly #loss: Statement;
  readonly #advance: Statement;

  constructor(connection: DurableConnection, digests: CommunityDigests) {
    this.#connection = connection;
    this.#digests = digests;
    this.#raw = connection.prepare(
      `INSERT INTO trap_datagram (id, at, address, port, receiver, bytes, community_digest, local_address)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const places = columns.map(() => '?').join(', ');
    this.#decoded = connection.prepare(
      `INSERT INTO notification (id, at, address, ${columns.join(', ')}) VALUES (?, ?, ?, ${places})`,
    );
    const changed = columns.filter((column) => column !== 'acknowledged');
    this.#update = connection.prepare(
      `UPDATE notification SET ${changed.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    );
    this.#loss = connection.prepare('INSERT INTO trap_loss VALUES (?, ?, ?, ?, ?, ?)');
    this.#advance = connection.prepare(
      `UPDATE trap_progress SET last = ?, decoded = ?, total = total + ?, lost = lost + ?
       RETURNING last, decoded, total, lost`,
    );
  }

  progress(): Progress {
    return readProgress(this.#connection);
  }

  advance(last: number, decoded: number, added: number, lost: number): Progress {
    return this.#advance.get(last, decoded, added, lost) as Progress;
  }

  /** Those that were stored and not read, because the program ended before. */
  unread(decoded: number): Received[] {
    const rows = this.#connection
      .prepare(
        `SELECT id, at, address, port, receiver, bytes, community_digest AS communityDigest
         FROM trap_datagram WHERE id > ? ORDER BY id`,
      )
      .all(decoded) as (Arrival & { id: number; communityDigest: Uint8Array | null })[];
    return rows.map((row) => ({ ...row, source: undefined, wantsAnswer: false, masked: true }));
  }

  /** Those that others are still folded into, the oldest first. */
  openWindows(now: number): RepeatWindow[] {
    const rows = this.#connection
      .prepare(
        `SELECT fold_name AS name, id, at AS since, fold_until AS until, coalesce(oid, '') AS oid, address, clear_key AS clearKey
         FROM notification WHERE fold_name IS NOT NULL AND fold_until > ? AND cleared_by IS NULL ORDER BY id DESC LIMIT ?`,
      )
      .all(now, mostWindows) as (Omit<RepeatWindow, 'clearKey'> & { clearKey: string | null })[];
    return rows.reverse().map((row) => ({ ...row, clearKey: row.clearKey ?? undefined }));
  }

  addRaw(id: number, { at, address, port, receiver, localAddress, bytes }: Received): void {
    const stored = storedForm(bytes, this.#digests);
    this.#raw.run(id, at, address, port, receiver, stored.bytes, stored.communityDigest, localAddress ?? null);
  }

  addDecoded(row: DecodedRow): void {
    try {
      this.#decoded.run(row.id, row.at, row.address, ...row.columns);
    } catch (error) {
      // Deleted meanwhile, before it was read: there is nothing to add to.
      if (isForeignKeyFault(error)) return;
      throw error;
    }
    writeEffects(this.#connection, row, row.outcome);
  }

  /** What was found out of a row later. Whether it was acknowledged is known of its arrival alone. */
  change({ id, at, address, columns: values, outcome }: DecodedRow): void {
    const acknowledged = columns.indexOf('acknowledged');
    const changed = values.filter((_, place) => place !== acknowledged);
    if (this.#update.run(...changed, id).changes > 0) writeEffects(this.#connection, { id, at, address }, outcome);
  }

  addLosses(losses: readonly NotificationLoss[]): number {
    let sum = 0;
    for (const { at, until, where, receiver, address, count } of losses) {
      this.#loss.run(at, until, lossCodes.code(where), receiver, address ?? null, count);
      sum += count;
    }
    return sum;
  }

  /** Removes one that turned out to be no notification but a step towards one. */
  remove(id: number): void {
    this.#connection.prepare('DELETE FROM trap_datagram WHERE id = ?').run(id);
  }
}

function isForeignKeyFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
