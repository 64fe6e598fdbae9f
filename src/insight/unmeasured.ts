import { listText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { entryOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';

/** What is said, with `t`, wherever a program shows that nobody has measured. */
export const UNMEASURED = msg('from its documentation, not measured');

/** The programs of a scenario of which nothing was measured, by name. */
export function unmeasuredIn({ app, front }: Pick<Scenario, 'app' | 'front'>): readonly string[] {
  return [entryOf(app), ...(front === null ? [] : [frontEntryOf(front)])]
    .filter(({ isMeasured }) => !isMeasured)
    .map(({ name }) => name);
}

/** The same as a sentence: `IIS: from its documentation, not measured.`; null where all were measured. */
export function unmeasuredText(scenario: Pick<Scenario, 'app' | 'front'>): string | null {
  const names = unmeasuredIn(scenario);
  if (names.length === 0) return null;
  return t(
    '{count, plural, one {{names}: from its documentation, not measured.} other {{names}: from their documentation, not measured.}}',
    { count: names.length, names: listText(names) },
  );
}
