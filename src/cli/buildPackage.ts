import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run build:package`, and before every `npm pack`: writes `lib/`, the modules that the exports of package.json lead to, one to one, with
 * their types. Says how many there are; fails with the compiler's words.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIB = join(ROOT, 'lib');

const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);
rmSync(LIB, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'src/package/tsconfig.build.json')], {
  stdio: 'inherit',
});

// The compiler renames imports in scripts and leaves them in types, where not every reader takes `.ts`.
const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' });
for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
  const path = join(LIB, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(/((?:from |import\(|import )(['"])\.[^'"\n]*)\.tsx?\2/g, '$1.js$2'),
  );
}
const modules = files.filter((name) => name.endsWith('.js')).length;
process.stdout.write(`lib/: ${modules} modules with their types\n`);
