import { useId } from 'react';

interface Props {
  /** Accessible name of the choice. */
  readonly label: string;
  readonly options: readonly {
    readonly key: string;
    readonly words: string;
    readonly title?: string;
  }[];
  readonly chosen: string;
  onChoose(key: string): void;
}

/** A choice among a few, side by side. */
export function Segments({ label, options, chosen, onChoose }: Props) {
  const name = useId();
  return (
    <fieldset className="panel-segments app-segments">
      <legend className="panel-unseen">{label}</legend>
      {options.map(({ key, words, title }) => (
        <label key={key} title={title}>
          <input type="radio" name={name} checked={key === chosen} onChange={() => onChoose(key)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
