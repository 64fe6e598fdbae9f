import { useId } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import { Popover } from '../Popover.tsx';
import { STRETCH_LEGEND } from '../stretchLook.ts';
import type { RequestFilter } from './requestList.ts';

/** What the width of the waterfall stands for. */
export type BarScale = 'clock' | 'start' | 'own';

const SCALES: Record<BarScale, string> = {
  clock: msg('one clock for all'),
  start: msg('each from its start'),
  own: msg('each its own width'),
};

interface RequestFiltersProps {
  readonly run: Run;
  readonly filter: RequestFilter;
  onFilter(filter: RequestFilter): void;
  readonly scale: BarScale;
  onScale(scale: BarScale): void;
  /** Outcomes that have been seen. */
  readonly outcomes: readonly string[];
  readonly follows: boolean;
  onFollows(follows: boolean): void;
}

/** What stays in the table, and how its bars are drawn. */
export function RequestFilters(props: RequestFiltersProps) {
  const { run, filter, onFilter, scale, onScale, outcomes } = props;
  const id = useId();
  const change = (part: Partial<RequestFilter>) => onFilter({ ...filter, ...part });
  const { clients } = run.scenario;
  return (
    <div className="panel-filter panel-requests-filter">
      <input
        type="search"
        aria-label={t('Filter requests by text')}
        placeholder={t('path, clients, 502, #16 …')}
        value={filter.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <label>
        <input
          type="checkbox"
          checked={filter.onlyFailed}
          onChange={(event) => change({ onlyFailed: event.currentTarget.checked })}
        />
        {t('failed')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={filter.onlySlowest}
          onChange={(event) => change({ onlySlowest: event.currentTarget.checked })}
        />
        {t('slowest 5 %')}
      </label>
      {clients.length > 1 && (
        <select
          aria-label={t('Clients')}
          value={filter.population ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ population: value === '' ? null : Number(value) })
          }
        >
          <option value="">{t('all clients')}</option>
          {clients.map((population, index) => (
            <option key={population.name} value={index}>
              {population.name}
            </option>
          ))}
        </select>
      )}
      <select
        aria-label={t('Outcome')}
        value={filter.outcome}
        onChange={(event) => change({ outcome: event.currentTarget.value })}
      >
        <option value="">{t('any outcome')}</option>
        {outcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {outcome}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={props.follows}
          onChange={(event) => props.onFollows(event.currentTarget.checked)}
        />
        {t('follow##keep the present row in sight')}
      </label>
      <span className="panel-requests-scale">
        <label htmlFor={`${id}-scale`}>{t('bars##in a table: their scale')}</label>
        <select
          id={`${id}-scale`}
          value={scale}
          onChange={(event) => onScale(event.currentTarget.value as BarScale)}
        >
          {Object.entries(SCALES).map(([key, words]) => (
            <option key={key} value={key}>
              {t(words)}
            </option>
          ))}
        </select>
        <Popover label={t('What the bars mean')} title={t('What the bars mean')} mark="▦">
          <ul className="panel-requests-legend">
            {STRETCH_LEGEND.map(({ look, words }) => (
              <li key={look}>
                <i className={`panel-swatch ${look}`} aria-hidden="true" /> {t(words)}
              </li>
            ))}
            <li>
              <i className="panel-waterfall-held" aria-hidden="true" />{' '}
              {t('underlined: a worker is held meanwhile')}
            </li>
          </ul>
        </Popover>
      </span>
    </div>
  );
}
