import { describe, expect, test } from 'vitest';
import { lifeline } from '../../src/insight/lifeline.ts';
import { narrate } from '../../src/insight/narrate.ts';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import { waterfall } from '../../src/insight/waterfall.ts';
import { inARow } from '../sim/runs.ts';
import { files } from '../sim/tlsRuns.ts';

const { recording } = files({ keepAlive: true, arrivals: inARow(2, 0, { client: 0 }) }, {});

describe('the TLS handshake in the life of a request', () => {
  test('is a stage of its own between connecting and sending', () => {
    const parts = lifeline(recording, 0).map(({ key, fromUs, untilUs }) => [key, fromUs, untilUs]);
    expect(parts.slice(0, 3)).toEqual([
      ['connect', 0, 100_000],
      ['tls', 100_000, 200_830],
      ['send', 200_830, 250_980],
    ]);
  });

  test('is paid by the request that opened the connection alone', () => {
    expect(waterfall(recording, 0).filter(({ key }) => key === 'tls').length).toBe(1);
    expect(waterfall(recording, 1).filter(({ key }) => key === 'tls')).toEqual([]);
  });

  test('says how: in full, resumed, with the request along', () => {
    const labelOf = (clients: object, tls: object) =>
      waterfall(files({ arrivals: [{ at: '0s' }], ...clients }, { ...tls }).recording, 0).find(
        ({ key }) => key === 'tls',
      )?.label;
    expect(labelOf({}, {})).toBe('TLS handshake');
    expect(labelOf({ resumes: true }, {})).toBe('TLS handshake, resumed');
    expect(labelOf({ resumes: true }, { ssl_early_data: true })).toBe(
      'TLS handshake, request along',
    );
  });

  test('while it lasts the stage says so, and holds nobody', () => {
    const { tokens, workers } = sceneAt(recording, 150_000);
    expect(tokens.map(({ words }) => words)[0]).toBe('TLS handshake');
    expect(workers.every(({ request }) => request === null)).toBe(true);
  });

  test('is told in words', () => {
    const told = narrate(recording, 0, recording.length).map(({ text }) => text);
    expect(told.join('\n')).toMatch(/#1: client and server begin the TLS 1\.3 handshake/);
    expect(told.join('\n')).toMatch(/#1: the TLS handshake is done/);
  });

  test('streams of one connection are told apart from connections', () => {
    const { recording: run } = files({ arrivals: inARow(3, 0, { client: 0 }) }, { http2: true });
    const told = narrate(run, 0, run.length).map(({ text }) => text);
    expect(told.filter((text) => /one more stream/.test(text)).length).toBe(2);
    expect(sceneAt(run, run.endUs).fronts[0]?.connections).toBe(0);
    expect(sceneAt(run, 250_000).fronts[0]?.connections).toBe(1);
  });
});
