import { createElement, createRef } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import 'roundtrip/element';
import { RequestRoundtrip, type RoundtripElement } from 'roundtrip/react';

const ref = createRef<RoundtripElement>();
/** What a page may do with the element once it is there. */
export const state = (): Promise<string> | undefined => ref.current?.getState();

// @ts-expect-error a theme that there is not
export const wrong = createElement(RequestRoundtrip, { site: '/', lesson: 'x', theme: 'blue' });

console.log(
  renderToStaticMarkup(
    createElement(
      RequestRoundtrip,
      {
        ref,
        site: 'https://example.org/roundtrip',
        lesson: 'slow-clients',
        step: 3,
        theme: 'dark',
        hide: ['title', 'link'],
        table: true,
        className: 'wide',
        onStep: ({ step, of }) => console.log(step / of),
        onAnswer: ({ answer, right }) => console.log(answer?.kind, right === true),
      },
      createElement('a', { href: 'https://example.org/' }, 'How can two slow phones stall a site?'),
    ),
  ),
);
