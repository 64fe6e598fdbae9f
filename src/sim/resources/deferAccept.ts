import { STREAMS, uniform } from '../chance.ts';
import type { World } from '../world.ts';

/** Linux counts timers in ticks of 4 ms (CONFIG_HZ=250, the default of Debian); the longer a timer, the coarser (kernel/time/timer.c). */
const WHEEL = [
  { lessThanUs: 256_000, widthUs: 4_000 },
  { lessThanUs: 2_048_000, widthUs: 32_000 },
  { lessThanUs: 16_384_000, widthUs: 256_000 },
  { lessThanUs: Number.POSITIVE_INFINITY, widthUs: 2_048_000 },
] as const;

/** First wait for the acknowledgement of a SYN-ACK; each further one is twice as long. */
const FIRST_US = 1_000_000;

/**
 * When the kernel shows a connection all the same that TCP_DEFER_ACCEPT keeps from its listener because nothing comes over it. It takes the
 * seconds that it is asked for as a number of SYN-ACK timers: 1, 2, 4 s …, until their sum is no less (4 s become 7 s, 30 s become 31 s).
 * @param sinceUs when the client connected
 * @param askedUs what the program asks for
 */
export function shownAnywayUs(world: World, sinceUs: number, askedUs: number): number {
  let atUs = sinceUs;
  let sumUs = 0;
  for (let periodUs = FIRST_US; sumUs === 0 || sumUs < askedUs; periodUs *= 2) {
    sumUs += periodUs;
    atUs = timerUs(world, atUs, periodUs);
  }
  return atUs;
}

/** When a timer really runs: at the next slot of the wheel. Where the slots lie is chance, but the same for all. */
function timerUs(world: World, nowUs: number, delayUs: number): number {
  const { widthUs } = WHEEL.find((one) => delayUs < one.lessThanUs) as (typeof WHEEL)[number];
  const phaseUs = Math.floor(uniform(world.seed, STREAMS.deferAccept, 0, 0) * widthUs);
  return Math.ceil((nowUs + delayUs - phaseUs) / widthUs) * widthUs + phaseUs;
}
