import { nounsText } from '../../insight/nouns.ts';
import { durationText } from '../../insight/plainWords.ts';
import { SaidOf } from '../../insight/saidOf.ts';
import { series } from '../../insight/series.ts';
import { coresOverTime } from '../../insight/seriesCores.ts';
import { rates } from '../../insight/seriesRates.ts';
import type { Run, Series } from '../../insight/shapes.ts';
import { slotTable } from '../../insight/state/slotTable.ts';
import { countOf } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { slotsOf, traitsOf } from '../../scenario/servers/appServers.ts';
import { fixedText } from '../../stage/secondsText.ts';
import { valueAt } from '../spanLook.ts';

/** One small plot: a number over time with its name, its unit and its top. */
export interface LoadStrip {
  readonly key: string;
  readonly title: string;
  readonly series: Series;
  /** What the top of the plot stands for: all there is of it, or the most there ever was. */
  readonly most: number;
  readonly topText: string;
  readonly colour: string;
  /** Hatched as well as coloured. */
  readonly isHatched: boolean;
  /** The value in words: `3 waiting`. */
  words(value: number): string;
}

/** Queue, workers, cores, throughput and errors of a run, each as a small plot. The same keys in every run of a like deployment. */
export function loadStrips(run: Run): readonly LoadStrip[] {
  const before = known.get(run);
  if (before) return before;
  const { backlog, pooled, busyWorkers, inFlight } = series(run);
  const { answered, errors, windowUs } = rates(run);
  const { app } = run.scenario;
  const { fixed } = slotTable(run);
  const { slotWord } = traitsOf(app);
  const slots = fixed ? app.instances * slotsOf(app) : null;
  const noun = nounsText(slotWord);
  const perSecond = (value: number) => `${rateText(value)}/s`;
  const last = t('in the last {window}', { window: durationText(windowUs) });
  const strips: LoadStrip[] = [
    strip('queue', t('Queue'), backlog, '--wait', (n) => t('{n} waiting', { n })),
    ...(pooled.value.some((n) => n > 0)
      ? [strip('pooled', t('For a thread'), pooled, '--wait', (n) => t('{n} waiting', { n }))]
      : []),
    slots === null
      ? strip('busy', t('Busy {noun}', { noun }), busyWorkers, '--run', (n) => t('{n} busy', { n }))
      : {
          ...strip('busy', t('Busy {noun}', { noun }), busyWorkers, '--run', (n) =>
            n > slots ? t('{n} busy', { n }) : t('{n} of {slots}', { n, slots }),
          ),
          most: Math.max(slots, mostOf(busyWorkers)),
          topText: `${Math.max(slots, mostOf(busyWorkers))}`,
        },
    ...coresOverTime(run).flatMap((host): LoadStrip[] =>
      mostOf(host) === 0
        ? []
        : [
            {
              ...strip(
                `cores-${host.host}`,
                t('CPU of {host}', { host: host.host }),
                host,
                '--good',
                (n) =>
                  t('{n} of {cores, plural, one {# core} other {# cores}}', {
                    n,
                    cores: host.cores,
                  }),
              ),
              most: host.cores,
              topText: `${host.cores}`,
            },
          ],
    ),
    strip('flight', t('In flight'), inFlight, '--line-strong', (n) => t('{n} requests', { n })),
    strip(
      'answered',
      t('Throughput'),
      { ...answered, label: t('{series}, {last}', { series: answered.label, last }) },
      '--good',
      perSecond,
    ),
    {
      ...strip(
        'errors',
        t('Errors'),
        { ...errors, label: t('{series}, {last}', { series: errors.label, last }) },
        '--bad',
        perSecond,
      ),
      isHatched: true,
    },
  ];
  known.set(run, strips);
  return strips;
}

const known = new SaidOf<Run, readonly LoadStrip[]>();

function strip(
  key: string,
  title: string,
  of: Series,
  colour: string,
  words: (value: number) => string,
): LoadStrip {
  const most = Math.max(mostOf(of), 1);
  const topText = of.unit.endsWith('/s') ? `${rateText(most)}/s` : String(most);
  return { key, title, series: of, most, topText, colour, isHatched: false, words };
}

function mostOf({ value }: Series): number {
  let most = 0;
  for (const v of value) if (v > most) most = v;
  return most;
}

function rateText(perSecond: number): string {
  return perSecond >= 99.5 || Number.isInteger(perSecond)
    ? countOf(Math.round(perSecond))
    : fixedText(perSecond, 1);
}

/** What a strip says of a moment. */
export function stripText({ series: of, words }: LoadStrip, atUs: number): string {
  return words(valueAt(of, atUs));
}

/** The bare value, for where the words stand beside it: `3`, `15/s`. */
export function stripFigure({ series: of }: LoadStrip, atUs: number): string {
  const value = valueAt(of, atUs);
  return of.unit.endsWith('/s') ? `${rateText(value)}/s` : String(value);
}
