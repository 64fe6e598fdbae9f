import { defineElement } from '../app/embed/loader/requestRoundtrip.ts';
import type { EmbedEvent, Enveloped } from '../embed/messages.ts';
import type { EmbedOptions } from '../embed/parameters.ts';

/** `<request-roundtrip>`: each method is a command of the contract. Where the lesson is stands in its `src`, a whole address. */
export interface RoundtripElement extends HTMLElement {
  play(): void;
  pause(): void;
  /** 1: the next event; -1: the one before. */
  stepBy(by?: 1 | -1): void;
  /** `step` counts from 1, `t` is a time with its unit: `4.2s`. */
  goto(where: { step?: number; t?: string }): void;
  setTheme(theme: EmbedOptions['theme']): void;
  setLang(lang: string): void;
  setState(state: string): void;
  /** Where the learner is, as text to be kept. */
  getState(): Promise<string>;
}

/** The DOM events of the element: `roundtrip:step` and so on, with the message as their detail. */
export type RoundtripEvents = {
  [Type in EmbedEvent['type'] as `roundtrip:${Type}`]: CustomEvent<
    Enveloped<Extract<EmbedEvent, { readonly type: Type }>>
  >;
};

declare global {
  interface HTMLElementTagNameMap {
    'request-roundtrip': RoundtripElement;
  }
  interface HTMLElementEventMap extends RoundtripEvents {}
}

// Where there is no page (a server that renders) there is nothing to define it for.
if (typeof customElements !== 'undefined') defineElement('request-roundtrip');
