import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { glossaryTexts, textsOf } from '../../lesson/translate.ts';
import { messagesIn } from './messagesIn.ts';

/** The lessons that every language has whole; of the others it has what the list says of them. */
export const WHOLE_LESSONS: readonly string[] = [
  'one-request',
  'is-django-a-server',
  'works-on-my-machine',
  'static-files',
  'path-matching',
];

/** What a language is to have: the English texts of each of its files, in order. `root`: the folder of the project. */
export function wantedTexts(root: string): ReadonlyMap<string, readonly string[]> {
  const lesson = (id: string): unknown => yaml(join(root, 'lessons', `${id}.yaml`));
  const course = yaml(join(root, 'lessons/course.yaml')) as {
    modules: { title: string; about?: string; lessons: string[] }[];
  };
  const cards = course.modules.flatMap(({ title, about, lessons }) => [
    title,
    ...(about === undefined ? [] : [about]),
    ...lessons.flatMap((id) => {
      const { title, question } = lesson(id) as { title: string; question: string };
      return [title, question];
    }),
  ]);
  return new Map([
    ['interface.yaml', [...messagesIn(join(root, 'src')).messages.keys()]],
    ['course.yaml', [...new Set([...cards, 'More questions'])]],
    ['glossary.yaml', glossaryTexts(yaml(join(root, 'lessons/glossary.yaml')))],
    ...WHOLE_LESSONS.map((id) => [`lessons/${id}.yaml`, textsOf(lesson(id))] as const),
  ]);
}

const yaml = (file: string): unknown => parse(readFileSync(file, 'utf8'));
