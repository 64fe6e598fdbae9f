import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zipOf } from '../../../src/panels/config/zip.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

test('the same files give the same archive', () => {
  const files = [{ name: 'a.txt', text: 'one\n' }];
  expect(zipOf(files)).toEqual(zipOf(files));
});

test.skipIf(!hasPython)(
  'another program opens the archive and finds the files whole (skipped without python3)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'roundtrip-zip-'));
    const place = join(folder, 'servers.zip');
    writeFileSync(
      place,
      zipOf([
        { name: 'nginx.conf', text: 'events {}\n' },
        { name: 'größe.txt', text: 'µs → ß\n' },
        { name: 'empty', text: '' },
      ]),
    );
    const script =
      'import sys, zipfile, json; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), json.dumps({n: z.read(n).decode() for n in z.namelist()}))';
    const { stdout, stderr } = spawnSync('python3', ['-c', script, place], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    expect(stdout.startsWith('None ')).toBe(true);
    expect(JSON.parse(stdout.slice(5))).toEqual({
      'nginx.conf': 'events {}\n',
      'größe.txt': 'µs → ß\n',
      empty: '',
    });
  },
);
