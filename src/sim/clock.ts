/** Queue entries that are not messages to an actor. Their number says which population, client, errand or line of the script it is. */
export const CLOCK = {
  /** A population's next arrival. */
  arrival: -1,
  /** A closed-loop client's next request. */
  again: -2,
  script: -3,
  restore: -4,
  /** Another try of something that a visitor did not get. */
  retry: -5,
} as const;
