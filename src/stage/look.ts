import type { Fare, Token } from '../insight/scene/scene.ts';

/** How a token looks: an error answer is an answer to HTTP, and a failure to the person who asked. */
export function fareShown(token: Token): Fare {
  if (token.status !== null && token.status >= 400 && token.fare !== 'abandoned') return 'failed';
  return token.fare;
}
