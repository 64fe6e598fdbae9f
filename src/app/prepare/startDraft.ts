import { t } from '../../language/t.ts';
import { lessonOfScenario } from '../../lesson/prepared/lessonOfScenario.ts';
import type { Written } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { isProblems, shown } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { isInCourse } from '../course/catalog.ts';
import { START } from '../sandbox/firstSandbox.ts';
import { presentSandbox } from '../sandbox/presentSandbox.ts';
import { unpackSandbox } from '../sandbox/sandboxLink.ts';
import { recall } from '../shell/deviceMemory.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import type { Draft } from './draftState.ts';
import { unpackLesson } from './lessonAddress.ts';

/** A draft to begin with, or why there is none. */
export type Started = { readonly draft: Draft } | { readonly trouble: Trouble };

/** Larger files are no lesson; reading them would only freeze the page. */
const MOST_BYTES = 1_000_000;

/** From a lesson of the course, as its file is written, under a name of its own. */
export async function fromLesson(id: string): Promise<Started> {
  const { lessonText } = await import('./lessonSources.ts');
  const { readText } = await import('./readText.ts');
  const text = await lessonText(id);
  const { source } = readText(text);
  const draft = { source: { ...(source ?? {}), id: ownId(id) }, text, isUnread: false };
  return { draft };
}

/** The scenario that the sandbox shows or has shown last. */
export function sandboxScenario(): Written {
  const left = presentSandbox() ?? recall('sandbox');
  return isRecord(left) ? left : START;
}

export const fromScenario = (scenario: Written): Started => ({
  draft: {
    source: lessonOfScenario('my-lesson', scenario, firstWords()),
    text: null,
    isUnread: false,
  },
});

/** From a link to a lesson or to the sandbox. */
export async function fromLink(link: string): Promise<Started> {
  const summary = t('This link could not be opened.');
  if (/#(?:[^#]*&)?l=/.test(link) || /^l=/.test(link)) {
    const source = await unpackLesson(link);
    if (isProblems(source)) return { trouble: { summary, problems: source } };
    return { draft: { source, text: null, isUnread: false } };
  }
  const state = /#(?:[^#]*&)?s=([^&]*)/.exec(link)?.[1];
  if (state === undefined)
    return refused(
      summary,
      'link',
      link,
      t('must be a link to the sandbox (#s=1.…) or to a prepared lesson (#l=1.…)'),
    );
  const shared = unpackSandbox(state);
  return isProblems(shared)
    ? { trouble: { summary, problems: shared } }
    : fromScenario(shared.written);
}

/** From a file: a lesson, sound or not, or a scenario. What cannot be read as data is still a draft: its text can be mended. */
export async function fromFile(file: File): Promise<Started> {
  const summary = t('“{name}” was not opened.', { name: file.name });
  if (file.size > MOST_BYTES)
    return refused(
      summary,
      file.name,
      `${file.size} bytes`,
      t('A lesson file has at most {most} bytes.', { most: MOST_BYTES }),
    );
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return refused(
      summary,
      file.name,
      '',
      t('is no text; allowed: a lesson or scenario as YAML or JSON'),
    );
  }
  return fromText(text, file.name);
}

/** From the text of a file. */
export async function fromText(text: string, name: string): Promise<Started> {
  const { readText } = await import('./readText.ts');
  const { source } = readText(text);
  if (source === null) return { draft: { source: {}, text, isUnread: true } };
  const isLesson = ['steps', 'runs', 'question'].some((key) => Object.hasOwn(source, key));
  if (isLesson)
    return { draft: { source, text: /^\s*\{/.test(text) ? null : text, isUnread: false } };
  const { parseScenario } = await import('../../scenario/parseScenario.ts');
  const scenario = parseScenario(source);
  if (!isProblems(scenario)) return fromScenario(source);
  const summary = t(
    '“{name}” is neither a lesson (it has no steps) nor a scenario without fault.',
    { name },
  );
  return { trouble: { summary, problems: scenario } };
}

function refused(summary: string, at: string, value: unknown, message: string): Started {
  const problem: Problem = { at, value: shown(value), message };
  return { trouble: { summary, problems: [problem] } };
}

/** A prepared lesson is another than the course's: what learners gave in one says nothing in the other. */
const ownId = (id: string): string => (isInCourse(id) ? `my-${id}`.slice(0, 60) : id);

const firstWords = () => ({
  title: t('My lesson'),
  question: t('What happens to the requests here?'),
  intro: t('Who comes, and what they want.'),
  answer: `${t('The answer to the question, in two or three sentences.')} {{p95 of all}}`,
  look: t('What there is to see before anything happens.'),
  guess: t('How long does the slowest answer take?'),
  watch: t('Watch the requests on their way.'),
  why: `${t('The slowest answer took this long; say here where the time went:')} {{longest of all}}`,
  source: t('The model'),
  says: t('Say here where the facts of the lesson come from.'),
});
