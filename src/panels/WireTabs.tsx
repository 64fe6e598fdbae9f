import { type KeyboardEvent, useId, useState } from 'react';
import { durationText } from '../insight/plainWords.ts';
import type { Run, WireMessage } from '../insight/shapes.ts';
import { wire } from '../insight/wire/wire.ts';
import { t } from '../language/t.ts';

type Hop = WireMessage['hop'];

/** The bytes of one request, hop by hop, as far as they have come by the moment. Text only: nothing in it is markup. */
export function WireTabs({ run, request, atUs }: { run: Run; request: number; atUs: number }) {
  const id = useId();
  const [chosen, setChosen] = useState<Hop | null>(null);
  const messages = wire(run, request, atUs);
  const hops = [...new Set(messages.map((message) => message.hop))];
  const hop = chosen !== null && hops.includes(chosen) ? chosen : hops[0];
  if (hop === undefined) return <p className="panel-quiet">{t('No byte has been sent yet.')}</p>;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const here = hops.indexOf(hop);
    const goals: Record<string, number> = {
      ArrowRight: (here + 1) % hops.length,
      ArrowLeft: (here + hops.length - 1) % hops.length,
      Home: 0,
      End: hops.length - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined || event.shiftKey) return;
    event.preventDefault();
    setChosen(hops[goal] ?? null);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[goal]?.focus();
  };

  return (
    <div className="panel-wire">
      <div
        role="tablist"
        aria-label={t('The bytes on each hop')}
        className="panel-tabs"
        onKeyDown={onKeyDown}
      >
        {hops.map((each, index) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={each === hop}
            aria-controls={`${id}-bytes`}
            tabIndex={each === hop ? 0 : -1}
            onClick={() => setChosen(each)}
          >
            {hopText(each)}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-bytes`}
        aria-labelledby={`${id}-tab-${hops.indexOf(hop)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
        tabIndex={0}
        className="panel-bytes"
      >
        {messages
          .filter((message) => message.hop === hop)
          .map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two messages can be alike in all they have; their order stays
            <div key={index}>
              <p className="panel-bytes-when">{whenOf(message)}</p>
              {message.note !== undefined && <p className="panel-bytes-when">{t(message.note)}</p>}
              <pre translate="no">{message.text}</pre>
            </div>
          ))}
      </div>
    </div>
  );
}

/** `client → nginx`: all but the client is a program’s name. */
const hopText = (hop: Hop): string =>
  hop.replace(/^client\b|\bclient$/, t('client##who sends requests'));

function whenOf({ atUs, untilUs, bytes }: WireMessage): string {
  const from = durationText(atUs);
  return untilUs === null
    ? t('from {from}, under way · {bytes} bytes', { from, bytes })
    : t('from {from}, complete at {until} · {bytes} bytes', {
        from,
        until: durationText(untilUs),
        bytes,
      });
}
