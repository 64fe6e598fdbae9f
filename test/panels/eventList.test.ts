import { expect, test } from 'vitest';
import { tierOf } from '../../src/panels/eventList.ts';

test.each([
  ['front/accepted', 'front server'],
  ['cache/hit', 'front server'],
  ['limit/delayed', 'front server'],
  ['response/compressed', 'front server'],
  ['upstream/down', 'front server'],
  ['tls/handshaking', 'clients'],
  ['address/tried', 'clients'],
  ['response/shared', 'clients'],
  ['connection/established', 'clients'],
  ['worker/accepted', 'app'],
] as const)('%s happens at: %s', (event, tier) => {
  expect(tierOf(event)).toBe(tier);
});
