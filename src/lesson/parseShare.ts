import { t } from '../language/t.ts';
import type { Problems } from '../scenario/problems.ts';

/** Reads a share such as `25%`, 0 to 1; reports what is none and answers `fallback` then. */
export function shareOf(problems: Problems, at: string, input: unknown, fallback: number): number {
  const [, digits] =
    typeof input === 'string' ? (/^(\d{1,3}(?:\.\d+)?) ?%$/.exec(input.trim()) ?? []) : [];
  if (digits !== undefined && Number(digits) <= 100) return Number(digits) / 100;
  problems.add(at, input, t('must be a share such as 25%, 100% at most'));
  return fallback;
}
