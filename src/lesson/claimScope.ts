import type { ClaimScope } from '../insight/claims/claimsReference.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Names that a claim about this scenario may use. */
export function scopeOf(scenario: Scenario): ClaimScope {
  return { populations: scenario.clients.map(({ name }) => name) };
}
