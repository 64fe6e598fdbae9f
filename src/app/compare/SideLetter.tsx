import { sideLetter } from './side.ts';

/** The letter that stands for a side in pictures and tables. */
export function SideLetter({ side }: { readonly side: number }) {
  return (
    <span className="app-sideLetter" data-side={side}>
      {sideLetter(side)}
    </span>
  );
}
