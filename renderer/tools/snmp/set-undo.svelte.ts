import type { JournalEntry, SetEntry } from '#shared/model/snmp-operation.ts';
import { requestFaultText } from './request-words.ts';
import type { SetDone } from './set-state.svelte.ts';
import { isException } from './set-state.svelte.ts';
import type { RequestInput, SnmpViews } from './snmp-views.svelte.ts';
import { placeText } from './target-state.svelte.ts';

/** An undo that waits for a person's word. */
interface Plan {
  /** Number of the journal's entry. */
  journal: number;
  request: RequestInput;
  /** The entry has no saved device or profile, so that the request's target is given. */
  needsTarget: boolean;
  /** What will be written: what is there by our knowledge, and what was there before. */
  entries: readonly SetEntry[];
  /** Whom it will be sent to, in words. */
  label: string;
  /** It was written to another agent than the one it would be undone on. */
  elsewhere?: { was: string; target: string };
}

/** What undoing would do, shown before it is done. */
export class UndoPlan {
  open = $state(false);
  plan = $state.raw<Plan>();

  /** Undoes what was just done, on the same target, whatever the page's target is by now. */
  ofResult({ result, request }: SetDone): void {
    if (result.journal === undefined) return;
    const { device, profile } = request.target;
    const needsTarget = device === undefined && profile === undefined;
    const label = placeText(result.agent);
    this.#ask({ journal: result.journal, request, needsTarget, entries: reversed(result.entries), label });
  }

  /** Undoes an entry of the journal: on its own device or profile, or else on the page's target. */
  ofEntry(entry: JournalEntry, views: SnmpViews): void {
    const was = placeText(entry);
    const saved = this.#isSaved(entry);
    const request = views.request() ?? (saved ? this.#onItsOwn(entry, views) : undefined);
    if (request === undefined) return;
    const target = placeOf(request, views);
    const label = saved ? was : (target ?? views.target.label);
    const elsewhere = !saved && target !== undefined && target !== was ? { elsewhere: { was, target } } : {};
    const entries = reversed(entry.entries);
    this.#ask({ journal: entry.id, request, needsTarget: !saved, entries, label, ...elsewhere });
  }

  /** Why an entry cannot be undone now: it needs a target and there is none. */
  blockedFor(entry: JournalEntry, views: SnmpViews): string | undefined {
    return this.#isSaved(entry) ? undefined : requestFaultText(views);
  }

  #isSaved({ device, profile }: JournalEntry): boolean {
    return device !== undefined || profile !== undefined;
  }

  /** The engine knows the target of such an entry; of the request only the patience counts. */
  #onItsOwn({ address, port, device, profile }: JournalEntry, views: SnmpViews): RequestInput {
    const { timeout = 2000, retries = 2 } = views.settings.values ?? {};
    return { target: device === undefined ? { address, port, profile } : { device }, timeout, retries };
  }

  #ask(plan: Plan): void {
    this.plan = plan;
    this.open = true;
  }
}

/** Where a request goes, as far as the page knows: an address with its port where it is not 161. */
function placeOf({ target }: RequestInput, { target: chosen }: SnmpViews): string | undefined {
  if (target.device !== undefined) return chosen.device === undefined ? undefined : placeText(chosen.device);
  return target.address === undefined ? undefined : placeText({ address: target.address, port: target.port ?? 161 });
}

/** Old and new change places; an object that was not there has nothing to be written back. */
function reversed(entries: readonly SetEntry[]): SetEntry[] {
  return entries.flatMap(({ oid, name, type, old, asked, now }) =>
    old === undefined || isException(old.type) ? [] : [{ oid, name, type, old: now ?? asked, asked: old }],
  );
}
