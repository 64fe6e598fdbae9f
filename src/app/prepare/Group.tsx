import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Key, Keys } from '../../lesson/shape.ts';
import type { Path } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { blankOf, isLeaf } from './blankOf.ts';
import { Field, labelOf } from './Field.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { schemaWords } from './keyWords.ts';
import { FieldProblems } from './Problems.tsx';

interface GroupProps {
  readonly name: string;
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly keys: Keys;
  readonly value: unknown;
  readonly isNeeded: boolean;
  /** Ways to move it or take it out, where it is a member of a list. */
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

/** Several keys that belong together, in a frame with their name. */
export function Group({ path, label, words, keys, value, isNeeded, tools, children }: GroupProps) {
  const { write } = useForm();
  const id = fieldId(path);
  return (
    <fieldset className="app-prepareGroup" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      <div className="app-prepareGroupHead">
        {words.toLowerCase() !== label.toLowerCase() && (
          <span className="app-prepareWords">{words}</span>
        )}
        {tools ?? (!isNeeded && <TakeOut label={label} onClick={() => write(path, undefined)} />)}
      </div>
      <FieldProblems id={`${id}-wrong`} path={path} />
      {children}
      <Fields keys={keys} path={path} value={isRecord(value) ? value : {}} />
    </fieldset>
  );
}

export function TakeOut({ label, onClick }: { label: string; onClick(): void }) {
  return (
    <button
      type="button"
      className="app-button app-small"
      aria-label={t('Take out: {what}', { what: label })}
      onClick={onClick}
    >
      {t('Take out')}
    </button>
  );
}

interface FieldsProps {
  readonly keys: Keys;
  readonly path: Path;
  readonly value: Readonly<Record<string, unknown>>;
  /** Keys that are edited elsewhere. */
  readonly skip?: readonly string[];
  /** Keys that are shown though nothing stands there. */
  readonly usual?: readonly string[];
  /** In place of the field that the schema gives. */
  readonly own?: Readonly<Record<string, ReactNode>>;
}

/** The fields of a map: what is needed or there, and buttons for what may be added. */
export function Fields({ keys, path, value, skip = [], usual = [], own = {} }: FieldsProps) {
  const { write } = useForm();
  // What was shown once stays: a field must not vanish under whoever empties it.
  const shown = useRef(new Set<string>());
  const [, drawAgain] = useState(0);
  const entries = Object.entries(keys).filter(([name]) => !skip.includes(name));
  for (const [name, spec] of entries)
    if (spec.isNeeded || value[name] !== undefined || usual.includes(name)) shown.current.add(name);
  const isShown = ([name, spec]: [string, Key]) =>
    shown.current.has(name) &&
    (isLeaf(spec.is) || value[name] !== undefined || spec.isNeeded || usual.includes(name));
  const absent = entries.filter((entry) => !isShown(entry));

  function add(name: string, spec: Key) {
    shown.current.add(name);
    if (!isLeaf(spec.is) || spec.is === 'yes') write([...path, name], blankOf(spec.is));
    drawAgain((times) => times + 1);
    setTimeout(() => document.getElementById(fieldId([...path, name]))?.focus());
  }

  return (
    <>
      {entries
        .filter(isShown)
        .map(([name, spec]) =>
          Object.hasOwn(own, name) ? (
            <div key={name}>{own[name]}</div>
          ) : (
            <Field key={name} name={name} spec={spec} path={[...path, name]} value={value[name]} />
          ),
        )}
      {absent.length > 0 && (
        <p className="app-prepareAdd">
          <span className="app-quiet">{t('Add:')}</span>
          {absent.map(([name, spec]) => (
            <button
              key={name}
              type="button"
              className="app-button app-small"
              title={schemaWords(spec.words)}
              onClick={() => add(name, spec)}
            >
              {labelOf(name)}
            </button>
          ))}
        </p>
      )}
    </>
  );
}
