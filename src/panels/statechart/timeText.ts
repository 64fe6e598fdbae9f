import { secondsText } from '../../stage/secondsText.ts';
/** A moment of a transition: `3.2104 s`. */
export const timeText = (atUs: number): string => secondsText(atUs, 4);
