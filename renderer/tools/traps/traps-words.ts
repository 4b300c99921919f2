import type { LucideIcon } from '@lucide/svelte';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import { m } from '#shared/messages/compiled/messages.js';
import type { NotificationRow, NotificationSeverity, NotificationState } from '#shared/model/notification.ts';
import { printMoment } from '../../ui/packet-times.ts';

export function severityText(severity: NotificationSeverity): string {
  return {
    critical: m.traps_severity_critical,
    major: m.traps_severity_major,
    minor: m.traps_severity_minor,
    warning: m.traps_severity_warning,
    indeterminate: m.traps_severity_indeterminate,
    cleared: m.traps_severity_cleared,
  }[severity]();
}

export function severityIcon(severity: NotificationSeverity): LucideIcon {
  return {
    critical: OctagonAlert,
    major: CircleAlert,
    minor: TriangleAlert,
    warning: TriangleAlert,
    indeterminate: CircleDashed,
    cleared: CircleCheck,
  }[severity];
}

/** The token of the colour that a severity is drawn in. */
export function severityTone(severity: NotificationSeverity): 'error' | 'warning' | 'note' | 'success' | 'muted' {
  const tones = {
    critical: 'error',
    major: 'error',
    minor: 'warning',
    warning: 'warning',
    indeterminate: 'muted',
    cleared: 'success',
  } as const;
  return tones[severity];
}

export function stateText(state: NotificationState): string {
  return {
    accepted: m.traps_state_accepted,
    pending: m.traps_state_pending,
    'community-refused': m.traps_state_community_refused,
    'unknown-user': m.traps_state_unknown_user,
    'wrong-digest': m.traps_state_wrong_digest,
    'level-too-low': m.traps_state_level_too_low,
    'level-unsupported': m.traps_state_level_unsupported,
    'decryption-failed': m.traps_state_decryption_failed,
    'engine-refused': m.traps_state_engine_refused,
    'not-in-time-window': m.traps_state_not_in_time_window,
    'unknown-security-model': m.traps_state_unknown_security_model,
    malformed: m.traps_state_malformed,
    'no-notification': m.traps_state_no_notification,
  }[state]();
}

/** Short where it is of today: "14:03:59.120", else with its date. */
export function momentText(at: number, now: number): string {
  const text = printMoment(at);
  const [date = '', time = ''] = text.split(' ');
  return printMoment(now).startsWith(date) ? time.slice(0, 12) : `${date.slice(5)} ${time.slice(0, 8)}`;
}

/** "v2c trap", "v3 inform, acknowledged". */
export function kindText({ version, kind, acknowledged }: NotificationRow): string {
  const what = [version === undefined ? '' : `v${version}`, kind ?? ''].filter((part) => part !== '').join(' ');
  return acknowledged ? m.traps_kind_acknowledged({ kind: what }) : what;
}

export function senderText({ device, address }: NotificationRow): string {
  return device === undefined ? address : `${device.name} (${address})`;
}

/** What can be done about a state that kept a notification from being accepted. */
export function stateAdvice(state: NotificationState): string | undefined {
  const advice: Partial<Record<NotificationState, () => string>> = {
    'community-refused': m.traps_advice_community,
    'unknown-user': m.traps_advice_user,
    'wrong-digest': m.traps_advice_digest,
    'level-too-low': m.traps_advice_level,
    'level-unsupported': m.traps_advice_digest,
    'decryption-failed': m.traps_advice_decryption,
    'engine-refused': m.traps_advice_engine,
    'not-in-time-window': m.traps_advice_window,
  };
  return advice[state]?.();
}
