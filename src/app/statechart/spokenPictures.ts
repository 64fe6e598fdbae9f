import { t } from '../../language/t.ts';
import type { ChartPicture } from '../../recording/chartShape.ts';

/** The charts with their words in the language that is spoken. Names of states, messages and guards stay: they are those of the machine. */
export const spokenPictures = (pictures: readonly ChartPicture[]): readonly ChartPicture[] =>
  pictures.map((picture) => ({
    ...picture,
    title: t(picture.title),
    states: picture.states.map((state) => ({ ...state, words: t(state.words) })),
    arrows: picture.arrows.map((arrow) => ({ ...arrow, words: t(arrow.words) })),
  }));
