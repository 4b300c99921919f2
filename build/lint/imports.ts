import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One import as a file writes it. */
export interface FoundImport {
  specifier: string;
  line: number;
  /** Erased before it runs: `import type`, `export type`, or a type written `import('...')`. */
  typeOnly: boolean;
}

/** Every import in a source file, whatever form it has. Svelte: from its scripts. CSS: `@import`. */
export function importsOf(file: string): FoundImport[] {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.svelte')) return scriptsOf(text).flatMap(({ body, before }) => importsInCode(body, before));
  if (file.endsWith('.css')) return importsInStyles(text);
  if (file.endsWith('.html')) return importsInPage(text);
  return /\.[cm]?[jt]s$/.test(file) ? importsInCode(text, 0) : [];
}

function scriptsOf(text: string): { body: string; before: number }[] {
  const scripts: { body: string; before: number }[] = [];
  for (const match of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const body = match[1] ?? '';
    const start = match.index + match[0].indexOf(body, match[0].indexOf('>'));
    scripts.push({ body, before: text.slice(0, start).split('\n').length - 1 });
  }
  return scripts;
}

function importsInCode(text: string, linesBefore: number): FoundImport[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: FoundImport[] = [];
  const add = (node: ts.Node, literal: ts.Node | undefined, typeOnly: boolean): void => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    const line = linesBefore + source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ specifier: literal.text, line, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      // `import { type A }` still loads the module under verbatimModuleSyntax; only `import type` is erased.
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true);
    } else if (ts.isCallExpression(node) && loadsAModule(node.expression)) {
      add(node, node.arguments[0], false);
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && isOwnUrl(node.arguments?.[1])) {
      const first = node.arguments?.[0];
      if (first && ts.isStringLiteralLike(first) && /\.(ts|svelte|css|json)$/.test(first.text)) add(node, first, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `import(...)`, `require(...)`, `require.resolve(...)`, `import.meta.resolve(...)`, `process.getBuiltinModule(...)`. */
function loadsAModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ['require', 'require.resolve', 'import.meta.resolve', 'process.getBuiltinModule'].includes(callee.getText());
}

const isOwnUrl = (node: ts.Expression | undefined): boolean => node?.getText() === 'import.meta.url';

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

function importsInStyles(text: string): FoundImport[] {
  return [...text.matchAll(/@import\s+(?:url\()?\s*['"]([^'"]+)['"]/g)].map((match) => ({
    specifier: match[1] ?? '',
    line: lineAt(text, match.index),
    typeOnly: false,
  }));
}

function importsInPage(text: string): FoundImport[] {
  return [...text.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)\s*=\s*"([^"]+)"/g)].map((match) => ({
    specifier: (match[1] ?? '').replace(/^\//, './'),
    line: lineAt(text, match.index),
    typeOnly: false,
  }));
}
