import { randomBytes } from 'node:crypto';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { type BuiltChunk, routeBudget, weighRoutes } from '../../../src/cli/build/routeBudget.ts';

const chunk = (fileName: string, modules: string[], imports: string[], bytes: number) =>
  ({
    type: 'chunk',
    fileName,
    // Text that gzip cannot make smaller: what is weighed is known.
    code: randomBytes(bytes).toString('latin1'),
    isEntry: fileName === 'entry.js',
    moduleIds: modules.map((module) => `/site/${module}`),
    imports,
  }) satisfies BuiltChunk;

const BUNDLE = Object.fromEntries(
  [
    chunk('entry.js', ['src/main.ts'], ['shared.js'], 4000),
    chunk('shared.js', ['src/shared.ts'], [], 8000),
    chunk('page.js', ['src/Page.tsx'], ['shared.js', 'deep.js'], 16_000),
    chunk('deep.js', ['src/deep.ts'], ['page.js'], 32_000), // a circle must not be walked for ever
    chunk('other.js', ['src/Other.tsx'], [], 64_000),
    chunk('light.js', ['lessons/light.yaml?lesson'], [], 1000),
    chunk('heavy.js', ['lessons/heavy.yaml?lesson'], [], 2000),
  ].map((each) => [each.fileName, each]),
);

const filesOf = (modules: (string | RegExp)[]) =>
  weighRoutes(BUNDLE, [{ name: 'page', modules }])[0]?.chunks.map(({ file }) => file);

test('a route is its entry, its modules and all they import, each once; what is imported by nobody is not', () => {
  expect(filesOf(['src/Page.tsx'])).toEqual(['deep.js', 'page.js', 'shared.js', 'entry.js']);
  const [page, entry] = weighRoutes(BUNDLE, [
    { name: 'page', modules: ['src/Page.tsx'] },
    { name: 'entry', modules: [] },
  ]);
  expect((page?.bytes ?? 0) - (entry?.bytes ?? 0)).toBeGreaterThan(48_000);
});

test('of a pattern the heaviest counts', () => {
  expect(filesOf([/lessons\/\w+\.yaml\?lesson$/])).toEqual(['shared.js', 'entry.js', 'heavy.js']);
});

test('a page that is not in the build does not weigh nothing', () => {
  expect(() => filesOf(['src/Renamed.tsx'])).toThrow('no chunk holds src/Renamed.tsx');
});

test.each([
  [3, 'passes'],
  [1, 'fails'],
])('a build of two kB with a budget of %i kB %s', async (maxKilobytes, ends) => {
  const text = randomBytes(1500).toString('base64'); // 2,000 letters of 6 bits each
  const page = {
    name: 'page',
    resolveId: (id: string) => (id === 'page.js' ? id : undefined),
    load: (id: string) => (id === 'page.js' ? `globalThis.text = '${text}';` : undefined),
  };
  const building = build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      page,
      routeBudget({ maxKilobytes, routes: [{ name: 'page', modules: ['page.js'] }] }),
    ],
    build: { write: false, rolldownOptions: { input: 'page.js' } },
  });
  if (ends === 'passes') {
    const { output } = (await building) as Rolldown.RolldownOutput;
    expect(output).toHaveLength(1);
  } else await expect(building).rejects.toThrow(/the route page begins with 1\.\d kB.*page-/s);
});
