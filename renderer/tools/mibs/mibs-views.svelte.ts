import { createContext } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import { PageViews } from '../../app/page-views.svelte.ts';
import type { BrowserState } from './browser-state.svelte.ts';
import type { ImportState } from './import-state.svelte.ts';
import type { Inspected } from './inspected.svelte.ts';
import type { ModulesState } from './modules-state.svelte.ts';

const titles = { browser: m.mibs_view_browser, modules: m.mibs_view_modules };

/** What the views of the page share: which one is shown, and what each knows. */
export class MibsViews extends PageViews<keyof typeof titles> {
  readonly browser: BrowserState;
  readonly modules: ModulesState;
  readonly imports: ImportState;
  readonly inspected: Inspected;

  constructor(parts: Pick<MibsViews, 'browser' | 'modules' | 'imports' | 'inspected'>, save: () => void) {
    super({ page: 'mibs', title: m.page_mibs, label: m.mibs_views, titles }, save);
    this.browser = parts.browser;
    this.modules = parts.modules;
    this.imports = parts.imports;
    this.inspected = parts.inspected;
  }
}

export const [getMibsViews, setMibsViews] = createContext<MibsViews>();
