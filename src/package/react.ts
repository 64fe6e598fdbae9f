import {
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import type { RoundtripElement } from './element.ts';
import './element.ts';
import {
  attributesOf,
  CALLBACKS,
  type RoundtripCallbacks,
  type RoundtripParameters,
} from './props.ts';

export type { RoundtripElement } from './element.ts';
export type { RoundtripCallbacks, RoundtripParameters } from './props.ts';

export interface RequestRoundtripProps extends RoundtripParameters, RoundtripCallbacks {
  /** Where the site is served from: `https://example.org/roundtrip/`. With `/` at its beginning it is a folder of the page's own site. */
  readonly site: string;
  /** Its name, as in the address of its page; without it the scenario that `state` holds. */
  readonly lesson?: string;
  /** What `onState` gave: where the learner goes on. */
  readonly state?: string;
  readonly id?: string;
  readonly className?: string;
  /** What the frame is called to those who listen. */
  readonly title?: string;
  /** Shown where scripts do not run, in feed readers, and on paper. */
  readonly children?: ReactNode;
}

/**
 * A lesson in a page made with React, 18 or newer: `<request-roundtrip>` with typed props. On a server it renders the element with its
 * fallback, and the frame comes when the page runs. The ref is the element, whose methods are the commands.
 */
export const RequestRoundtrip: ForwardRefExoticComponent<
  RequestRoundtripProps & RefAttributes<RoundtripElement>
> = forwardRef((props, ref) => {
  const { site, lesson, state, id, className, title, children } = props;
  const element = useRef<RoundtripElement>(null);
  const latest = useRef<RoundtripCallbacks>(props);
  useImperativeHandle(ref, () => element.current as RoundtripElement, []);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const host = element.current;
    if (!host) return;
    // The latest callback is looked up when something is told, so that a new function on each render costs nothing.
    const stops = Object.entries(CALLBACKS).map(([type, callback]) => {
      const tell = (event: Event): void => {
        // One lesson may stand in another's fallback: what that tells is none of this one's.
        if (event.target === host) latest.current[callback]?.((event as CustomEvent<never>).detail);
      };
      host.addEventListener(`roundtrip:${type}`, tell);
      return () => host.removeEventListener(`roundtrip:${type}`, tell);
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return createElement(
    'request-roundtrip',
    {
      ...attributesOf(props),
      ref: element,
      // `src` first: the element opens what it says, and the lesson's name is for its title.
      src: `${site.replace(/\/?$/, '/')}embed/${encodeURIComponent(lesson ?? 'scenario')}/`,
      lesson,
      state,
      id,
      title,
      // Of a custom element React 18 writes attributes as they are spelled.
      class: className,
    },
    children,
  );
});
RequestRoundtrip.displayName = 'RequestRoundtrip';
