import { createContext } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { PageViews } from '../../app/page-views.svelte.ts';
import type { RequestSettings } from './request-settings.svelte.ts';
import type { TargetState } from './target-state.svelte.ts';

const titles = {
  operations: m.snmp_view_operations,
  set: m.snmp_view_set,
  watch: m.snmp_view_watch,
  doctor: m.snmp_view_doctor,
};

/** Whom to ask and how patiently: what every call takes. */
export interface RequestInput {
  target: SnmpTargetInput;
  /** Milliseconds. */
  timeout: number;
  retries: number;
}

/**
 * What the views of the page share: which one is shown, and whom they ask. On arrival `set` takes `{ oid, type, value, hex }`,
 * `watch` takes `{ oid }`, `doctor` takes `{ run: true }`, `operations` takes `{ verb, oid, run: true }`.
 */
export class SnmpViews extends PageViews<keyof typeof titles> {
  readonly target: TargetState;
  readonly settings: RequestSettings;

  constructor(target: TargetState, settings: RequestSettings, save?: () => void) {
    super({ page: 'snmp', title: m.page_snmp, label: m.snmp_views, titles }, save);
    this.target = target;
    this.settings = settings;
  }

  /** The start of every call's input; undefined while the target or a setting cannot be used (`target.fault`, `settings.fault`). */
  request(): RequestInput | undefined {
    const target = this.target.input();
    const { timeout, retries } = this.settings.values ?? {};
    return target === undefined || timeout === undefined || retries === undefined
      ? undefined
      : { target, timeout, retries };
  }
}

export const [getSnmpViews, setSnmpViews] = createContext<SnmpViews>();
