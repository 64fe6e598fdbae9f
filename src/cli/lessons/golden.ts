import { measureText } from '../../insight/claims/claimsEvaluate.ts';
import type { Measure } from '../../insight/claims/claimsMeasure.ts';
import type { Metrics, Run } from '../../insight/shapes.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { printable } from '../../lesson/printable.ts';
import { ownSeed, type Simulate, simulatedRuns } from '../../lesson/simulatedRuns.ts';
import { type ReportedRequest, report } from '../report.ts';

/** About so many lines for a lesson: more is not read in a review. */
const MOST_LINES = 120;
const LINES_A_RUN = 9;
const MOST_REQUESTS = 25;

/**
 * What a lesson's runs amount to, as plain text: a change of the model or of the lesson shows as a difference that a person can read.
 * Times in ms; requests and workers counted from 1.
 */
export function goldenText(lesson: Lesson, simulate: Simulate): string {
  const source = simulatedRuns(lesson, simulate);
  const room = Math.floor(MOST_LINES / lesson.runs.length) - LINES_A_RUN;
  const shown = Math.max(3, Math.min(MOST_REQUESTS, room));
  const lines = [
    `${lesson.id}: its runs with seed ${ownSeed(lesson)}. Written by: npm run lessons -- golden ${lesson.id}`,
  ];
  for (const { name, title } of lesson.runs)
    lines.push('', `${name}: ${title}`, ...runLines(source.run(name), shown));
  return `${lines.map(printable).join('\n')}\n`;
}

function runLines(run: Run, shown: number): string[] {
  const { summary, requests } = report(run);
  return [
    `  ${summary.arrived} requests, ${summary.events} events, ${ms(summary.endUs)} ms; ${sharesOf(summary)}`,
    ...run.scenario.clients.map(({ name }) => `  ${populationLine(run, name, requests)}`),
    ...wrapped(`  events: ${countsOf(eventNames(run))}`),
    ...table(worthShowing(requests, shown)),
  ];
}

/** The first requests of the run, among them the first two of each group of clients, however late they come. */
function worthShowing(all: readonly ReportedRequest[], shown: number): ReportedRequest[] {
  const seen = new Map<string, number>();
  const firsts = all.filter(({ client }) => {
    const before = seen.get(client) ?? 0;
    seen.set(client, before + 1);
    return before < 2;
  });
  const rest = all.filter((request) => !firsts.includes(request));
  return [...firsts, ...rest.slice(0, Math.max(0, shown - firsts.length))].sort(
    (a, b) => a.id - b.id,
  );
}

function sharesOf(m: Metrics): string {
  return [
    `queue ${m.meanQueue.toFixed(2)} (most ${m.maxQueue})`,
    `workers held ${percent(m.workerUtilisation)} (by clients ${percent(m.workerHeldByClients)})`,
    ...m.hostUtilisation.map(({ name, share }) => `${name} ${percent(share)}`),
  ].join(', ');
}

function populationLine(run: Run, name: string, all: readonly ReportedRequest[]): string {
  const own = all.filter(({ client }) => client === name);
  const show = (statistic: 'median' | 'p95' | 'longest'): string => {
    const measure: Measure = { of: 'latency', statistic, population: name };
    return `${statistic} ${measureText(run, measure) ?? '–'}`;
  };
  const ends = own.map(({ status, outcome, error }) => String(status ?? error ?? outcome));
  return `${name}: ${own.length} requests; ${countsOf(ends)}; ${show('median')}, ${show('p95')}, ${show('longest')}`;
}

/** `a 3, b 1`, by name. */
function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  );
}

function eventNames(run: Run): string[] {
  return Array.from({ length: run.length }, (_, i) => run.event(i).name);
}

const HEAD = ['#', 'client', 'request', 'start', 'took', 'end', 'worker'];

function table(requests: readonly ReportedRequest[]): string[] {
  const rows = [
    HEAD,
    ...requests.map((r) => [
      String(r.id + 1),
      r.client,
      `${r.method} ${r.path}`,
      ms(r.startUs),
      r.endUs === null ? '–' : ms(r.endUs - r.startUs),
      String(r.status ?? r.error ?? r.outcome),
      r.worker === null ? '–' : String(r.worker + 1),
    ]),
  ];
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) =>
    `  ${row
      .map((cell, i) => {
        const isNumber = i === 0 || i === 3 || i === 4;
        return isNumber ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
      })
      .join('  ')}`.trimEnd(),
  );
}

const WIDTH = 140;

/** A long line in several, each but the first set in. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const cut = rest.lastIndexOf(', ', WIDTH) + 1;
    lines.push(rest.slice(0, cut));
    rest = `    ${rest.slice(cut + 1)}`;
  }
  return [...lines, rest];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const ms = (us: number): string => (us / 1000).toFixed(1);
