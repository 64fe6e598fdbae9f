import { t } from '../language/t.ts';
import { isRecord } from '../scenario/fields.ts';
import { choice, type Knob } from './knob.ts';
import type { Written } from './written.ts';

/** Which host a program runs on. */
export function hostKnob(scenario: Written, part: string, group: string, program: string): Knob[] {
  const names = Object.keys(isRecord(scenario.hosts) ? scenario.hosts : {});
  const usual = part === 'database' ? 'db' : 'web';
  const fallback = names.includes(usual) ? usual : (names[0] ?? usual);
  return [
    {
      group,
      name: `${program}: host`,
      words: t('the box that it runs on'),
      path: [part, 'host'],
      field: choice(fallback, names),
      stops: [],
      isMain: false,
    },
  ];
}
