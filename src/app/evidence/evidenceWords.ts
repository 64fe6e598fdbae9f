import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';

/** Whether an answer was right, in words that need no colour. */
export function isRightWords(isRight: boolean | null): string {
  if (isRight === null) return '—';
  return isRight ? t('✓ right') : t('✗ not right');
}

/** How long somebody took: `48 s`, `2 min 5 s`; a dash for no time at all. */
export function spanWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms === 0) return '—';
  if (seconds < 60) return t('{seconds} s', { seconds });
  return t('{minutes} min {seconds} s', {
    minutes: numberText(Math.floor(seconds / 60)),
    seconds: numberText(seconds % 60),
  });
}
