import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host } from './hosts.ts';

/** Never committed, and kept from run to run: installing a generator takes minutes. */
export const CACHE = fileURLToPath(new URL('../../node_modules/.cache/hosts/', import.meta.url));
const LONGEST_MS = 300_000;

/** The folder that a real build was written to and the generator's version; or why there is none. */
export type Built =
  | { readonly folder: string; readonly version: string }
  | { readonly why: string };

/**
 * Builds a host's example with the real generator: a program of this machine, or npm packages that are installed into the cache.
 * Each step may take five minutes; what is not to be had is said, and is no error. `isReused`: what was built before is taken as it is.
 */
export function buildHost(host: Host, isReused: boolean): Built {
  const from = fileURLToPath(new URL(host.folder, import.meta.url));
  const out = join(CACHE, host.key, 'out');
  const isThere = isReused && existsSync(join(out, 'index.html'));
  if (!isThere) rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { build } = host;
  if ('program' in build) {
    const version = run(build.program, build.version, from);
    if (version === null) return { why: `${build.program} is not installed` };
    const isBuilt = isThere || run(build.program, build.args(from, out), from) !== null;
    const number = /\d+(?:\.\d+)+/.exec(version)?.[0] ?? '';
    return isBuilt && existsSync(join(out, 'index.html'))
      ? { folder: out, version: number }
      : { why: `${build.program} did not build it` };
  }
  const work = join(CACHE, host.key, 'work');
  cpSync(from, work, { recursive: true });
  const manifest = join(work, 'node_modules', build.package, 'package.json');
  const install = ['install', '--no-package-lock', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  if (!existsSync(manifest) && run('npm', install, work) === null)
    return { why: `${build.package} could not be installed` };
  if (!isThere && run('npx', ['--no-install', ...build.npx(out)], work) === null)
    return { why: `${build.package} did not build it` };
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { folder: out, version };
}

/** What a program says, or null where it is not there, fails or takes too long; then its last words are on standard error. */
function run(program: string, args: readonly string[], cwd: string): string | null {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: LONGEST_MS,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' },
  });
  if (status === 0) return stdout || stderr;
  process.stderr.write(`${program} ${args.join(' ')}: ${`${stdout}${stderr}`.slice(-600)}\n`);
  return null;
}
