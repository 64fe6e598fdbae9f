import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { packLesson, unpackLesson } from '../../../src/app/prepare/lessonAddress.ts';
import { fromBase64url, toBase64url } from '../../../src/lesson/prepared/base64url.ts';
import {
  MOST_LESSON_BYTES,
  readLessonLink,
  writeLessonLink,
} from '../../../src/lesson/prepared/lessonLink.ts';
import { isProblems } from '../../../src/scenario/problems.ts';
import { LESSON_FILES } from '../../lesson/readLessons.ts';
import { Dice } from '../../scenario/dice.ts';

const sourceOf = (file: string) => parse(readFileSync(`lessons/${file}`, 'utf8'));

const linkOf = async (source: object): Promise<string> => {
  const link = await packLesson(source as never);
  if (typeof link !== 'string') throw new Error(JSON.stringify(link));
  return link;
};

test('every lesson of the course fits a link and comes back as it was', async () => {
  for (const file of LESSON_FILES) {
    const source = sourceOf(file);
    const link = await linkOf(source);
    expect(link).toMatch(/^l=1\.[\w-]{5}\.[0-9a-z]+\.[\w-]+$/);
    expect(await unpackLesson(`https://example.org/docs/#${link}).`)).toEqual(source);
  }
});

test('any bytes come back from base64url, and nothing else is read', () => {
  const draw = drawing(7);
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, () => Math.floor(draw() * 256));
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  }
  expect(fromBase64url('A')).toBeNull(); // six bits are no byte
  expect(fromBase64url('AB')).toBeNull(); // bits left over that nobody wrote
  expect(fromBase64url('AA+A')).toBeNull();
});

test('a link that was cut or changed is refused in words, wherever it happened', async () => {
  const draw = drawing(11);
  const link = await linkOf(sourceOf('slow-clients.yaml'));
  for (let i = 0; i < 300; i++) {
    const at = 2 + Math.floor(draw() * (link.length - 2));
    const cut = await unpackLesson(link.slice(0, at));
    expect(isProblems(cut) && cut[0]?.message).toMatch(/cut short|not a link|does not know/);
    const other = 'abcXYZ019-_'.charAt(Math.floor(draw() * 11));
    const flipped = link.slice(0, at) + other + link.slice(at + 1);
    if (flipped === link) continue;
    const read = await unpackLesson(flipped);
    expect(isProblems(read), flipped.slice(0, 40)).toBe(true);
  }
});

test('what was packed by somebody else is read or refused, never thrown', async () => {
  const draw = drawing(13);
  for (let i = 0; i < 200; i++) {
    const bytes = Uint8Array.from({ length: 1 + Math.floor(draw() * 60) }, () => draw() * 256);
    const read = await unpackLesson(String(writeLessonLink(bytes)));
    expect(isProblems(read)).toBe(true);
  }
  for (const text of ['', '7', '[]', 'null', '{"a":', '"x"']) {
    const read = await unpackLesson(await deflatedLink(new TextEncoder().encode(text)));
    expect(isProblems(read), text).toBe(true);
  }
  const notUtf8 = await unpackLesson(await deflatedLink(Uint8Array.of(0x7b, 0xff, 0x7d)));
  expect(isProblems(notUtf8)).toBe(true);
});

test('a small link that would become a large memory is stopped', async () => {
  const bomb = await deflatedLink(new Uint8Array(30 * MOST_LESSON_BYTES).fill(0x20));
  expect(bomb.length).toBeLessThan(50_000);
  const read = await unpackLesson(bomb);
  expect(isProblems(read) && read[0]?.message).toMatch(/more than a lesson may/);
});

test('a lesson that is too large for a link says so', async () => {
  const draw = drawing(17);
  const noise = Array.from({ length: 90_000 }, () => draw().toString(36).slice(2, 8)).join('');
  const long = await packLesson({ intro: noise });
  expect(isProblems(long as never) && JSON.stringify(long)).toMatch(/too large for a link/);
});

test('formats, parameters and hosts round it are told apart', () => {
  const asked = (link: string) => {
    const read = readLessonLink(link);
    return isProblems(read) ? read[0]?.message : 'read';
  };
  expect(asked('#l=2.abcde.1.A')).toMatch(/format 2.*reads format 1/);
  expect(asked('#s=1.abcde.1.A')).toMatch(/holds no lesson/);
  expect(asked('')).toMatch(/holds no lesson/);
  expect(asked('#l=')).toMatch(/cut short/);
  expect(asked('#l=1.abcde.zzzzz.A')).toMatch(/too long/);
});

async function deflatedLink(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as never]).stream();
  const deflated = stream.pipeThrough(new CompressionStream('deflate-raw'));
  return String(writeLessonLink(new Uint8Array(await new Response(deflated).arrayBuffer())));
}

function drawing(seed: number): () => number {
  const dice = new Dice(seed);
  return () => dice.next();
}
