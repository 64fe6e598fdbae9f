import { styleEffect } from 'framer-motion';
import { createContext, useContext, useLayoutEffect, useRef } from 'react';
import type { Scene } from '../insight/scene/scene.ts';
import type { StageMotion } from './stageMotion.ts';

/** The motion of the stage these elements stand on. */
export const MotionContext = createContext<StageMotion | null>(null);

/** Binds one transform of an element to a number in the scene, written once a frame outside React. */
function useFollow(key: string, property: 'scaleX' | 'x' | 'y', of: (scene: Scene) => number) {
  const ref = useRef<HTMLDivElement>(null);
  const motion = useContext(MotionContext);
  const latest = useRef(of);
  latest.current = of;
  useLayoutEffect(() => {
    if (!motion || !ref.current) return;
    const { value, stop } = motion.gauge(key, (scene) => latest.current(scene));
    const unbind = styleEffect(ref.current, { [property]: value });
    return () => {
      stop();
      unbind();
    };
  }, [motion, key, property]);
  return ref;
}

/** A bar that fills with a number from 0 to 1. */
export function Gauge(props: { name: string; of: (scene: Scene) => number; hatched?: boolean }) {
  const ref = useFollow(props.name, 'scaleX', props.of);
  return (
    <div className="stage-gauge" data-hatched={props.hatched || undefined} aria-hidden="true">
      <div className="stage-gauge-fill" ref={ref} />
    </div>
  );
}

/** Dots that run along a slow wire by the bytes that go over it: no bytes, no motion. */
export function Trickle(props: { name: string; vertical: boolean; of: (scene: Scene) => number }) {
  const ref = useFollow(props.name, props.vertical ? 'y' : 'x', props.of);
  return <div className="stage-trickle" ref={ref} />;
}
