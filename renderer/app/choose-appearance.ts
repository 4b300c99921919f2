import type { AppearanceChoice } from './appearance-state.svelte.ts';
import type { Frame } from './frame.ts';

/** Changes theme or language: at once in the window, then in the settings. */
export async function chooseAppearance(frame: Frame, choice: Partial<AppearanceChoice>): Promise<void> {
  frame.appearance.set(choice);
  try {
    await frame.client.settings.update(choice);
  } catch (thrown) {
    frame.app.report(thrown);
  }
}
