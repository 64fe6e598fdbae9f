import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { measureZones, sameZones, type Zones } from './zones.ts';

/**
 * The measured street. Measured after a change of structure (`shape`) and on resize; at no other time is the page's layout read.
 */
export function useZones(
  ref: RefObject<HTMLDivElement>,
  shape: string,
  scenario: object,
  onVertical: (vertical: boolean) => void,
): Zones | null {
  const [zones, setZones] = useState<Zones | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: shape and scenario say that the elements have changed
  useLayoutEffect(() => {
    const street = ref.current;
    if (!street) return;
    const measure = () => {
      const now = measureZones(street);
      setZones((before) => (before && sameZones(before, now) ? before : now));
      onVertical(now.vertical);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(street);
    for (const card of street.querySelectorAll('.stage-tier')) observer.observe(card);
    return () => observer.disconnect();
  }, [ref, shape, scenario, onVertical]);

  return zones;
}

/** Whether the person has asked for less motion; follows the setting. */
export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(
    () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  );
  useEffect(() => {
    const query = matchMedia('(prefers-reduced-motion: reduce)');
    const follow = () => setReduced(query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return reduced;
}
