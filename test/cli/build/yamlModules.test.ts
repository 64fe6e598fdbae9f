import { build } from 'vite';
import { expect, test } from 'vitest';
import { yamlModules } from '../../../src/cli/build/yamlModules.ts';

test('a YAML file is imported as its plain value', () => {
  const modules = import.meta.glob('./samples/*.yaml', { eager: true, import: 'default' });
  const value = modules['./samples/sample.yaml'] as Record<string, unknown>;
  expect(value.title).toBe('A request');
  expect(value.steps).toEqual([1, 2]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('bad YAML fails the build and names the file', async () => {
  const brokenFile = {
    name: 'broken-file',
    resolveId: (id: string) => (id === 'broken.yaml' ? id : undefined),
    load: (id: string) => (id === 'broken.yaml' ? 'steps: [1, 2' : undefined),
  };
  const building = build({
    configFile: false,
    logLevel: 'silent',
    plugins: [brokenFile, yamlModules()],
    build: { write: false, rolldownOptions: { input: 'broken.yaml' } },
  });
  await expect(building).rejects.toThrow(/broken\.yaml: Flow sequence/);
});
