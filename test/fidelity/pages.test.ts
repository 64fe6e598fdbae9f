import { describe, expect, test } from 'vitest';
import { answersMs, HANDSHAKES, loadPage, PAGES } from './pages.ts';

// The relay that stood for the narrow line passes on 2.5 kB at once whenever it was idle, as it is before each file over one connection.
const paced = PAGES.filter((page) => !(page.isNarrow && page.how === 'one kept'));

describe('C7 C8 T h2-vs-h1: 30 files of 4000 bytes, a round trip of 100 ms', () => {
  test.each(paced)('TLS $tls, $how, narrow $isNarrow: within 5 %', ({ measured, ...how }) => {
    const page = loadPage(how);
    expect(page.connections).toBe(measured.connections);
    expect(Math.abs(page.pageMs / measured.pageMs - 1)).toBeLessThan(0.05);
    if (!how.isNarrow)
      expect(Math.abs(page.firstFileMs / measured.firstFileMs - 1)).toBeLessThan(0.05);
  });
});

describe.skipIf(HANDSHAKES.length === 0)(
  'T roundtrips: the first answers over a round trip of 100 ms',
  () => {
    test.each(HANDSHAKES)(
      'TLS $ssl_protocols, $certificate, resumes $resumes, early data $ssl_early_data',
      (handshake) => {
        const ends = answersMs(handshake);
        handshake.measured.forEach((ms, i) => {
          expect(Math.abs(ends[i] - ms)).toBeLessThan(Math.max(10, 0.05 * ms));
        });
      },
    );
  },
);
