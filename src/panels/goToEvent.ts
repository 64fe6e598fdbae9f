import type { Player } from '../player/player.ts';

/**
 * To the moment of an event; while paused, to that very event among those of its moment.
 * `atUs` is the event's moment, `index` its number in the recording.
 */
export function goToEvent(player: Player, index: number, atUs: number): void {
  player.seek(atUs);
  if (player.get().playing) return;
  while (player.get().eventIndex > index) player.stepBack();
}
