import react from '@vitejs/plugin-react';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { LESSON_SLOT, TITLE_SLOT } from './src/app/package/slots.ts';
import { SINGLE_ENTRY, SINGLE_FILE, SINGLE_SUBSTITUTES } from './src/app/single/singleBuild.ts';
import { hostLoader } from './src/cli/build/hostLoader.ts';
import { offlineSite } from './src/cli/build/offlineSite.ts';
import { preloadChunk } from './src/cli/build/preloadChunk.ts';
import { routeBudget } from './src/cli/build/routeBudget.ts';
import { shortMessages } from './src/cli/build/shortMessages.ts';
import { singleFile } from './src/cli/build/singleFile.ts';
import { embedPages } from './src/cli/build/staticPages/embedPages.ts';
import { staticPages } from './src/cli/build/staticPages/staticPages.ts';
import { strictPolicy } from './src/cli/build/strictPolicy.ts';
import { yamlModules } from './src/cli/build/yamlModules.ts';

/** The player of single lessons: what the build makes of it, and what it may weigh. */
const SINGLE = {
  entry: SINGLE_ENTRY,
  file: SINGLE_FILE,
  slots: { lesson: LESSON_SLOT, title: TITLE_SLOT },
  substitutes: SINGLE_SUBSTITUTES,
  plugins: () => [react(), yamlModules(), shortMessages()],
  maxKilobytes: 485,
};

/** What everybody fetches, whatever the page, beside the entry. */
const SHELL = 'src/app/start.tsx';

const BUDGET = {
  entry: 'index.html',
  maxKilobytes: 206,
  routes: [
    { name: 'course', modules: [SHELL, 'src/app/course/CoursePage.tsx'] },
    {
      name: 'lesson',
      // Until it can be read; the simulator follows.
      modules: [SHELL, 'src/app/lesson/LessonRoute.tsx', /\/lessons\/[^/?]+\.yaml\?lesson$/],
    },
    {
      name: 'lesson with simulator',
      modules: [
        SHELL,
        'src/app/lesson/LessonRoute.tsx',
        'src/app/lesson/LessonPage.tsx',
        /\/lessons\/[^/?]+\.yaml\?lesson$/,
      ],
      maxKilobytes: 215,
    },
    // Pages of whoever teaches: on a desk, with the stage, or with a reader of YAML, from the start.
    { name: 'present', modules: [SHELL, 'src/app/present/PresentPage.tsx'], maxKilobytes: 265 },
    { name: 'prepare', modules: [SHELL, 'src/app/prepare/PreparePage.tsx'], maxKilobytes: 380 },
    {
      name: 'class',
      modules: [SHELL, 'src/app/evidence/class/ClassPage.tsx'],
      maxKilobytes: 215,
    },
    { name: 'sandbox', modules: [SHELL, 'src/app/sandbox/SandboxPage.tsx'] },
    {
      name: 'compare',
      modules: [SHELL, 'src/app/compare/ComparePage.tsx', 'src/app/compare/CompareRoom.tsx'],
    },
    { name: 'case', modules: [SHELL, 'src/app/reality/CasePage.tsx'] },
    { name: 'gallery', modules: [SHELL, 'src/app/gallery/GalleryPage.tsx'] },
    {
      name: 'truth',
      modules: [SHELL, 'src/app/truth/TruthPage.tsx', 'src/app/truth/fidelity.json'],
    },
    {
      // What the frame of an embedded lesson fetches until it can be read, poster and all; the simulator follows.
      name: 'embed',
      entry: 'src/app/embed/boot.ts',
      modules: ['src/app/embed/player.tsx', /\/lessons\/[^/?]+\.yaml\?lesson$/],
      maxKilobytes: 170,
    },
    {
      name: 'embed with simulator',
      entry: 'src/app/embed/boot.ts',
      modules: [
        'src/app/embed/player.tsx',
        'src/app/embed/EmbeddedLesson.tsx',
        /\/lessons\/[^/?]+\.yaml\?lesson$/,
      ],
      maxKilobytes: 225,
    },
    {
      // What the page around it fetches.
      name: 'loader',
      entry: 'src/app/embed/loader/embed.v1.ts',
      modules: [],
      maxKilobytes: 3,
    },
  ],
};

/** Modules that are needed together come in one file, because each file costs a request; the budget and a test watch that nobody pays for another's. */
const CHUNKS = [
  {
    // What every script begins with, down to the first of an embedded page.
    name: 'words',
    test: /[\\/]src[\\/]language[\\/](?!pseudo)\w+\.ts$|vite[\\/]preload-helper|rolldown[\\/]runtime/,
  },
  {
    name: 'base',
    test: /[\\/](?:node_modules[\\/]react[\\/]|src[\\/](?:language[\\/](?!pseudo)\w+|stage[\\/]rich|insight[\\/](?:plainWords|nouns)|panels[\\/]later|app[\\/](?:pages|route|prepare[\\/]taken|lesson[\\/]LaterLessonPage|course[\\/](?:catalog|LaterFirstRequest)|shell[\\/](?:languages|useLanguage|deviceMemory|theme|ErrorBoundary|useRoute|sharing|ToolIcon|UnknownPage|fetchAhead)|workbench[\\/]Later\w+))\.tsx?$|\.yaml\?card$|languages[\\/][\w-]+[\\/]language\.yaml$)/,
  },
  {
    name: 'simulator',
    test: /[\\/](?:node_modules[\\/]xstate[\\/]|src[\\/](?:sim[\\/](?!watch|pictures|xstateKernel).*|recording[\\/].*|player[\\/].*|insight[\\/]state[\\/](?!frontConnections).*|panels[\\/](?:usePlayer|seen)|app[\\/]workbench[\\/](?:usePlayer|simulateRun|expectedRequests))\.tsx?$)/,
  },
  {
    name: 'parsing',
    test: /[\\/]src[\\/]scenario[\\/](?:fields|place|parse\w+|schema|\w+Schema|checkServers)\.ts$/,
  },
  {
    name: 'units',
    test: /[\\/]src[\\/]scenario[\\/](?:units|problems|isRecord|defaultParts|matchLocation|locationPattern|linkPresets)\.ts$|[\\/]src[\\/]lesson[\\/]answers\.ts$/,
  },
  {
    name: 'stage',
    test: /[\\/](?:node_modules[\\/](?:framer-motion|motion-dom|motion-utils)[\\/]|src[\\/](?:(?:stage|insight[\\/]scene)[\\/].*|insight[\\/](?:narrate|sentences|serverSentences|state[\\/]frontConnections)|panels[\\/](?:Caption|toldEvent))\.tsx?$)/,
  },
  {
    name: 'measures',
    test: /[\\/]src[\\/](?:insight[\\/](?:waterfall|metrics|percentiles|series|lanes|lanes[\\/]\w+Lanes|wire[\\/]wireProgress))\.ts$/,
  },
  {
    name: 'bench',
    test: /[\\/]src[\\/](?:app[\\/]workbench[\\/]Tabs|panels[\\/]goToEvent)\.tsx?$/,
  },
  {
    name: 'workbench',
    test: /[\\/]src[\\/](?:app[\\/]workbench[\\/](?:Workbench|InstrumentTabs|instruments|PaneDivider|useHelp)|panels[\\/](?:Inspector|Popover|why[\\/]helpSource))\.tsx?$/,
  },
  {
    name: 'lessonParts',
    test: /[\\/]src[\\/](?:lesson[\\/](?:lessonValues|nearestLook|runSource|evidence[\\/]noted|flow\w+|lessonFlow)|app[\\/]lesson[\\/](?:showStage|turning|lookEvent|lessonRuns|laterParts|spotlightOf|useArrival|pace|usePlayStep|useStill|Hints))\.tsx?$/,
  },
].map((group, index, { length }) => ({ ...group, priority: length - index }));

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  // Only the tests need the browser driver; building the site must not load it.
  const projects =
    mode === 'test' || mode === 'check'
      ? (await import('./test/setup/vitestProjects.ts')).vitestProjects(mode)
      : [];

  return {
    base: './', // the built site works from any sub-folder
    plugins: [
      react(),
      yamlModules(),
      shortMessages(),
      strictPolicy(),
      staticPages(),
      embedPages(),
      hostLoader(),
      preloadChunk(SHELL),
      routeBudget(BUDGET),
      singleFile(SINGLE),
      offlineSite('src/offline/serviceWorker.ts'),
    ],
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false }, // the polyfill is an inline script, which the policy forbids
      rolldownOptions: {
        input: {
          index: 'index.html',
          boot: 'src/app/embed/boot.ts',
          'embed.v1': 'src/app/embed/loader/embed.v1.ts',
        },
        output: {
          entryFileNames: ({ name }) =>
            name === 'embed.v1' ? 'embed.v1.js' : 'assets/[name]-[hash].js',
          codeSplitting: { includeDependenciesRecursively: false, groups: CHUNKS },
        },
        treeshake: {
          // Our modules do nothing by being imported: one of which no name is used is left out.
          moduleSideEffects: [{ test: /[\\/]src[\\/].*\.tsx?$/, sideEffects: false }],
        },
      },
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
