import { describe, expect, test } from 'vitest';
import {
  answersMs,
  HANDSHAKE_COSTS,
  HANDSHAKES,
  handshakeCostMs,
  loadPage,
  PAGES,
} from './pages.ts';

describe('C7 C8 T h2-vs-h1: 30 files of 4000 bytes, a round trip of 100 ms', () => {
  const wide = PAGES.filter((page) => !page.isNarrow);
  test.each(wide)('TLS $tls, $how: within 5 %', ({ measured, ...how }) => {
    const page = loadPage(how);
    expect(page.connections).toBe(measured.connections);
    expect(Math.abs(page.pageMs / measured.pageMs - 1)).toBeLessThan(0.05);
    expect(Math.abs(page.firstFileMs / measured.firstFileMs - 1)).toBeLessThan(0.05);
  });

  // Known misses: RELAY says why the model is 4 to 9 % later, and over one connection, idle before each file, by 12 ms for each.
  const narrow = PAGES.filter((page) => page.isNarrow);
  test.each(narrow)('TLS $tls, $how, 250 kB/s: later, by what the relay saved', (page) => {
    const { measured, ...how } = page;
    const { pageMs, connections } = loadPage(how);
    expect(connections).toBe(measured.connections);
    expect(pageMs).toBeGreaterThan(measured.pageMs);
    if (page.how === 'one kept') expect(pageMs - measured.pageMs).toBeLessThan(30 * 16);
    else expect(pageMs / measured.pageMs).toBeLessThan(1.1);
  });
});

describe('T roundtrips: the first answers over a round trip of 100 ms', () => {
  test.each(HANDSHAKES)(
    'TLS $ssl_protocols, $certificate, resumes $resumes, early data $ssl_early_data',
    (handshake) => {
      const ends = answersMs(handshake);
      handshake.measured.forEach((ms, i) => {
        expect(Math.abs(ends[i] - ms)).toBeLessThan(Math.max(10, 0.05 * ms));
      });
    },
  );
});

describe('T handshake-cpu: what a handshake costs nginx', () => {
  test.each(HANDSHAKE_COSTS)(
    'TLS $ssl_protocols, $certificate, resumes $resumes: $measuredMs ms, less 0.02 for the connection itself',
    (one) => {
      expect(Math.abs(handshakeCostMs(one) - (one.measuredMs - 0.02))).toBeLessThan(0.02);
    },
  );
});
