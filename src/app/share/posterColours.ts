/** Colours that a picture takes from the page, written out: it stands alone later. */
const NAMES = {
  paper: '--paper',
  surface: '--surface',
  line: '--line',
  lineStrong: '--line-strong',
  ink: '--ink',
  ink2: '--ink-2',
  onAccent: '--on-accent',
  run: '--run',
  runSoft: '--run-soft',
  hold: '--hold',
  holdSoft: '--hold-soft',
  data: '--data',
  dataSoft: '--data-soft',
  bad: '--bad',
  badSoft: '--bad-soft',
  good: '--good',
  wait: '--wait',
  idle: '--idle',
  clients: '--tier-client',
  front: '--tier-front',
  app: '--tier-app',
  database: '--tier-database',
} as const;

export type Colours = { readonly [Name in keyof typeof NAMES]: string };

/** The colours of the page as it is now: light, dark, or in high contrast. */
export function pageColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, variable]) => [
      name,
      style.getPropertyValue(variable).trim() || '#808080',
    ]),
  ) as unknown as Colours;
}
