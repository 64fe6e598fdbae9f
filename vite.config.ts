import react from '@vitejs/plugin-react';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { strictPolicy } from './src/cli/build/strictPolicy.ts';
import { yamlModules } from './src/cli/build/yamlModules.ts';

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  // Only the tests need the browser driver; building the site must not load it.
  const projects =
    mode === 'test' ? (await import('./test/setup/vitestProjects.ts')).vitestProjects() : [];

  return {
    base: './', // the built site works from any sub-folder
    plugins: [react(), yamlModules(), strictPolicy()],
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false }, // the polyfill is an inline script, which the policy forbids
    },
    test: {
      projects,
      retry: 0,
      sequence: { seed: 1 },
      reporters: process.env.CI ? ['default', 'json'] : ['default'],
      outputFile: { json: 'node_modules/.cache/test-report.json' }, // counted by .ci/run
    },
  };
});
