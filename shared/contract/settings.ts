import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './errors.ts';

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** `system` follows the system's language. */
  locale: z.enum(['system', ...locales]),
  /** Unfinished input of the pages by page name, so that nothing typed is lost. */
  drafts: z.record(z.string(), z.json()),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsContract = {
  get: oc.errors(problems).output(settingsSchema),
  /** Changes what is named and leaves the rest; drafts are replaced page by page. */
  update: oc.errors(problems).input(settingsSchema.partial()).output(settingsSchema),
};
