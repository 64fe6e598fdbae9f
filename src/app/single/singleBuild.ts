/** What the player of single lessons is made of; read by the build. */
export const SINGLE_ENTRY = 'src/app/single/main.tsx';
export const SINGLE_FILE = 'single/player.html';

/** Modules of the site that it does without, and what stands in their place. */
export const SINGLE_SUBSTITUTES: Readonly<Record<string, string>> = {
  'src/app/course/catalog.ts': 'src/app/single/oneLesson.ts',
  'src/app/course/lessonFiles.ts': 'src/app/single/oneLesson.ts',
  'src/app/lesson/Onward.tsx': 'src/app/single/AtTheEnd.tsx',
  'src/app/shell/fetchAhead.ts': 'src/app/single/allHere.ts',
  'src/app/workbench/instruments.tsx': 'src/app/single/fewInstruments.tsx',
  'src/app/lesson/TryLink.tsx': 'src/app/single/SiteTryLink.tsx',
  'src/app/lesson/MySolutions.tsx': 'src/app/single/NoSolutions.tsx',
  'src/app/accessibility/Help.tsx': 'src/app/single/PlainHelp.tsx',
  'src/panels/act/ActMenu.tsx': 'src/app/single/NoActMenu.tsx',
};
