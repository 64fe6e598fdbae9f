import { Fragment, useState } from 'react';
import { requestName } from '../insight/plainWords.ts';
import type { Run, WhyPart } from '../insight/shapes.ts';
import { why } from '../insight/why/why.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { requestTable } from '../recording/requestTable.ts';
import { usePlayerState } from './usePlayer.ts';
import type { HelpSource } from './why/helpSource.ts';
import { trailOf } from './why/trail.ts';
import { WhyChainView } from './why/WhyChainView.tsx';

interface WhyAnswerProps {
  readonly run: Run;
  readonly request: number;
  readonly player: Player;
  /** Where “What would have helped?” is answered; what the page provides unless given. */
  readonly helps?: HelpSource | null;
  onSelect(request: number): void;
  onSeek(atUs: number): void;
}

/** "Why is it waiting?": the causes in a sentence or two, each part a way to its moment; then the whole chain, and what would have helped. */
export function WhyAnswer({ run, request, player, helps, onSelect, onSeek }: WhyAnswerProps) {
  // Who came here along a chain still wants to know why.
  const [isOpen, setOpen] = useState(() => trailOf(player, run) !== null);
  const { atUs, playing } = usePlayerState(player);
  const answer = why(run, request, atUs);
  const endUs = requestTable(run)[request]?.endUs ?? null;
  return (
    <div className="panel-why">
      <button
        type="button"
        className="panel-why-ask"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {answer.waiting
          ? t('Why is {request} waiting?', { request: requestName(request) })
          : endUs !== null && endUs <= atUs
            ? t('What became of {request}?', { request: requestName(request) })
            : t('What is {request} doing?', { request: requestName(request) })}
      </button>
      <p aria-live={playing ? 'off' : 'polite'}>
        {isOpen &&
          closed(answer.parts).map((part, index) => (
            <Part
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
              key={index}
              part={part}
              own={request}
              onSelect={onSelect}
              onSeek={onSeek}
            />
          ))}
      </p>
      {isOpen && (
        <WhyChainView
          run={run}
          request={request}
          player={player}
          helps={helps}
          onSelect={onSelect}
          onSeek={onSeek}
        />
      )}
    </div>
  );
}

/** A full stop belongs to the words before it: behind a link of two lines it would begin a line of its own. */
function closed(parts: readonly WhyPart[]): WhyPart[] {
  const joined: WhyPart[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const [, stop, rest = ''] = /^([.,;:])([\s\S]*)$/.exec(part.text) ?? [];
    if (!before || stop === undefined) {
      joined.push(part);
      continue;
    }
    joined[joined.length - 1] = { ...before, text: before.text + stop };
    if (rest !== '') joined.push({ ...part, text: rest });
  }
  return joined;
}

interface PartProps {
  readonly part: WhyPart;
  readonly own: number;
  onSelect(request: number): void;
  onSeek(atUs: number): void;
}

function Part({ part, own, onSelect, onSeek }: PartProps) {
  const { atUs, request, setting, text } = part;
  const words = setting === null ? text : <WithSetting text={text} setting={setting} />;
  const isOther = request !== null && request !== own;
  if (atUs === null && !isOther) return words;
  const follow = () => {
    if (isOther) onSelect(request);
    if (atUs !== null) onSeek(atUs);
  };
  // Blanks around the words stay outside the link's line.
  const [, before = '', after = ''] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
  return (
    <>
      {before}
      {/* biome-ignore lint/a11y/useSemanticElements: the words of a button never break within a line of prose */}
      <span
        role="button"
        tabIndex={0}
        className="panel-link"
        onClick={follow}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.stopPropagation(); // the space bar also plays
          follow();
        }}
      >
        {typeof words === 'string' ? words.trim() : words}
      </span>
      {after}
    </>
  );
}

/** How the text names the setting, or null: words that any sentence may have are a setting’s name only where they stand alone. */
function nameIn(text: string, setting: string): string | null {
  const names = [`--${SWITCHES[setting] ?? setting.replaceAll('_', '-')}`, setting];
  const isName = (name: string): boolean => /[-_]/.test(name) || text.trim() === name;
  return names.find((name) => text.includes(name) && isName(name)) ?? null;
}

/** Switches of Gunicorn that are spelled otherwise on the command line than in its settings. */
const SWITCHES: Readonly<Record<string, string>> = { keepalive: 'keep-alive' };

/** The text with each mention of the setting as code. */
function WithSetting({ text, setting }: { text: string; setting: string }) {
  const name = nameIn(text, setting);
  if (name === null) return text.replaceAll('`', '');
  const pieces = text.split(name);
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
    <Fragment key={index}>
      {index > 0 && <code translate="no">{name}</code>}
      {piece.replaceAll('`', '')}
    </Fragment>
  ));
}
