import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { shown, suggestion } from '../scenario/problems.ts';
import type { AnswerCard, CuratedSeed, Source, Step } from './lesson.ts';
import { readBlocks, readLine, type TextPlace } from './parseTexts.ts';
import { ANSWER, type Keys, SEED, SOURCE } from './shape.ts';

type Written = Readonly<Record<string, unknown>>;

const MOST_SEED = 4_294_967_295;

/** The maps of a list, with keys that are not theirs reported; nothing written is an empty list. */
function listOf(
  { problems }: TextPlace,
  at: string,
  input: unknown,
  keys: Keys,
): { readonly at: string; readonly written: Written }[] {
  if (input === undefined) return [];
  const looksLike = `{ ${Object.keys(keys).join(', ')} }`;
  if (!Array.isArray(input)) {
    problems.add(at, input, t('must be a list of {looksLike}', { looksLike: looksLike }));
    return [];
  }
  return input.map((item: unknown, i) => {
    const here = `${at}[${i}]`;
    if (!isRecord(item))
      problems.add(here, item, t('must be {looksLike}', { looksLike: looksLike }));
    const written = isRecord(item) ? item : {};
    refuseUnknownKeys(problems, here, written, Object.keys(keys));
    return { at: here, written };
  });
}

/** `answers:`, other questions that the lesson answers. */
export function parseAnswers(
  place: TextPlace,
  input: unknown,
  steps: readonly Step[],
): AnswerCard[] {
  const { problems } = place;
  const seen = new Set<string>();
  return listOf(place, 'answers', input, ANSWER).map(({ at, written }) => {
    const id = String(written.id ?? '');
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(id))
      problems.add(under(at, 'id'), written.id, t('must be small letters, digits and “-”'));
    if (seen.has(id)) problems.add(under(at, 'id'), id, t('stands twice'));
    seen.add(id);
    const ids = steps.map((step) => step.id);
    const step = steps.find((each) => each.id === written.step);
    if (!step && steps.length > 0)
      problems.add(
        under(at, 'step'),
        written.step,
        t('there is no such step; {suggestion}', {
          suggestion: suggestion(shown(written.step), ids),
        }),
      );
    if (typeof written.question !== 'string')
      problems.add(under(at, 'question'), written.question, t('is missing: what people ask'));
    const answer = readBlocks(place, under(at, 'answer'), written.answer, step?.run ?? '');
    if (answer.length === 0)
      problems.add(under(at, 'answer'), written.answer, t('is missing: two sentences'));
    return { id, question: String(written.question ?? ''), answer, step: step?.id ?? '' };
  });
}

/** `seeds:`, other chances worth watching. */
export function parseSeeds(
  place: TextPlace,
  input: unknown,
  own: number | undefined,
): CuratedSeed[] {
  const seen = new Set<unknown>([own]);
  return listOf(place, 'seeds', input, SEED).map(({ at, written }) => {
    const { seed } = written;
    if (!Number.isInteger(seed) || (seed as number) < 0 || (seed as number) > MOST_SEED)
      place.problems.add(
        under(at, 'seed'),
        seed,
        t('must be a whole number from 0 to {most}', { most: String(MOST_SEED) }),
      );
    else if (seen.has(seed))
      place.problems.add(under(at, 'seed'), seed, t('stands twice, or is the lesson’s own'));
    seen.add(seed);
    const shows = readLine(
      place,
      under(at, 'shows'),
      written.shows,
      place.runs[0]?.name ?? '',
      true,
    );
    return { seed: Number(seed), shows };
  });
}

/** `sources:`, where the facts come from: each a link, a measured case or a rule of the model. */
export function parseSources(place: TextPlace, input: unknown): Source[] {
  const { problems } = place;
  if (input === undefined || (Array.isArray(input) && input.length === 0))
    problems.add(
      'sources',
      input,
      t('is missing: where do its facts come from? at least one {sample}', {
        sample: '{ name, link or case or rule, says }',
      }),
    );
  return listOf(place, 'sources', input, SOURCE).map(({ at, written }) => {
    if (typeof written.name !== 'string')
      problems.add(under(at, 'name'), written.name, t('is missing: program, version and page'));
    const given = (['link', 'case', 'rule'] as const).filter((key) => written[key] !== undefined);
    if (given.length !== 1)
      problems.add(
        at,
        given.length === 0 ? written : given.join(', '),
        t('must have exactly one of link, case, rule'),
      );
    const { link } = written;
    if (link !== undefined && !/^https:\/\/[\w.-]+(?:[/?#][!-~]*)?$/.test(String(link)))
      problems.add(under(at, 'link'), link, t('must be an address that begins with https://'));
    const text = (key: 'link' | 'case' | 'rule') =>
      written[key] === undefined ? null : String(written[key]);
    return {
      name: String(written.name ?? ''),
      link: text('link'),
      case: text('case'),
      rule: text('rule'),
      says: readLine(place, under(at, 'says'), written.says, place.runs[0]?.name ?? '', true),
    };
  });
}
