import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';
import type { ImportSummary, ModuleFacts } from './import-messages.ts';
import type { ScannedFiles } from './import-sources.ts';

const diagnosticsKept = 100;
/** Of one kind in one module. */
const ofAKind = 3;
const notMibsKept = 1000;
const waitingKept = 1000;

/** Counts what came of an import. */
export class Summary {
  readonly #states: ImportSummary['states'] = {};
  readonly #worst: Record<MibDiagnostic['severity'], MibDiagnostic[]> = { error: [], warning: [], note: [] };
  readonly #waiting = new Map<string, string[]>();
  readonly #left: ScannedFiles['left'] = [];
  #files = 0;
  #objects = 0;
  #lost = 0;
  #errors = 0;
  #warnings = 0;
  #notMibs: ImportSummary['notMibs'] = [];

  scanned(files: number, found: ScannedFiles): void {
    this.#files = files;
    this.#notMibs = found.notMibs;
    for (const one of found.left) this.left(one);
  }

  unchanged(modules: number): void {
    if (modules > 0) this.#states.unchanged = (this.#states.unchanged ?? 0) + modules;
  }

  /** A module that was left out for another of its name. */
  left(one: ScannedFiles['left'][number]): void {
    this.#left.push(one);
  }

  /** A file that was there at the first look and not at the second. */
  vanished(file: string): void {
    this.#notMibs.push({ file, kind: 'unreadable' });
  }

  /** What is told at a module about others of its name. */
  leftFor(module: string, file: string): MibDiagnostic[] {
    return this.#left.filter((one) => one.module === module && one.kept === file).map(toDiagnostic);
  }

  /** `before`: its state, where it was compiled again for others' sake; then it counts only if that changed. */
  module(module: ModuleFacts, diagnostics: readonly MibDiagnostic[], before: MibModule['state'] | undefined): void {
    const { name, state, objects, lost, missing, errors, warnings } = module;
    for (const from of missing) {
      const waiting = this.#waiting.get(from);
      if (waiting === undefined) this.#waiting.set(from, [name]);
      else if (waiting.length < waitingKept) waiting.push(name);
    }
    if (before === state) return;
    this.#states[state] = (this.#states[state] ?? 0) + 1;
    this.#objects += objects;
    this.#lost += lost;
    this.#errors += errors;
    this.#warnings += warnings;
    const counts = new Map<string, number>();
    for (const one of diagnostics) {
      const list = this.#worst[one.severity];
      const count = (counts.get(one.id) ?? 0) + 1;
      counts.set(one.id, count);
      if (count <= ofAKind && list.length < diagnosticsKept) list.push(one);
    }
  }

  end(): ImportSummary {
    const { error, warning, note } = this.#worst;
    // What was left out for a kept module is told at no module of this import.
    const left = this.#left.map(toDiagnostic).filter((one) => !warning.some((other) => isSame(one, other)));
    return {
      files: this.#files,
      states: this.#states,
      objects: this.#objects,
      lost: this.#lost,
      errors: this.#errors,
      warnings: this.#warnings,
      missing: [...this.#waiting]
        .map(([module, waiting]) => ({ module, waiting: waiting.sort() }))
        .sort((a, b) => b.waiting.length - a.waiting.length || (a.module < b.module ? -1 : 1)),
      notMibs: this.#notMibs.slice(0, notMibsKept),
      diagnostics: [...error, ...left, ...warning, ...note].slice(0, diagnosticsKept),
    };
  }
}

function isSame(one: MibDiagnostic, other: MibDiagnostic): boolean {
  return one.id === other.id && one.module === other.module && one.params.file === other.params.file;
}

function toDiagnostic({ module, file, kept }: ScannedFiles['left'][number]): MibDiagnostic {
  return { id: 'module-twice', severity: 'warning', module, file: kept, line: 1, column: 1, params: { module, file } };
}
