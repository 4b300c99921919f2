import { m } from '#shared/messages/compiled/messages.js';
import type { SnmpViews } from './snmp-views.svelte.ts';

/** Why nobody can be asked now: what is missing of the target or wrong with the settings. */
export function requestFaultText({ target, settings }: SnmpViews): string | undefined {
  if (target.fault === 'address') return m.snmp_target_missing();
  if (target.fault === 'credentials') return m.snmp_credentials_missing();
  if (target.fault === 'locked') return m.snmp_credentials_locked();
  return settings.invalid ? m.set_settings_invalid() : undefined;
}
