import { useId } from 'react';
import { t } from '../../language/t.ts';
import type { Written } from '../../panels/written.ts';
import { isSame } from '../../scenario/isSame.ts';
import {
  PRESET_GROUPS,
  PRESETS,
  type PresetName,
  presetTitle,
  presetWords,
} from '../../scenario/presets.ts';

interface Props {
  readonly written: Written;
  onPreset(written: Written): void;
}

/** The presets by what they are about, and in a line what there is to see in the one that is chosen. */
export function PresetChoice({ written, onPreset }: Props) {
  const words = useId();
  const names = Object.keys(PRESETS) as PresetName[];
  const present = names.find((name) => PRESETS[name].title === written.title);
  const about = present && presetWords(present);
  // One that was changed can be chosen again; one that was not stays chosen, so that arrow keys go on from it.
  const chosen = present && isSame(written, PRESETS[present]) ? present : '';
  return (
    <>
      <label className="app-preset">
        <span>{t('Start from')}</span>
        <select
          className="app-select"
          value={chosen}
          aria-describedby={about ? words : undefined}
          onChange={(event) => {
            const preset = PRESETS[event.currentTarget.value as keyof typeof PRESETS];
            if (preset) onPreset(preset as Written);
          }}
        >
          {chosen === '' && (
            <option value="">
              {present
                ? t('Changed: {title}', { title: presetTitle(present) })
                : String(written.title ?? t('a preset'))}
            </option>
          )}
          {PRESET_GROUPS.map((group) => (
            <optgroup key={group.title} label={t(group.title)}>
              {group.names.map((name) => (
                <option key={name} value={name}>
                  {presetTitle(name)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {about && (
        <p id={words} className="app-preset-words">
          {about}
        </p>
      )}
    </>
  );
}
