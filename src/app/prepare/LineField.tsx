import { useState } from 'react';
import type { Shape } from '../../lesson/shape.ts';
import type { Path } from '../../panels/written.ts';
import { Labelled } from './Labelled.tsx';
import { suggestionsOf } from './Suggestions.tsx';
import { readValueLine, valueLine } from './writtenValue.ts';

interface Props {
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly shape: Shape;
  readonly value: unknown;
  readonly isNeeded: boolean;
  onWrite(value: unknown): void;
}

/** Shapes whose values are texts whatever they look like. */
const WORDS: readonly Shape[] = ['name', 'measure', 'moment', 'request', 'setting', 'share'];

/** A value in one line: a number, a measure, a moment, a setting. What is typed stays as typed until the field is left. */
export function LineField({ path, label, words, shape, value, isNeeded, onWrite }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const list = suggestionsOf(shape);
  const isWord = WORDS.includes(shape);
  return (
    <Labelled
      path={path}
      label={label}
      words={words}
      isNeeded={isNeeded}
      field={(described) => (
        <input
          {...described}
          className="app-prepareInput app-prepareValue"
          translate="no"
          spellCheck={false}
          autoComplete="off"
          {...(list && { list })}
          value={typed ?? valueLine(value)}
          onChange={(event) => {
            const line = event.currentTarget.value;
            setTyped(line);
            onWrite(isWord ? (line.trim() === '' ? undefined : line) : readValueLine(line));
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    />
  );
}
