import { Fragment } from 'react';
import { t } from '../../language/t.ts';
import type { Written } from '../written.ts';
import { type Deed, type DeedField, inItsWords } from './deeds.ts';
import { FinishedText } from './FinishedText.tsx';

interface Props {
  readonly deed: Deed;
  readonly set: Written;
  readonly full: Written;
  onSet(set: Written): void;
}

/** What a deed is done to, and how much of it: numbers, durations and names in a row. */
export function DeedFields({ deed, set, full, onSet }: Props) {
  const change = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = set;
    onSet(value === undefined ? rest : { ...rest, [key]: value });
  };
  return (
    <span className="panel-script-fields">
      {deed.fields
        .filter((each) => each.isAsked?.(full) ?? true)
        .map((each) => (
          <Fragment key={each.key}>
            <span aria-hidden="true">{inItsWords(each.label, full)}</span>
            {each.names ? (
              <select
                aria-label={`${inItsWords(deed.title, full)}: ${inItsWords(each.label, full)}`}
                value={String(set[each.key] ?? '')}
                onChange={(event) => change(each.key, event.currentTarget.value || undefined)}
              >
                {each.isOptional && <option value="">{t('as usual')}</option>}
                {choices(each.names(full), set[each.key]).map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            ) : (
              <FinishedText
                label={`${inItsWords(deed.title, full)}: ${inItsWords(each.label, full)}`}
                written={set[each.key] === undefined ? '' : String(set[each.key])}
                placeholder={each.isOptional ? t('all') : undefined}
                isNumber={isNumber(each)}
                onFinish={(text) => change(each.key, readText(each, text))}
              />
            )}
          </Fragment>
        ))}
    </span>
  );
}

/** A name that is not among the choices stands there all the same: it is what is wrong. */
function choices(names: readonly string[], present: unknown): string[] {
  return [...new Set([...names, ...(present === undefined ? [] : [String(present)])])];
}

function isNumber({ field }: DeedField): boolean {
  return field?.kind === 'count' || field?.kind === 'number';
}

function readText(each: DeedField, text: string): unknown {
  if (text === '') return each.isOptional ? undefined : text;
  return isNumber(each) && Number.isFinite(Number(text)) ? Number(text) : text;
}
