import { msg } from '../../language/t.ts';
import { type FidelityCase, shareOfLimit } from './fidelityTable.ts';

/** By what the measured cases can be sorted, and whether the first press gives the largest first. */
export const SORTS = {
  title: { label: msg('Case'), of: (one: FidelityCase) => one.title, largestFirst: false },
  version: { label: msg('Version'), of: (one: FidelityCase) => one.version, largestFirst: false },
  requests: { label: msg('Requests'), of: (one: FidelityCase) => one.requests, largestFirst: true },
  // As a share: 35 of 37 is better than 1 of 2.
  right: {
    label: msg('Right##how many requests come out right'),
    of: (one: FidelityCase) => one.right / one.requests,
    largestFirst: false,
  },
  measured: {
    label: msg('Measured, ms'),
    of: (one: FidelityCase) => one.worst.measuredMs,
    largestFirst: true,
  },
  simulated: {
    label: msg('Simulated, ms'),
    of: (one: FidelityCase) => one.worst.simulatedMs,
    largestFirst: true,
  },
  error: {
    label: msg('Error, ms'),
    of: (one: FidelityCase) => Math.abs(one.worst.simulatedMs - one.worst.measuredMs),
    largestFirst: true,
  },
  share: {
    label: msg('Of what is allowed'),
    of: (one: FidelityCase) => shareOfLimit(one.worst),
    largestFirst: true,
  },
} as const;

export interface TruthView {
  /** Words that must all occur in the case's names. */
  readonly text: string;
  /** Id of a family, or '' for all. */
  readonly family: string;
  readonly version: FidelityCase['version'] | '';
  readonly sort: keyof typeof SORTS;
  readonly isDescending: boolean;
}

/** Every case, worst first. */
export const ALL_CASES: TruthView = {
  text: '',
  family: '',
  version: '',
  sort: 'share',
  isDescending: true,
};

/** The cases a view asks for, in its order; equal ones stay as they came, worst first. */
export function casesOf(cases: readonly FidelityCase[], view: TruthView): FidelityCase[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { of } = SORTS[view.sort];
  const sign = view.isDescending ? -1 : 1;
  return cases
    .filter((one) => {
      const names = `${one.title} ${one.name}`.toLowerCase();
      return (
        (view.family === '' || one.family === view.family) &&
        (view.version === '' || one.version === view.version) &&
        words.every((word) => names.includes(word))
      );
    })
    .sort((a, b) => {
      const [x, y] = [of(a), of(b)];
      return x === y ? 0 : sign * (x < y ? -1 : 1);
    });
}

/** The view after a press on a header: another column begins at its usual end, the same one turns round. */
export function pressHeader(view: TruthView, sort: TruthView['sort']): TruthView {
  const isDescending = view.sort === sort ? !view.isDescending : SORTS[sort].largestFirst;
  return { ...view, sort, isDescending };
}
