import { expect, test } from 'vitest';
import { CAUSES } from '../../../src/insight/causes/causeKinds.ts';
import { MOST_LINKS, type WhyChain } from '../../../src/insight/causes/chainShape.ts';
import { whyChain } from '../../../src/insight/causes/whyChain.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { randomScenario } from '../../scenario/randomScenario.ts';

/** Laws of every chain, over random scenarios bent on trouble. The seed of a scenario is its name. */

const SEEDS = Array.from({ length: 150 }, (_, i) => 40_000 + i);
/** Every other one is also broken by hand, in ways that need no second thought of where. */
function scenarioOf(seed: number): Scenario {
  const written = randomScenario(seed);
  const hosts = Object.keys(written.hosts as object);
  const deeds = [
    { 'hang-worker': { worker: 1, for: '900ms' } },
    { 'hang-worker': 1 },
    { 'unplug-host': { host: hosts[seed % hosts.length], for: '1500ms' } },
    { 'busy-host': { host: hosts[0], processes: 3 } },
    ...(written.front === 'none' ? [] : [{ 'stop-front': true }]),
  ];
  const at = `${100 + ((seed * 37) % 2000)}ms`;
  const script = [
    ...((written.script as object[] | undefined) ?? []),
    { at, ...deeds[seed % deeds.length] },
  ];
  const parsed = parseScenario(seed % 2 === 0 ? written : { ...written, script });
  return (isProblems(parsed) ? parseScenario(written) : parsed) as Scenario;
}

const HOLE = /undefined|NaN|Infinity|null|\[object|\s\s|\(\)|(?<!\w)-\d/;

/** What is wrong with a chain, as text. */
function wrongs(run: Run, request: number, atUs: number | null): string[] {
  const chain = whyChain(run, request, atUs);
  const limitUs = Math.min(run.endUs, atUs ?? run.endUs);
  const found: string[] = [];
  const say = (what: string) => found.push(`#${request} at ${atUs}: ${what}`);
  if (!CAUSES.includes(chain.cause) || !CAUSES.includes(chain.root)) say('a cause of no kind');
  if (chain.links.length > MOST_LINKS) say(`${chain.links.length} links`);
  const began = (requestTable(run)[request]?.startUs ?? Infinity) <= limitUs;
  if (began !== chain.links.length > 0) say(`${chain.links.length} links, begun: ${began}`);
  const texts = new Set<string>();
  chain.links.forEach((link, i) => {
    if (link.depth !== i) say('not in order');
    if (HOLE.test(link.text) || link.text.endsWith('.')) say(`hole in “${link.text}”`);
    if (texts.has(link.text)) say(`says twice “${link.text}”`);
    texts.add(link.text);
    if (!(0 <= link.fromUs && link.fromUs <= link.untilUs && link.untilUs <= limitUs))
      say(`${link.fromUs}–${link.untilUs} of “${link.text}”`);
    if (link.request !== null && !(link.request >= 0 && link.request < run.requests))
      say(`request ${link.request}`);
    if (link.worker !== null && !(link.worker >= 0 && link.worker < Math.max(1, run.slots.length)))
      say(`slot ${link.worker} of ${run.slots.length}`);
    const effect = chain.links[i - 1];
    if (effect && link.fromUs > effect.untilUs)
      say(`“${link.text}” begins after “${effect.text}” is over`);
  });
  return found;
}

/** Some moments of a run, and some requests. */
function* questions(run: Run): Generator<[number, number | null]> {
  const step = Math.ceil(run.requests / 15);
  for (let r = 0; r < run.requests; r += Math.max(1, step)) {
    yield [r, null];
    const { startUs, endUs } = requestTable(run)[r] ?? { startUs: 0, endUs: null };
    const untilUs = endUs ?? run.endUs;
    for (const share of [0.1, 0.5, 0.9])
      yield [r, Math.floor(startUs + (untilUs - startUs) * share)];
  }
}

test('every chain is bounded, in order of cause, within the run, and ends in a known cause', () => {
  const found = SEEDS.flatMap((seed) => {
    const run = simulate(scenarioOf(seed));
    return [...questions(run)].flatMap(([r, atUs]) =>
      wrongs(run, r, atUs).map((w) => `${seed}: ${w}`),
    );
  });
  expect(found).toEqual([]);
});

const told = (chain: WhyChain) => ({ ...chain, links: chain.links.map((link) => ({ ...link })) });

test('a chain at a moment is the same whether or not the world goes on', () => {
  const found: string[] = [];
  for (const seed of SEEDS.slice(0, 80)) {
    const scenario = scenarioOf(seed);
    const whole = simulate(scenario);
    for (const share of [0.3, 0.6, 0.85]) {
      const atUs = Math.floor(scenario.durationUs * share);
      const cut = simulate(scenario, { until: atUs });
      for (let r = 0; r < cut.requests; r += Math.ceil(cut.requests / 12)) {
        const one = JSON.stringify(told(whyChain(whole, r, atUs)));
        const other = JSON.stringify(told(whyChain(cut, r, atUs)));
        if (one !== other) found.push(`${seed} #${r} at ${atUs}:\n${one}\n${other}`);
      }
    }
  }
  expect(found).toEqual([]);
});
