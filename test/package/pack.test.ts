import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Another project: gets what `npm pack` gives, and of this folder only the packages that it names. No network. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGES = join(ROOT, 'node_modules');
const project = mkdtempSync(join(tmpdir(), 'roundtrip-consumer-'));
const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
}
let packed: { readonly files: readonly { readonly path: string }[]; readonly size: number };

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  const answer = execFileSync(npm, ['pack', '--json', '--silent', '--pack-destination', project], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Scripts that run before packing say what they did above the answer.
  [packed] = JSON.parse(answer.slice(answer.search(/^\[/m)));
  mkdirSync(join(project, 'node_modules/roundtrip'), { recursive: true });
  const [tarball = ''] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  run('tar', ['-xzf', tarball, '-C', 'node_modules/roundtrip', '--strip-components=1']);
  const { dependencies = {}, peerDependencies = {} } = manifest();
  const ofTheProject = ['react-dom', 'scheduler', 'csstype', 'undici-types', '@types'];
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), ...ofTheProject])
    symlinkSync(join(PACKAGES, name), join(project, 'node_modules', name), 'junction');
  cpSync(fileURLToPath(new URL('consumer', import.meta.url)), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
}, 60_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const manifest = (): Manifest =>
  JSON.parse(readFileSync(join(project, 'node_modules/roundtrip/package.json'), 'utf8'));

test('what is packed is the modules with their types, and little that another project would have to install', () => {
  const paths = packed.files.map(({ path }) => path);
  for (const { types, default: module } of Object.values(manifest().exports))
    for (const file of [types, module]) expect(paths).toContain(file.slice(2));
  const strange = paths.filter(
    (path) => !/^(?:lib\/.+\.(?:js|d\.ts)|[A-Z]+(?:\.md)?|package\.json)$/.test(path),
  );
  expect(strange).toEqual([]);
  expect(Object.keys(manifest().dependencies ?? {})).toEqual(['xstate']);
  expect(packed.size).toBeLessThan(1_500_000);
});

test('a strict project type-checks against it, simulates a scenario in plain Node and reads a scene', () => {
  run(process.execPath, [tsc, '-p', '.']);
  const told = JSON.parse(run(process.execPath, ['out/scene.js']));
  expect(told.requests).toBe(1);
  expect(told.words.join()).toMatch(/uploading \d+ of 900 kB/);
  expect(told.why).toMatch(/900 kB|link|sending/);
  expect(told.refused.join()).toContain('duration');
  expect(told.lessonProblems).toBeGreaterThan(1);
  expect(told.command).toMatchObject({ roundtrip: 1, type: 'goto', step: 3, t: '4.2s' });
  expect(told.theme).toBe('dark');
}, 60_000);

test('the component renders on a server: the element with its parameters, and the fallback in it', () => {
  const html = run(process.execPath, ['out/page.js']);
  expect(html).toContain('<request-roundtrip ');
  for (const part of [
    'src="https://example.org/roundtrip/embed/slow-clients/"',
    'lesson="slow-clients"',
    'step="3"',
    'theme="dark"',
    'hide="title,link"',
    'table="yes"',
    'class="wide"',
    '>How can two slow phones stall a site?</a></request-roundtrip>',
  ])
    expect(html).toContain(part);
  expect(html).not.toContain('onStep');
});
