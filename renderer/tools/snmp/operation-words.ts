import type { LabAgent } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';

/** Title of a lab agent. */
export function agentTitle(kind: LabAgent['kind']): string {
  const texts = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
  return texts[`lab_agent_${kind}_title`]?.() ?? kind;
}
