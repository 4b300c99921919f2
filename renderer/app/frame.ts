import { createContext } from 'svelte';
import type { Client } from '#shared/contract/index.ts';
import type { ConnectionState } from '../rpc/connection-state.svelte.ts';
import type { AppState } from './app-state.svelte.ts';
import type { AppearanceState } from './appearance-state.svelte.ts';
import type { DraftsState } from './drafts-state.svelte.ts';
import type { NavigationState } from './navigation-state.svelte.ts';
import type { PageState } from './page-state.svelte.ts';

/** What the frame offers to every page. */
export interface Frame {
  client: Client;
  connection: ConnectionState;
  navigation: NavigationState;
  appearance: AppearanceState;
  drafts: DraftsState;
  /** What the engine says about itself. */
  app: AppState;
  /** A passing word about something that worked. What did not work is a ProblemBox. */
  success(text: string): void;
}

export const [getFrame, setFrame] = createContext<Frame>();
export const [getPage, setPage] = createContext<PageState>();
