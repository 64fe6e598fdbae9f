import glossary from '../../../lessons/glossary.yaml?glossary';
import shared from '../../../lessons/shared.yaml?shared';
import { BARE_LIBRARY, type LessonLibrary } from '../../lesson/library.ts';

/** What lessons share, for those that are opened from a file; the course's own lessons have theirs in them already. */
export const LIBRARY: LessonLibrary = {
  glossary: glossary.terms,
  scenarios: { ...BARE_LIBRARY.scenarios, ...shared },
};
