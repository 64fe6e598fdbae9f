import { describe, expect, test } from 'vitest';
import { loadErrorsMs, poisson } from './sequences.ts';

describe('G2 M: 800 Poisson arrivals, nginx before four workers, replayed as they came', () => {
  test.each(poisson)(
    '$name, utilisation $utilisation: mean error per request at most 3 ms',
    (load) => {
      const errors = loadErrorsMs(load);
      const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
      console.log(
        `${load.name}: mean error ${mean.toFixed(2)} ms, largest ${Math.max(...errors).toFixed(1)} ms`,
      );
      expect(errors.length).toBe(load.requests.length);
      expect(mean).toBeLessThanOrEqual(3);
    },
  );
});
