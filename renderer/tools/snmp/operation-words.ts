import type { LabAgent } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { OperationVerb, RunVerb } from './operation-draft.ts';

const agentTitles: Readonly<Record<LabAgent['kind'], () => string>> = {
  router: m.lab_agent_router_title,
  switch: m.lab_agent_switch_title,
  printer: m.lab_agent_printer_title,
};

/** What a simulated agent is, in the reader's language. */
export function agentTitle(kind: LabAgent['kind']): string {
  return agentTitles[kind]();
}

const verbs: Readonly<Record<RunVerb, { name: () => string; run: () => string }>> = {
  get: { name: m.snmp_verb_get, run: m.snmp_run_get },
  getNext: { name: m.snmp_verb_getnext, run: m.snmp_run_getnext },
  getBulk: { name: m.snmp_verb_getbulk, run: m.snmp_run_getbulk },
  walk: { name: m.snmp_verb_walk, run: m.snmp_run_walk },
  table: { name: m.snmp_verb_table, run: m.snmp_run_table },
  overview: { name: m.snmp_verb_overview, run: m.snmp_run_overview },
};

export function verbText(verb: string): string {
  return Object.hasOwn(verbs, verb) ? verbs[verb as RunVerb].name() : verb;
}

/** The button that does it. */
export function runText(verb: RunVerb): string {
  return verbs[verb].run();
}

const outcomes: Readonly<Record<string, (() => string) | undefined>> = {
  complete: m.snmp_outcome_complete,
  cancelled: m.snmp_outcome_cancelled,
  failed: m.snmp_outcome_failed,
  interrupted: m.snmp_outcome_interrupted,
};

/** How an exchange ended, in a list of them; an unknown word as it is. */
export function outcomeText(outcome: string | undefined): string {
  if (outcome === undefined) return m.snmp_outcome_running();
  return Object.hasOwn(outcomes, outcome) ? (outcomes[outcome]?.() ?? outcome) : outcome;
}

export function objectsHint(verb: OperationVerb): string {
  if (verb === 'walk') return m.snmp_oids_placeholder_walk();
  return verb === 'table' ? m.snmp_oids_placeholder_table() : m.snmp_oids_placeholder_get();
}
