import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { replaceRoute, useRoute } from '../shell/useRoute.ts';

export interface Chance {
  /** The seed that all runs of the lesson have, or null: each its own, as the words were written for. */
  readonly seed: number | null;
  choose(seed: number | null): void;
  /** What is wrong with the seed in the address, or null. */
  readonly wrong: string | null;
  /** The address has positions of knobs. */
  readonly hasSet: boolean;
}

const LARGEST = 4_294_967_295;

/** Reads the seed of an address; null where it is none. */
const readSeed = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,10}$/.test(text) && Number(text) <= LARGEST ? Number(text) : null;

/**
 * With which chance the lesson is watched. It stands in the address, goes along from step to step, and ends with “as told”, or with a
 * link to a moment of the run as told. Parts of the page that write the address need not know.
 */
export function useChance(lesson: Lesson): Chance {
  const route = useRoute();
  const here = route.page === 'lesson' && route.lesson === lesson.id ? route : null;
  const read = readSeed(here?.seed);
  const [seed, set] = useState(read);
  const present = useRef(seed);
  const firstMoment = useRef(here?.moment);
  const put = (next: number | null): void => {
    present.current = next;
    set(next);
  };

  useEffect(() => {
    if (!here) return;
    const before = present.current;
    if (read !== null && read !== before) {
      present.current = read;
      set(read);
    }
    if (read !== null || before === null) return;
    const isLink = here.moment !== null && here.moment.atUs !== firstMoment.current?.atUs;
    if (isLink) {
      present.current = null;
      set(null);
    } else replaceRoute({ ...here, seed: String(before) });
  }, [here, read]);

  return {
    seed,
    hasSet: here?.set !== undefined,
    choose(next) {
      put(next);
      if (!here) return;
      // A shared moment is one of the run before.
      const { seed: _, ...place } = { ...here, moment: null };
      replaceRoute(next === null ? place : { ...place, seed: String(next) });
    },
    wrong:
      here?.seed !== undefined && read === null
        ? t(
            'The lesson is as told: in the link, {seed} must be a whole number from 0 to {largest}.',
            { seed: `seed=${here.seed.slice(0, 40)}`, largest: String(LARGEST) },
          )
        : null,
  };
}
