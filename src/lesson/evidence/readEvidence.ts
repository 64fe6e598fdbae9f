import { t } from '../../language/t.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { Problems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { type Answer, readAnswer } from '../answers.ts';
import {
  type AnswerEvidence,
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  type Evidence,
} from './evidence.ts';
import { nestedDeeper } from './nestedDeeper.ts';

/** The longest lesson with every answer in it is a tenth of this. */
export const MOST_EVIDENCE_BYTES = 256_000;
const MOST_DEPTH = 8;
const MOST_ANSWERS = 200;
const KINDS = ['predict', 'observe', 'puzzle'] as const;
const LARGEST_SEED = 4_294_967_295;

/**
 * Reads a file of evidence of any origin. Returns it, or everything that is wrong with it: then nothing of it may be used. Texts stay texts: whoever
 * shows them must never take them for markup. Never throws.
 */
export function readEvidence(text: string): Evidence | Problem[] {
  const problems = new Problems();
  const content = parsed(text, problems);
  if (problems.list.length > 0) return problems.list;
  if (!isRecord(content)) {
    problems.add('', content, t('is not a file of answers: it must be an object'));
    return problems.list;
  }
  if (content.format !== EVIDENCE_FORMAT)
    problems.add(
      'format',
      content.format,
      t('must be “{format}”: this is another kind of file', { format: EVIDENCE_FORMAT }),
    );
  else if (content.version !== EVIDENCE_VERSION)
    problems.add(
      'version',
      content.version,
      t('must be {version}: a newer Roundtrip wrote it', { version: EVIDENCE_VERSION }),
    );
  if (problems.list.length > 0) return problems.list;
  const evidence = new Reading(problems).evidence(content);
  return problems.list.length > 0 ? problems.list : evidence;
}

function parsed(text: string, problems: Problems): unknown {
  if (text.length > MOST_EVIDENCE_BYTES) {
    problems.add(
      '',
      t('{count} characters', { count: text.length }),
      t('is larger than any file of answers: at most {most} kB', {
        most: MOST_EVIDENCE_BYTES / 1000,
      }),
    );
    return null;
  }
  if (nestedDeeper(text, MOST_DEPTH)) {
    problems.add('', text, t('is nested deeper than any file of answers'));
    return null;
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (thrown) {
    problems.add('', text, t('is not JSON: {why}', { why: (thrown as Error).message }));
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** What it answers may only be used where it has found no problem. */
class Reading {
  readonly problems: Problems;

  constructor(problems: Problems) {
    this.problems = problems;
  }

  evidence(content: Fields): Evidence {
    const lesson = isRecord(content.lesson) ? content.lesson : {};
    const answers = Array.isArray(content.answers) ? content.answers : [];
    if (!Array.isArray(content.answers) || answers.length > MOST_ANSWERS)
      this.problems.add(
        'answers',
        content.answers,
        t('must be a list of at most {most} answers', { most: MOST_ANSWERS }),
      );
    const read = answers
      .slice(0, MOST_ANSWERS)
      .map((each, i) => this.answer(each, `answers[${i}]`));
    const steps = new Set<string>();
    for (const [i, { step }] of read.entries()) {
      if (steps.has(step))
        this.problems.add(`answers[${i}].step`, step, t('must not come a second time'));
      steps.add(step);
    }
    return {
      lesson: {
        id: this.name(lesson.id, 'lesson.id'),
        title: this.text(lesson.title, 'lesson.title', 300),
        hash: this.matching(lesson.hash, 'lesson.hash', /^[0-9a-f]{16}$/, '0123456789abcdef'),
      },
      learner: content.learner === null ? null : this.text(content.learner, 'learner', 120),
      writtenAt: this.matching(
        content.writtenAt,
        'writtenAt',
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/,
        '2030-01-31T12:00:00.000Z',
      ),
      seed: content.seed === null ? null : this.count(content.seed, 'seed', LARGEST_SEED),
      isFinished: this.flag(content.isFinished, 'isFinished'),
      answers: read,
    };
  }

  answer(input: unknown, at: string): AnswerEvidence {
    if (!isRecord(input)) this.problems.add(at, input, t('must be an object'));
    const each: Fields = isRecord(input) ? input : {};
    const kind = KINDS.find((known) => known === each.kind);
    if (!kind)
      this.problems.add(
        `${at}.kind`,
        each.kind,
        t('must be one of {names}', { names: KINDS.join(', ') }),
      );
    const isJudged = each.isRight !== null;
    return {
      step: this.name(each.step, `${at}.step`),
      kind: kind ?? 'predict',
      question: this.text(each.question, `${at}.question`, 2_000),
      first: this.given(each.first, `${at}.first`),
      last: this.given(each.last, `${at}.last`),
      firstText: this.words(each.firstText, `${at}.firstText`),
      truthText: this.words(each.truthText, `${at}.truthText`),
      isRight: isJudged ? this.flag(each.isRight, `${at}.isRight`) : null,
      ms: this.count(each.ms, `${at}.ms`, 1e10),
      tries: this.count(each.tries, `${at}.tries`, 1e6),
      hints: this.count(each.hints, `${at}.hints`, 1_000),
      isSkipped: this.flag(each.isSkipped, `${at}.isSkipped`),
    };
  }

  given(value: unknown, at: string): Answer | null {
    if (value === null) return null;
    const answer = readAnswer(value);
    if (!answer) this.problems.add(at, value, t('is no answer to anything that a lesson asks'));
    return answer;
  }

  words(value: unknown, at: string): string | null {
    return value === null ? null : this.text(value, at, 4_000);
  }

  /** Text that is shown: of no length that would fill the page, and without what makes characters invisible or turns their order round. */
  text(value: unknown, at: string, most: number): string {
    if (typeof value !== 'string') this.problems.add(at, value, t('must be text'));
    else if (value.length > most)
      this.problems.add(at, value, t('must be at most {most} characters long', { most }));
    else if (UNSEEN.test(value))
      this.problems.add(at, value, t('must not hold control characters'));
    else return value;
    return '';
  }

  name(value: unknown, at: string): string {
    return this.matching(value, at, /^[a-z0-9][a-z0-9_-]{0,79}$/i, 'slow-clients');
  }

  matching(value: unknown, at: string, pattern: RegExp, example: string): string {
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.problems.add(at, value, t('must be of the form {example}', { example }));
    return '';
  }

  count(value: unknown, at: string, most: number): number {
    if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most)
      return Number(value);
    this.problems.add(at, value, t('must be a whole number from 0 to {most}', { most }));
    return 0;
  }

  flag(value: unknown, at: string): boolean {
    if (typeof value !== 'boolean') this.problems.add(at, value, t('must be true or false'));
    return value === true;
  }
}

const UNSEEN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u;
