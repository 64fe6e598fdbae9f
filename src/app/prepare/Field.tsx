import { t } from '../../language/t.ts';
import type { Key, Shape } from '../../lesson/shape.ts';
import type { Path } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { LIBRARY } from '../sandbox/lessonLibrary.ts';
import { ClaimField } from './ClaimField.tsx';
import { choicesFor } from './choices.ts';
import { useForm } from './formContext.ts';
import { Group } from './Group.tsx';
import { KEY_WORDS, schemaWords } from './keyWords.ts';
import { Labelled } from './Labelled.tsx';
import { LineField } from './LineField.tsx';
import { ListField } from './ListField.tsx';
import { NamedField } from './NamedField.tsx';
import { PanelsField } from './PanelsField.tsx';
import { TextField } from './TextField.tsx';

export interface FieldProps {
  /** The key, as the file has it. */
  readonly name: string;
  readonly spec: Key;
  readonly path: Path;
  readonly value: unknown;
  /** In place of the key's own words: a member of a list. */
  readonly label?: string;
  /** What is written where the field is emptied: nothing, or an empty text that keeps a member's place. */
  readonly empty?: unknown;
}

/** What a key is called where people fill it in. */
export const labelOf = (name: string): string => {
  const words = KEY_WORDS[name];
  return words === undefined ? name : t(words);
};

/** The field for one key of a lesson's file, made from what the schema says may stand there. */
export function Field({ name, spec, path, value, label = labelOf(name), empty }: FieldProps) {
  const { source, write } = useForm();
  const shape = spec.is;
  const onWrite = (next: unknown) => write(path, next ?? empty);
  const common = {
    path,
    label,
    words: schemaWords(spec.words),
    value,
    isNeeded: spec.isNeeded ?? false,
    onWrite,
  };

  const choices = choicesFor(source, path, Object.keys(LIBRARY.scenarios));
  if (choices) return <SelectField {...common} choices={choices} />;
  if (typeof shape === 'string') {
    if (shape === 'text' || shape === 'line')
      return <TextField {...common} isLong={shape === 'text'} />;
    if (shape === 'yes') return <YesField {...common} />;
    return <LineField {...common} shape={shape} />;
  }
  if ('oneOf' in shape)
    return (
      <SelectField
        {...common}
        choices={shape.oneOf.map((each) => ({ value: each, text: labelOf(each) }))}
      />
    );
  if ('either' in shape) {
    const keys = shape.either.find(
      (each): each is Extract<Shape, { keys: unknown }> =>
        typeof each === 'object' && 'keys' in each,
    );
    if (keys && isRecord(value)) return <Group {...common} name={name} keys={keys.keys} />;
    const named = shape.either.find(
      (each): each is Extract<Shape, { named: Shape }> =>
        typeof each === 'object' && 'named' in each,
    );
    if (named && isRecord(value)) return <NamedField {...common} member={named.named} />;
    return <LineField {...common} shape={shape} />;
  }
  if ('list' in shape) {
    if (name === 'panels') return <PanelsField {...common} />;
    return <ListField {...common} name={name} shape={shape} />;
  }
  if ('named' in shape) return <NamedField {...common} member={shape.named} />;
  if ('metric' in shape.keys) return <ClaimField {...common} keys={shape.keys} />;
  return <Group {...common} name={name} keys={shape.keys} />;
}

interface CommonProps {
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly value: unknown;
  readonly isNeeded: boolean;
  onWrite(value: unknown): void;
}

export function SelectField({
  choices,
  value,
  onWrite,
  ...common
}: CommonProps & { choices: readonly { value: string; text: string }[] }) {
  const written = value === undefined ? '' : String(value);
  const isKnown = choices.some((choice) => choice.value === written);
  return (
    <Labelled
      {...common}
      field={(described) => (
        <select
          {...described}
          className="app-select"
          value={written}
          onChange={(event) => onWrite(event.currentTarget.value || undefined)}
        >
          {!isKnown && <option value={written}>{written || t('choose …')}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    />
  );
}

function YesField({ value, onWrite, ...common }: CommonProps) {
  const { source, write } = useForm();
  const { path } = common;
  return (
    <Labelled
      {...common}
      isInline
      field={(described) => (
        <input
          {...described}
          type="checkbox"
          checked={value === true}
          onChange={(event) => {
            // One of several answers is right.
            if (event.currentTarget.checked && path.at(-1) === 'right') {
              const list = path.slice(0, -2);
              write(list, withOneRight(source, list, Number(path.at(-2))));
            } else onWrite(event.currentTarget.checked || undefined);
          }}
        />
      )}
    />
  );
}

function withOneRight(source: unknown, path: Path, right: number): unknown {
  let list = source as unknown;
  for (const key of path) list = (list as Record<string | number, unknown>)?.[key];
  if (!Array.isArray(list)) return list;
  return list.map((option: unknown, index) => {
    if (!isRecord(option)) return option;
    const { right: _, text, ...rest } = option;
    return {
      ...(text === undefined ? {} : { text }),
      ...(index === right ? { right: true } : {}),
      ...rest,
    };
  });
}
