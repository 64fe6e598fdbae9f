const PATHS = {
  undo: 'M6.5 3 3 6.5 6.5 10M3 6.5h6a4 4 0 0 1 0 8H6',
  redo: 'M9.5 3 13 6.5 9.5 10M13 6.5H7a4 4 0 0 0 0 8h3',
  share: 'M8 10V2M5 4.5 8 2l3 2.5M4.5 7H3v7h10V7h-1.5',
  open: 'M8 11V3M4.5 6.5 8 3l3.5 3.5M2.5 12v2h11v-2',
} as const;

/** A small drawing before the word of a tool; the word says it all to those who do not see it. */
export function ToolIcon({ of }: { readonly of: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 16 16" className="app-toolIcon" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}
