import type { NotificationSeverity } from '#shared/model/notification.ts';
import type { NotificationRule } from '#shared/model/notification-rule.ts';

/** Rules with their names resolved: plain data, so that a thread without MIBs can apply them. */
export interface CompiledRules {
  rules: CompiledRule[];
}

export interface CompiledRule {
  id: string;
  /** Absent: every notification. */
  notification?: OidPattern;
  /** One of them; absent: every sender. */
  sender?: AddressPrefix[];
  /** All must hold. */
  conditions: CompiledCondition[];
  severity?: NotificationSeverity;
  category?: string;
  colour?: NonNullable<NotificationRule['actions']['colour']>;
  notify: boolean;
  suppress?: { milliseconds: number; objects: Uint8Array[] };
  clears?: ClearedOnes;
}

/** Which earlier notifications one ends: those that it is said of, with the same values of these objects. */
export interface ClearedOnes {
  pattern: OidPattern;
  objects: Uint8Array[];
}

/** `below`: everything under it, not itself. */
export interface OidPattern {
  oid: string;
  below: boolean;
}

/** The first `bits` of an address of 4 or 16 octets. */
export interface AddressPrefix {
  octets: Uint8Array;
  bits: number;
}

export interface CompiledCondition {
  /** Content octets of the object's OID, without or with its instance. */
  object: Uint8Array;
  is: NotificationRule['match']['varbinds'][number]['is'];
  /** As it was written; in lower case for `contains`. */
  value: string;
  /** The number that the value is, or that its label stands for. */
  number?: number | bigint;
  /** The OID that the value is or names. */
  oid?: string;
  /** Of an enumeration: what its numbers are called. */
  labels?: Record<number, string>;
}

/** Why a rule, or a part of it, means nothing now. */
export class UnreadableRule extends Error {
  /** Where: "notification", "sender", "object", "value". */
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, reason: string) {
    super(reason);
    this.field = field;
    this.value = value;
  }
}
