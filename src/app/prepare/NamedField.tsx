import { type ReactNode, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Shape } from '../../lesson/shape.ts';
import type { Path } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { Field } from './Field.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { TakeOut } from './Group.tsx';
import { freeName } from './listEdits.ts';
import { FieldProblems } from './Problems.tsx';

interface Props {
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly member: Shape;
  readonly value: unknown;
  readonly isNeeded: boolean;
  readonly tools?: ReactNode;
}

/** A map whose names are the author's own: prices by knob, solutions, terms. */
export function NamedField({ path, label, words, member, value, isNeeded, tools }: Props) {
  const { write } = useForm();
  const record = isRecord(value) ? value : {};
  const entries = Object.entries(record);
  const id = fieldId(path);
  const put = (next: readonly (readonly [string, unknown])[]) =>
    write(path, Object.fromEntries(next));
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
      {entries.map(([name, each], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name is what is edited
        <div className="app-namedRow" key={index}>
          <NameInput
            label={t('Name {number} of {list}', { number: String(index + 1), list: label })}
            name={name}
            onRename={(next) =>
              put(entries.map((entry, i) => (i === index ? ([next, each] as const) : entry)))
            }
          />
          <Field
            name=""
            label={t('Value of {name}', { name: name || '…' })}
            spec={{ words: '', is: member, isNeeded: true }}
            path={[...path, name]}
            value={each}
            empty=""
          />
          <TakeOut label={name} onClick={() => put(entries.filter((_, i) => i !== index))} />
        </div>
      ))}
      <p>
        <button
          type="button"
          className="app-button app-small"
          onClick={() => put([...entries, [freeName('name', Object.keys(record)), '']])}
        >
          {t('Add to: {list}', { list: label })}
        </button>
      </p>
    </fieldset>
  );
}

/** A name counts once its field is left: half a name is none. */
function NameInput({
  label,
  name,
  onRename,
}: {
  label: string;
  name: string;
  onRename(next: string): void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className="app-prepareInput app-prepareValue"
      translate="no"
      aria-label={label}
      list="prepare-list-settings"
      value={typed ?? name}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null && typed.trim() !== '' && typed !== name) onRename(typed.trim());
        setTyped(null);
      }}
    />
  );
}
