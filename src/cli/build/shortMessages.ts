import { type Plugin, parseSync } from 'vite';
import { shipped } from '../../language/shipped.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Notes to translators stay at home, and marking a text (`msg('…')`) leaves the text alone. Only while building. */
export function shortMessages(): Plugin {
  return {
    name: 'roundtrip:short-messages',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /[\\/]src[\\/].*\.tsx?$/, code: /##|\bmsg\(/ },
      handler(code, id) {
        const [file = id] = id.split('?');
        const cuts = [...cutsIn(parseSync(file, code).program)].sort((a, b) => b.start - a.start);
        let short = code;
        for (const { start, end, text } of cuts)
          short = short.slice(0, start) + text + short.slice(end);
        return { code: short, map: null };
      },
    },
  };
}

function* cutsIn(value: unknown): Generator<{ start: number; end: number; text: string }> {
  if (Array.isArray(value)) {
    for (const each of value) yield* cutsIn(each);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (node.type === 'CallExpression') {
    const [callee, argument] = [node.callee as Node, (node.arguments as Node[])[0]];
    const isMark = callee.type === 'Identifier' && callee.name === 'msg';
    if (isMark && argument?.type === 'Literal' && typeof argument.value === 'string') {
      yield { start: node.start, end: node.end, text: JSON.stringify(shipped(argument.value)) };
      return;
    }
  }
  if (node.type === 'Literal' && typeof node.value === 'string' && NOTED.test(node.value))
    yield { start: node.start, end: node.end, text: JSON.stringify(shipped(node.value)) };
  for (const inner of Object.values(node)) yield* cutsIn(inner);
}

/** A note follows its words; a colour or a heading of Markdown does not look so. */
const NOTED = /\S##\S/;
