/** A moment of a transition: `3.2104 s`. */
export const timeText = (atUs: number): string => `${(atUs / 1e6).toFixed(4)} s`;
