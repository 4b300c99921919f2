import { notificationSeverities, notificationStates, securityLevels } from '#shared/model/notification.ts';
import { snmpVersions } from '#shared/model/snmp-target.ts';

/** Words that a row keeps as their place in a list; so a list only grows at its end. */
function codesOf<Word extends string>(words: readonly Word[]) {
  const codes = new Map<string, number>(words.map((word, code) => [word, code]));
  return {
    code: (word: Word): number => codes.get(word) ?? -1,
    /** Undefined for NULL, and for what a newer program wrote. */
    word: (code: number | null): Word | undefined => (code === null ? undefined : words[code]),
  };
}

export const stateCodes = codesOf(notificationStates);
export const versionCodes = codesOf(snmpVersions);
export const kindCodes = codesOf(['trap', 'inform'] as const);
export const severityCodes = codesOf(notificationSeverities);
export const levelCodes = codesOf(securityLevels);
export const lossCodes = codesOf(['system', 'inbox', 'sender'] as const);
