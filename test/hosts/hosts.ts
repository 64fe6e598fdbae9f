import type { Page } from 'playwright-core';

/** A generator of documentation, with what its pages have of their own. */
export interface Host {
  readonly key: string;
  readonly name: string;
  /** Where its example is, in test/hosts. */
  readonly folder: string;
  /** The page without a lesson, in a real build. */
  readonly other: string;
  /** Builds the example into a folder; npm packages are installed into `work` first. */
  readonly build: Build;
  /** One press of its own theme switch; null: it has none, and its pages are light. */
  readonly press: ((page: Page) => Promise<void>) | null;
  /** Whether the page is dark, asked in the page. */
  readonly isDark: string;
}

export type Build =
  | {
      readonly program: string;
      readonly args: (from: string, to: string) => readonly string[];
      readonly version: readonly string[];
    }
  | { readonly npx: (to: string) => readonly string[]; readonly package: string };

const click = (selector: string) => (page: Page) =>
  page.locator(selector).locator('visible=true').first().click();
const sphinx = (theme: string): Build => ({
  program: 'sphinx-build',
  args: (from, to) => ['-q', '-b', 'html', '-D', `html_theme=${theme}`, from, to],
  version: ['--version'],
});
const mkdocs = (config: string): Build => ({
  program: 'mkdocs',
  args: (from, to) => ['-q', 'build', '-f', `${from}/${config}`, '-d', to],
  version: ['--version'],
});
const DATA_THEME = `document.documentElement.dataset.theme === 'dark'`;

export const HOSTS: readonly Host[] = [
  {
    key: 'sphinx-alabaster',
    name: 'Sphinx, Alabaster',
    folder: 'sphinx',
    other: 'other.html',
    build: sphinx('alabaster'),
    press: null,
    isDark: 'false',
  },
  {
    key: 'sphinx-furo',
    name: 'Sphinx, Furo',
    folder: 'sphinx',
    other: 'other.html',
    build: sphinx('furo'),
    // Debian's package has a script of Furo's that does not start; then what it would do is done for it.
    press: async (page) => {
      const button = page.locator('.theme-toggle').locator('visible=true').first();
      if (await button.count()) await button.click();
      else await page.evaluate(() => Object.assign(document.body.dataset, { theme: 'dark' }));
    },
    isDark: `document.body.dataset.theme === 'dark'`,
  },
  {
    key: 'mkdocs',
    name: 'MkDocs',
    folder: 'mkdocs',
    other: 'other/',
    build: mkdocs('mkdocs.yml'),
    press: null,
    isDark: 'false',
  },
  {
    key: 'mkdocs-material',
    name: 'MkDocs, Material',
    folder: 'mkdocs',
    other: 'other/',
    build: mkdocs('material.yml'),
    press: click('label.md-header__button[for^="__palette"]'),
    isDark: `document.body.dataset.mdColorScheme === 'slate'`,
  },
  {
    key: 'docusaurus',
    name: 'Docusaurus',
    folder: 'docusaurus',
    other: 'other/',
    build: { npx: (to) => ['docusaurus', 'build', '--out-dir', to], package: '@docusaurus/core' },
    press: click('button[class*="toggleButton"]'),
    isDark: DATA_THEME,
  },
  {
    key: 'vitepress',
    name: 'VitePress',
    folder: 'vitepress',
    other: 'other.html',
    build: { npx: (to) => ['vitepress', 'build', '.', '--outDir', to], package: 'vitepress' },
    press: click('.VPSwitchAppearance'),
    isDark: `document.documentElement.classList.contains('dark')`,
  },
  {
    key: 'starlight',
    name: 'Astro Starlight',
    folder: 'starlight',
    other: 'other/',
    build: { npx: (to) => ['astro', 'build', '--outDir', to], package: '@astrojs/starlight' },
    press: async (page) => {
      await page
        .locator('starlight-theme-select select')
        .locator('visible=true')
        .first()
        .selectOption('dark');
    },
    isDark: DATA_THEME,
  },
];
