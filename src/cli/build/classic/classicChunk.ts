import { parseSync } from 'vite';

/** A built chunk as a plain script, and what it needs before it runs. */
export interface ClassicChunk {
  readonly code: string;
  /** File names, in the order in which they run. */
  readonly needs: readonly string[];
  /** Those of which it uses a name, and which must have run to their end before. */
  readonly uses: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** What the page's own loader of such scripts is called; see classicRuntime.ts. */
const LOADER = '__roundtrip';

/**
 * Writes a built module as a plain script. Modules are fetched with CORS, which a sandboxed frame without an origin fails wherever the server does not
 * expect it; plain scripts are not. Names that a chunk
 * imports are taken once their chunk has run, which in a circle is after this one: as with modules, they may then be used, but not before.
 * @param file the chunk's own name
 * @throws for syntax that our bundler does not write
 */
export function classicChunk(file: string, code: string): ClassicChunk {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const needs: string[] = [];
  const uses: string[] = [];
  const edits: { start: number; end: number; text: string }[] = [];
  const replace = ({ start, end }: Node, text: string) => edits.push({ start, end, text });
  const before: string[] = [];
  const after: string[] = [];
  const use = (source: Node): number => {
    const name = nameOf(file, source);
    if (!uses.includes(name)) uses.push(name);
    return uses.indexOf(name);
  };
  for (const node of (program as unknown as { body: Node[] }).body) {
    if (node.type === 'ImportDeclaration') {
      const specifiers = node.specifiers as Node[];
      if (specifiers.length > 0) before.push(importText(use(node.source as Node), specifiers));
      needs.push(nameOf(file, node.source as Node));
      replace(node, '');
    } else if (node.type === 'ExportNamedDeclaration') {
      if (node.declaration) throw new Error(`${file}: an exported declaration`);
      const from = node.source ? use(node.source as Node) : null;
      for (const { local, exported } of node.specifiers as unknown as Record<string, Node>[])
        if (from === null) after.push(`${wordOf(exported)}:${wordOf(local)}`);
        else before.push(`$link(${from},$=>{$exports.${wordOf(exported)}=$.${wordOf(local)}});`);
      replace(node, '');
    } else if (node.type.startsWith('Export')) throw new Error(`${file}: ${node.type}`);
  }
  walk(program as unknown as Node, (node) => {
    if (node.type === 'ImportExpression') {
      const source = node.source as Node;
      replace(node, `${LOADER}.later(${JSON.stringify(nameOf(file, source))})`);
    } else if (node.type === 'MetaProperty') replace(node, `{url:${LOADER}.url("${file}")}`);
    else if (isPreload(node)) replace(node.callee as Node, `${LOADER}.beside`);
  });
  edits.sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) throw new Error(`${file}: edits overlap`);
    text += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  text += code.slice(at);
  const others = [...new Set(needs)].filter((name) => !uses.includes(name));
  return {
    needs: [...uses, ...others],
    uses,
    code: `${LOADER}.define(${JSON.stringify(file)},${JSON.stringify(uses)},${JSON.stringify(others)},function($exports,$link){"use strict";${before.join('')}${text.trim()}\nObject.assign($exports,{${after.join()}})});\n`,
  };
}

/** The bundler's call `preload(() => import('./x.js'), files, import.meta.url)`. */
function isPreload(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const given = node.arguments as Node[];
  const last = given[2];
  return (
    given.length === 3 &&
    last?.type === 'MemberExpression' &&
    (last.object as Node).type === 'MetaProperty'
  );
}

function importText(from: number, specifiers: readonly Node[]): string {
  const locals: string[] = [];
  const named: string[] = [];
  let whole = '';
  for (const { type, imported, local } of specifiers as unknown as (Record<string, Node> & {
    type: string;
  })[]) {
    const name = wordOf(local);
    locals.push(name);
    if (type === 'ImportNamespaceSpecifier') whole += `${name}=$;`;
    else named.push(`${type === 'ImportDefaultSpecifier' ? 'default' : wordOf(imported)}:${name}`);
  }
  const taken = named.length > 0 ? `({${named.join()}}=$)` : '';
  return `let ${locals.join()};$link(${from},$=>{${whole}${taken}});`;
}

const wordOf = (node: Node | undefined): string => String(node?.name ?? node?.value);

/** The file name that a relative specifier names: all chunks lie in one folder. */
function nameOf(file: string, source: Node): string {
  const text =
    source.type === 'TemplateLiteral'
      ? (source.quasis as { value: { cooked: string } }[])[0]?.value.cooked
      : source.value;
  const name = /^\.\/([\w.$-]+\.js)$/.exec(String(text))?.[1];
  if (!name) throw new Error(`${file} imports ${text}`);
  return name;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof child === 'object' && typeof (child as Node).type === 'string')
        walk(child as Node, visit);
}
