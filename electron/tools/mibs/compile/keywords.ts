/** Words with a meaning of their own in either SMI. None of them may name anything. */
const keywords = [
  ...['ACCESS', 'AGENT-CAPABILITIES', 'APPLICATION', 'AUGMENTS', 'BEGIN', 'BITS', 'CHOICE', 'CONTACT-INFO'],
  ...['CREATION-REQUIRES', 'DEFINITIONS', 'DEFVAL', 'DESCRIPTION', 'DISPLAY-HINT', 'END', 'ENTERPRISE', 'EXPORTS'],
  ...['FROM', 'GROUP', 'IDENTIFIER', 'IMPLICIT', 'IMPLIED', 'IMPORTS', 'INCLUDES', 'INDEX', 'INTEGER', 'LAST-UPDATED'],
  ...['MACRO', 'MANDATORY-GROUPS', 'MAX', 'MAX-ACCESS', 'MIN', 'MIN-ACCESS', 'MODULE', 'MODULE-COMPLIANCE'],
  ...['MODULE-IDENTITY', 'NOTIFICATION-GROUP', 'NOTIFICATION-TYPE', 'NOTIFICATIONS', 'NULL', 'OBJECT', 'OBJECT-GROUP'],
  ...['OBJECT-IDENTITY', 'OBJECT-TYPE', 'OBJECTS', 'OCTET', 'OF', 'ORGANIZATION', 'PRODUCT-RELEASE', 'REFERENCE'],
  ...['REVISION', 'SEQUENCE', 'SIZE', 'STATUS', 'STRING', 'SUPPORTS', 'SYNTAX', 'TEXTUAL-CONVENTION', 'TRAP-TYPE'],
  ...['UNITS', 'UNIVERSAL', 'VARIABLES', 'VARIATION', 'WRITE-SYNTAX'],
] as const;

export type Keyword = (typeof keywords)[number];

/** Macros that a definition's name stands before. */
export const macroNames = [
  ...['AGENT-CAPABILITIES', 'MODULE-COMPLIANCE', 'MODULE-IDENTITY', 'NOTIFICATION-GROUP', 'NOTIFICATION-TYPE'],
  ...['OBJECT-GROUP', 'OBJECT-IDENTITY', 'OBJECT-TYPE', 'TRAP-TYPE'],
] as const satisfies Keyword[];

export type MacroName = (typeof macroNames)[number];

const macroSet: ReadonlySet<string> = new Set(macroNames);

export function isMacroName(word: string): word is MacroName {
  return macroSet.has(word);
}

const buckets = 1024;

/** The hash that the lexer makes of a word on its way: `hash = hash * 31 + code`, in 32 bits. */
function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
  return hash;
}

const table = Array.from({ length: buckets }, (): Keyword[] => []);
for (const keyword of keywords) table[hashOf(keyword) & (buckets - 1)]?.push(keyword);

/** The keyword that stands at these offsets of a text, whose hash is known; "" for none. No string is made for the question. */
export function keywordAt(text: string, start: number, end: number, hash: number): Keyword | '' {
  const bucket = table[hash & (buckets - 1)];
  if (bucket === undefined) return '';
  for (const keyword of bucket) {
    if (keyword.length === end - start && text.startsWith(keyword, start)) return keyword;
  }
  return '';
}
