import { msg } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { requestName } from '../plainWords.ts';
import { circumstances } from '../state/circumstances.ts';
import type { Life } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Because of which other request this one is there, and which one came because of it. */
export function sayOrigin(say: Explanation, m: Moment, life: Life): void {
  if (life.follows !== NONE)
    say.tell(msg('It is a file of the page {request}.'), {
      request: { text: requestName(life.follows), request: life.follows },
    });
  if (life.repeats !== NONE)
    say.tell(msg('It asks again for what {request} did not get.'), {
      request: { text: requestName(life.repeats), request: life.repeats },
    });
  const again = life.ending === NONE ? NONE : repeatedBy(m, life);
  if (again !== NONE)
    say.tell(msg('Its client has asked again: {request}.'), {
      request: { text: requestName(again), request: again, atUs: startOf(m, again) },
    });
}

/** The request with which the client of one that failed tried again by now, or NONE. */
function repeatedBy(m: Moment, life: Life): number {
  if (!(circumstances(m.run, life.request).population.retries > 0)) return NONE;
  for (let i = m.count - 1; i >= 0 && m.run.at(i) >= life.endUs; i--)
    if (m.run.type(i) === EVENT['request/retried'] && m.run.arg(i) === life.request)
      return m.run.request(i);
  return NONE;
}

function startOf(m: Moment, request: number): number {
  const { first, own } = runIndex(m.run);
  return m.run.at(own[first[request] as number] as number);
}
