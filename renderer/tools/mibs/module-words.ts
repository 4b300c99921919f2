import type { LucideIcon } from '@lucide/svelte';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleX from '@lucide/svelte/icons/circle-x';
import Equal from '@lucide/svelte/icons/equal';
import Hourglass from '@lucide/svelte/icons/hourglass';
import type { MibImportResult } from '#shared/contract/mibs.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';

type State = MibModule['state'];
type NotMib = MibImportResult['notMibs'][number]['kind'];

interface StateLook {
  icon: LucideIcon;
  tone: 'success' | 'warning' | 'error' | 'muted';
  text: () => string;
  hint: () => string;
}

const states: Record<State, StateLook> = {
  compiled: { icon: CircleCheck, tone: 'success', text: m.mibs_state_compiled, hint: m.mibs_state_compiled_hint },
  partly: { icon: CircleDashed, tone: 'warning', text: m.mibs_state_partly, hint: m.mibs_state_partly_hint },
  waiting: { icon: Hourglass, tone: 'warning', text: m.mibs_state_waiting, hint: m.mibs_state_waiting_hint },
  failed: { icon: CircleX, tone: 'error', text: m.mibs_state_failed, hint: m.mibs_state_failed_hint },
  unchanged: { icon: Equal, tone: 'muted', text: m.mibs_state_unchanged, hint: m.mibs_state_unchanged_hint },
};

export function stateLook(state: State): StateLook {
  return states[state];
}

const notMibs: Record<NotMib, () => string> = {
  empty: m.mib_file_empty,
  html: m.mib_file_html,
  pdf: m.mib_file_pdf,
  archive: m.mib_file_archive,
  image: m.mib_file_image,
  binary: m.mib_file_binary,
  'utf-16': m.mib_file_utf_16,
  'no-module': m.mib_file_no_module,
  'too-large': m.mib_file_too_large,
  unreadable: m.mib_file_unreadable,
};

/** What a file is that is no MIB. */
export function notMibText(kind: NotMib): string {
  return notMibs[kind]();
}

/** A file's name as the person knows it: of a copy that was handed over, without the number that keeps copies apart. */
export function fileText(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return /[\\/]punchdown-uploads-[^\\/]+[\\/]/.test(file) ? name.replace(/^\d+-/, '') : name;
}

/** How long an import took: "0.5 s". */
export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A diagnostic in the reader's language: what is wrong, and how to mend it. */
export interface DiagnosticText {
  what: string;
  todo: string;
}

type Texts = Readonly<Record<string, ((params: MibDiagnostic['params']) => string) | undefined>>;

// Which parameters a text uses differs by id, so that the compiler cannot pair them here; `withGaps` answers for all.
const texts = m as unknown as Texts;

/** A parameter nobody gave shows as a dash instead of breaking the sentence. */
function withGaps(params: MibDiagnostic['params']): MibDiagnostic['params'] {
  return new Proxy(params, {
    get: (target, name) => (typeof name === 'string' && Object.hasOwn(target, name) ? target[name] : '–'),
  });
}

/** Makes the text of a diagnostic from its id and parameters, in the current language; of an unknown one, its id. */
export function diagnosticText(diagnostic: Pick<MibDiagnostic, 'id' | 'params'>): DiagnosticText {
  const key = diagnostic.id.replaceAll('-', '_');
  const params = withGaps(diagnostic.params);
  const part = (name: 'what' | 'do') => texts[`mib_${key}_${name}`]?.(params) ?? '';
  return { what: part('what') || diagnostic.id, todo: part('do') };
}
