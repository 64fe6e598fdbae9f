import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/** The layer table of ARCHITECTURE.md: what each folder of src/ may import, and which packages. */
const PURE = [
  'language',
  'scenario',
  'recording',
  'sim',
  'insight',
  'config',
  'traffic',
  'experiment',
  'lesson',
  'embed',
];
const BELOW_VIEWS = [
  'language',
  'scenario',
  'recording',
  'insight',
  'config',
  'traffic',
  'lesson',
  'player',
];
const LAYERS: Record<string, { layers: string[]; packages: string[] }> = {
  language: { layers: [], packages: [] },
  offline: { layers: [], packages: [] },
  scenario: { layers: ['language'], packages: [] },
  recording: { layers: ['language'], packages: [] },
  sim: { layers: ['language', 'scenario', 'recording'], packages: ['xstate'] },
  insight: { layers: ['language', 'scenario', 'recording'], packages: [] },
  config: { layers: ['language', 'scenario'], packages: ['@lezer/common', '@lezer/python'] },
  traffic: { layers: ['language', 'scenario', 'recording', 'insight'], packages: [] },
  experiment: { layers: ['language', 'scenario', 'recording', 'sim', 'insight'], packages: [] },
  lesson: { layers: ['language', 'scenario', 'insight'], packages: ['xstate', 'yaml'] },
  embed: { layers: ['language', 'scenario', 'insight', 'lesson'], packages: [] },
  player: { layers: ['language', 'recording'], packages: ['xstate'] },
  stage: { layers: BELOW_VIEWS, packages: ['react', 'react-dom', 'framer-motion'] },
  panels: {
    layers: [...BELOW_VIEWS, 'stage'],
    packages: ['react', 'react-dom', 'framer-motion', '@dagrejs/dagre'],
  },
  app: {
    layers: [...BELOW_VIEWS, 'embed', 'sim', 'experiment', 'stage', 'panels'],
    packages: ['react', 'react-dom', 'framer-motion', 'xstate', 'uqr', 'fflate'],
  },
  package: {
    layers: [
      'language',
      'scenario',
      'recording',
      'sim',
      'insight',
      'traffic',
      'lesson',
      'embed',
      'app',
    ],
    packages: ['react'],
  },
  cli: { layers: PURE, packages: ['node:', 'yaml', 'vite'] },
};

const SRC = fileURLToPath(new URL('../src', import.meta.url));

interface SourceFile {
  /** Path inside src/, with forward slashes. */
  path: string;
  layer: string;
  text: string;
}

interface Node {
  type: string;
  [field: string]: unknown;
}

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => path.split(sep).join('/'))
  .map((path) => ({
    path,
    layer: path.split('/')[0] ?? '',
    text: readFileSync(join(SRC, path), 'utf8'),
  }));

function nodesOf(file: SourceFile): Node[] {
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const nodes: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (value && typeof value === 'object') {
      if ('type' in value && typeof value.type === 'string') nodes.push(value as Node);
      Object.values(value).forEach(visit);
    }
  };
  visit(program);
  return nodes;
}

/** Everything the file imports, re-exports, names in a type import or loads later. */
function importsOf(file: SourceFile): string[] {
  return nodesOf(file).flatMap(({ type, source, expression }) => {
    if (type === 'TSExternalModuleReference') return [literalOf(expression)];
    if (!/^(Import|Export|TSImport)/.test(type) || !source) return [];
    return [literalOf(source)];
  });
}

function literalOf(node: unknown): string {
  const { value } = node as Node;
  return typeof value === 'string' ? value : '(not a plain string)';
}

/** Why this import breaks the table, or undefined if it keeps it. */
function breach(file: SourceFile, specifier: string): string | undefined {
  const law = LAYERS[file.layer];
  if (!law) return `src/${file.layer} is not in the layer table`;
  if (!specifier.startsWith('.')) {
    const allowed = law.packages.some(
      (name) =>
        specifier === name ||
        specifier.startsWith(`${name}/`) ||
        (name === 'node:' && specifier.startsWith(name)),
    );
    return allowed ? undefined : `${file.layer} may not import the package ${specifier}`;
  }
  const target = relative(SRC, join(SRC, dirname(file.path), specifier)).split(sep);
  if (target[0] === '..') {
    const isLesson = target[1] === 'lessons' && (file.layer === 'app' || file.layer === 'cli');
    return isLesson ? undefined : `${file.layer} may not reach outside src/ to ${specifier}`;
  }
  const layer = target[0] ?? '';
  if (layer === file.layer || law.layers.includes(layer)) return undefined;
  return `${file.layer} may not import ${layer}`;
}

const isGlobal = (node: unknown, name: string) =>
  (node as Node)?.type === 'Identifier' && (node as Node).name === name;

/** Uses of the clock, of chance or of the page, none of which a pure layer may know. */
function impuritiesOf(file: SourceFile): string[] {
  const found: string[] = [];
  for (const node of nodesOf(file)) {
    const isEmptyNew = node.type === 'NewExpression' && (node.arguments as Node[]).length === 0;
    if (isEmptyNew && isGlobal(node.callee, 'Date')) found.push('new Date()');
    if (node.type !== 'MemberExpression') continue;
    for (const [object, property] of [
      ['Date', 'now'],
      ['Math', 'random'],
    ] as const) {
      const named = node.property as Node;
      const isThis = named.name === property || named.value === property;
      if (isGlobal(node.object, object) && isThis) found.push(`${object}.${property}`);
    }
    for (const host of ['window', 'document', 'globalThis', 'performance', 'process']) {
      if (isGlobal(node.object, host)) found.push(host);
    }
  }
  return found;
}

describe('the layer table', () => {
  test('has something to read', () => expect(files.length).toBeGreaterThan(5));

  test('names every folder of src/, and no code lies outside them', () => {
    const strangers = readdirSync(SRC).filter((name) => !(name in LAYERS));
    expect(strangers).toEqual(['tsconfig.base.json']);
  });

  test.each(Object.keys(LAYERS))('src/%s states its law in a README', (layer) => {
    expect(existsSync(join(SRC, layer, 'README.md'))).toBe(true);
  });

  test.each(Object.entries(LAYERS))(
    'the compiler knows the same table for src/%s',
    (layer, law) => {
      const config = JSON.parse(readFileSync(join(SRC, layer, 'tsconfig.json'), 'utf8'));
      const references = config.references.map(({ path }: { path: string }) => path.slice(3));
      expect(references.sort()).toEqual([...law.layers].sort());
      if (PURE.includes(layer)) {
        expect(config.compilerOptions).toMatchObject({ lib: ['ES2023'], types: [] });
      }
    },
  );

  test('no file imports against it', () => {
    const breaches = files.flatMap((file) =>
      importsOf(file).flatMap((specifier) => {
        const why = breach(file, specifier);
        return why ? [`src/${file.path}: ${why}`] : [];
      }),
    );
    expect(breaches).toEqual([]);
  });

  test('pure layers know no clock, no chance and no page', () => {
    const impurities = files
      .filter((file) => PURE.includes(file.layer))
      .flatMap((file) => impuritiesOf(file).map((what) => `src/${file.path}: ${what}`));
    expect(impurities).toEqual([]);
  });
});
