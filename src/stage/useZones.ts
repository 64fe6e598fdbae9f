import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { Size } from './room.ts';
import { measureZones, sameZones, type Zones } from './zones.ts';

/**
 * The measured street. Measured after a change of structure (`shape`) and on resize; at no other time is the page's layout read.
 */
export function useZones(
  ref: RefObject<HTMLDivElement>,
  shape: string,
  scenario: object,
  vertical: boolean,
): Zones | null {
  const [zones, setZones] = useState<Zones | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: shape and scenario say that the elements have changed
  useLayoutEffect(() => {
    const street = ref.current;
    if (!street) return;
    const measure = () => {
      const now = measureZones(street, vertical);
      setZones((before) => (before && sameZones(before, now) ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(street);
    for (const card of street.querySelectorAll('.stage-tier')) observer.observe(card);
    return () => observer.disconnect();
  }, [ref, shape, scenario, vertical]);

  return zones;
}

/** The size of an element, followed as it changes; null before it is known. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const now = { w: element.clientWidth, h: element.clientHeight };
      setSize((before) => (before && before.w === now.w && before.h === now.h ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
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
