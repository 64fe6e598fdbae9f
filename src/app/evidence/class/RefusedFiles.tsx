import { t } from '../../../language/t.ts';
import { TroubleNotice } from '../../shell/TroubleNotice.tsx';
import type { Refusal } from './readDropped.ts';

/** More would push the table off the page. */
const MOST_SHOWN = 7;

/** Which files do not count, each with why. */
export function RefusedFiles({
  refused,
  onDismiss,
}: {
  refused: readonly Refusal[];
  onDismiss(): void;
}) {
  const problems = refused
    .slice(0, MOST_SHOWN)
    .map(({ file, problem: { at, value, message } }) => ({
      at: at === '' ? file : `${file} · ${at}`,
      value,
      message,
    }));
  const count = refused.length - problems.length;
  const more = t('{count, plural, one {and # more} other {and # more}}', { count });
  return (
    <TroubleNotice
      trouble={{
        summary: t(
          '{count, plural, one {# file does not count; the others do.} other {# files do not count; the others do.}}',
          { count: refused.length },
        ),
        problems: count > 0 ? [...problems, { at: '…', value: '', message: more }] : problems,
      }}
      onDismiss={onDismiss}
    />
  );
}
