import type { JudgedExchange } from '#electron/tools/dhcp/verdict/judge.ts';
import type { FindingCode } from '#shared/model/finding.ts';
import { exchange, handshake } from './exchange-fixture.ts';

/** An exchange with a finding, and one that differs from it as little as may be and has none. */
export interface FindingCase {
  guilty: JudgedExchange;
  innocent: JudgedExchange;
  /** Position of the packet it must rest on; absent: none. */
  event?: number;
  field?: string;
}

export type FindingCases = Partial<Record<FindingCode, FindingCase>>;

export const clean = (): JudgedExchange => exchange(handshake());
