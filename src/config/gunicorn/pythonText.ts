import type { SyntaxNode } from '@lezer/common';
import { childrenOf, type PyValue, textOf, type Valued } from './pyValue.ts';

const MOST_CHARACTERS = 10_000;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '0': '\0',
};

/** A string's text with its escapes resolved. */
export function unescaped(body: string): string {
  return body.replace(
    /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g,
    (whole, after: string) => {
      if (/^[xuU]./.test(after)) {
        const code = Number.parseInt(after.slice(1), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      return ESCAPES[after] ?? whole;
    },
  );
}

/** `f"{host}:{port}"`; undefined where a part is unknown or is to be laid out in a way of its own. */
export function formatString(
  node: SyntaxNode,
  source: string,
  valued: Valued,
): PyValue | undefined {
  const text = source.slice(node.from, node.to);
  const [, prefix = '', quote = ''] = /^([a-zA-Z]*)("""|'''|"|')/.exec(text) ?? [];
  if (quote === '' || prefix.toLowerCase() !== 'f') return undefined;
  const plain = (from: number, to: number) =>
    unescaped(source.slice(from, to)).replaceAll('{{', '{').replaceAll('}}', '}');
  let value = '';
  let at = node.from + prefix.length + quote.length;
  for (const part of childrenOf(node)) {
    const [, inner, end, ...more] = childrenOf(part);
    if (part.name !== 'FormatReplacement' || end?.name !== '}' || more.length > 0) return undefined;
    const said = inner && valued(inner);
    const shown = said && textOf(said);
    if (shown === undefined) return undefined;
    value += plain(at, part.from) + shown;
    at = part.to;
  }
  value += plain(at, node.to - quote.length);
  return value.length < MOST_CHARACTERS ? { is: 'str', value } : undefined;
}

/** `"{}:{}".format(host, port)`; undefined where a field names what is not given, or is to be laid out in a way of its own. */
export function filled(
  template: string,
  given: readonly PyValue[],
  named: ReadonlyMap<string, PyValue>,
): PyValue | undefined {
  let next = 0;
  let isKnown = true;
  const value = template.replace(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (whole, field?: string) => {
    if (whole === '{{' || whole === '}}') return whole[0] as string;
    let said: PyValue | undefined;
    if (field === '') said = given[next++];
    else if (field !== undefined)
      said = /^\d+$/.test(field) ? given[Number(field)] : named.get(field);
    const shown = said && textOf(said);
    isKnown &&= shown !== undefined;
    return shown ?? '';
  });
  return isKnown && value.length < MOST_CHARACTERS ? { is: 'str', value } : undefined;
}
