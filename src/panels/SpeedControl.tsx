import { useId } from 'react';
import { msg, t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { speedText } from './clockText.ts';
import { usePlayerState } from './usePlayer.ts';

const PRESETS = [0.01, 0.1, 1, 10, 100];
const PLAIN: Record<number, string> = {
  0.01: msg('a hundredth'),
  0.1: msg('a tenth'),
  1: msg('real time'),
  10: msg('ten times'),
  100: msg('a hundred times'),
};

/** How fast time runs, ×0.01 to ×100, evenly by factor; and whether it flows or goes event by event. */
export function SpeedControl({ player }: { player: Player }) {
  const { speed, style } = usePlayerState(player);
  const id = useId();
  const known = PRESETS.includes(speed) ? PRESETS : [...PRESETS, speed].sort((a, b) => a - b);
  return (
    <>
      <div className="panel-speed">
        <label htmlFor={`${id}-speed`}>{t('speed')}</label>
        <input
          id={`${id}-speed`}
          type="range"
          min={-2}
          max={2}
          step={0.1}
          value={Math.log10(speed)}
          aria-valuetext={`${speedText(speed)}${PLAIN[speed] ? `, ${t(PLAIN[speed])}` : ''}`}
          onChange={(event) =>
            player.setSpeed(Number((10 ** Number(event.currentTarget.value)).toPrecision(3)))
          }
        />
        <select
          aria-label={t('Speed presets')}
          value={speed}
          onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
        >
          {known.map((preset) => (
            <option key={preset} value={preset}>
              {speedText(preset)}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="panel-segments">
        <legend className="panel-unseen">{t('How time moves')}</legend>
        {(['smooth', 'events'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-style`}
              checked={style === each}
              aria-label={each === 'smooth' ? t('smooth') : t('event by event')}
              onChange={() => player.setStyle(each)}
            />
            <span>{each === 'smooth' ? t('smooth') : t('by event')}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
