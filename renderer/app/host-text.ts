import type { Host } from '#shared/contract/app.ts';
import { m } from '#shared/messages/compiled/messages.js';

/** The name of a host in the reader's language. */
export function hostName(host: Host): string {
  return { desktop: m.host_desktop, browser: m.host_browser, 'command-line': m.host_command_line }[host]();
}

const reasons: Readonly<Record<string, (() => string) | undefined>> = {
  chosen: m.host_reason_chosen,
  'no-binary': m.host_reason_no_binary,
  'no-display': m.host_reason_no_display,
  'no-sandbox': m.host_reason_no_sandbox,
  root: m.host_reason_root,
};

/** Why it is this host and not the desktop window; undefined when the starter did not say. */
export function hostReason(code: string | undefined): string | undefined {
  return code === undefined ? undefined : (reasons[code]?.() ?? code);
}
