import { t } from '../../language/t.ts';
import type { Findings } from '../findings.ts';
import { isDirective } from './nginxDirectives.ts';
import { textOf } from './nginxSettings.ts';
import type { Directive } from './nginxSyntax.ts';
import type { ReadLocation } from './readLocations.ts';

/** The location whose requests count: the one for everything, if it asks the app server, else the first that does. */
export function chiefOf(locations: readonly ReadLocation[]): ReadLocation | undefined {
  const proxying = locations.filter(({ proxies }) => proxies);
  return proxying.find(({ written }) => /^(\^~ )?\/$/.test(written.match)) ?? proxying[0];
}

/** The innermost directive of a name; the scopes are given from the outside in. */
export function innermost(
  scopes: readonly (readonly Directive[])[],
  name: string,
): Directive | undefined {
  return scopes.flatMap((scope) => scope.filter((each) => each.name === name)).at(-1);
}

/** nginx refuses a setting that stands twice at one level. */
export function refuseTwins(scope: readonly Directive[], name: string, findings: Findings): void {
  const [first, second] = scope.filter((each) => each.name === name);
  if (first && second)
    findings.fault(
      second,
      textOf(second),
      t('stands twice, first in line {line}; nginx refuses that', { line: String(first.line) }),
    );
}

/** A directive's name among the words of another on a later line is a `;` that was forgotten. */
export function checkEnds(list: readonly Directive[], findings: Findings): void {
  for (const directive of list) {
    const words = [directive, ...directive.args];
    directive.args.forEach((word, index) => {
      const before = words[index];
      if (
        before &&
        word.line > before.line &&
        isDirective(word.text) &&
        directive.name !== 'log_format'
      )
        findings.fault(
          before,
          'text' in before ? (before.text as string) : directive.name,
          t('is not ended by “;” before “{text}”', { text: word.text }),
        );
    });
    if (directive.name !== 'types' && directive.block) checkEnds(directive.block, findings);
  }
}
