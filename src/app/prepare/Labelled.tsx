import type { ReactNode } from 'react';
import { t } from '../../language/t.ts';
import type { Path } from '../../panels/written.ts';
import { fieldId } from './fieldId.ts';
import { problemsAt, useForm } from './formContext.ts';
import { FieldProblems } from './Problems.tsx';

/** What a control says of itself to those who do not see it. */
export interface Described {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

interface Props {
  readonly path: Path;
  readonly label: string;
  /** What it means, in plain words. */
  readonly words: string;
  readonly isNeeded?: boolean;
  /** A short control stands beside its label rather than below it. */
  readonly isInline?: boolean;
  /** What is wrong within it has no field of its own. */
  readonly isLeaf?: boolean;
  readonly field: (described: Described) => ReactNode;
  readonly children?: ReactNode;
}

/** A control with its label, what it means, and what is wrong with it. */
export function Labelled({
  path,
  label,
  words,
  isNeeded = false,
  isInline = false,
  isLeaf = true,
  field,
  children,
}: Props) {
  const { problems } = useForm();
  const id = fieldId(path);
  // Words that only say the label again say nothing.
  const hasWords = words !== '' && words.toLowerCase() !== label.toLowerCase();
  const isWrong = problemsAt(problems, path, isLeaf).length > 0;
  const describedBy = [hasWords && `${id}-words`, isWrong && `${id}-wrong`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="app-prepareField" data-inline={isInline} data-wrong={isWrong}>
      <label htmlFor={id} className="app-prepareLabel">
        {label}
        {!isNeeded && label !== '' && !isInline && (
          <span className="app-quiet"> {t('(optional)')}</span>
        )}
      </label>
      {hasWords && (
        <span className="app-prepareWords" id={`${id}-words`}>
          {words}
        </span>
      )}
      {field({
        id,
        ...(describedBy && { 'aria-describedby': describedBy }),
        ...(isWrong && { 'aria-invalid': true as const }),
      })}
      {children}
      <FieldProblems id={`${id}-wrong`} path={path} within={isLeaf} />
    </div>
  );
}
