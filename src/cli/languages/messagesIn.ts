import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

interface Node {
  readonly type: string;
  readonly start?: number;
  readonly [field: string]: unknown;
}

/** A call that says something with a text that cannot be collected. */
export interface Unreadable {
  readonly file: string;
  readonly code: string;
}

const SAYING = new Set(['t', 'tParts', 'rich', 'msg']);

/** Every message of the sources below a folder, file by file, and the calls of `msg`, `tParts` and `rich` whose text is not a literal. */
export function messagesIn(folder: string): {
  readonly messages: ReadonlyMap<string, string>;
  readonly unreadable: readonly Unreadable[];
} {
  const messages = new Map<string, string>();
  const unreadable: Unreadable[] = [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!/\b(?:t|tParts|rich|msg)\(/.test(text)) continue;
    for (const node of calls(parseSync(file, text).program)) {
      const name = (node.callee as Node).name as string;
      const found = literals((node.arguments as Node[])[0]);
      for (const each of found ?? []) if (!messages.has(each)) messages.set(each, file);
      // `t` is also given what `msg` has marked.
      if (
        found === null &&
        name !== 't' &&
        !file.startsWith('language/') &&
        file !== 'stage/rich.ts'
      )
        unreadable.push({ file, code: text.slice(node.start ?? 0, (node.start ?? 0) + 80) });
    }
  }
  return { messages, unreadable };
}

/** The texts that an expression may be, or null where they cannot be known. */
function literals(node: Node | undefined): string[] | null {
  if (!node) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node.type === 'TemplateLiteral' && (node.expressions as Node[]).length === 0)
    return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  if (node.type === 'ConditionalExpression') {
    const [yes, no] = [literals(node.consequent as Node), literals(node.alternate as Node)];
    return yes && no ? [...yes, ...no] : null;
  }
  if (node.type === 'ParenthesizedExpression') return literals(node.expression as Node);
  return null;
}

function* calls(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* calls(each);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (node.type === 'CallExpression') {
    const callee = node.callee as Node;
    if (callee.type === 'Identifier' && SAYING.has(callee.name as string)) yield node;
  }
  for (const inner of Object.values(node)) yield* calls(inner);
}
