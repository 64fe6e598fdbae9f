import {
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { t } from '../../language/t.ts';
import type { Inline } from '../../lesson/markdown.ts';
import { termSlug } from '../../lesson/termSlug.ts';
import { rich } from '../../stage/rich.ts';
import { cardOf } from '../course/catalog.ts';
import { routeHash } from '../route.ts';
import { useRoute } from '../shell/useRoute.ts';
import { Glossary } from './glossaryContext.ts';
import { useGlossaryTerms } from './glossaryTerms.ts';
import './term.css';

/** From the word to its meaning the pointer crosses a gap; and who passes over a word on the way elsewhere did not ask. */
const LINGER_MS = 250;
const PAUSE_MS = 120;

/** How near to an edge of the window the meaning may come, px. */
const MARGIN = 8;

/**
 * A word of the field. Its meaning appears on hover, on focus and when pressed, stays while the pointer or the focus is in it, and goes with
 * Escape, with a press elsewhere, or when both have left.
 */
export function TermWord({ term, text }: { term: string; text: string }) {
  const id = useId();
  const hold = useRef<HTMLSpanElement>(null);
  const sheet = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const own = useContext(Glossary);
  const isIt = (each: { readonly term: string }) => each.term === term;
  const terms = useGlossaryTerms();
  const entry = own.find(isIt) ?? terms.find(isIt);

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return;
    const close = () => setOpen(false);
    // Also where the pointer opened it and the focus is elsewhere.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    const onPress = (event: PointerEvent) => {
      if (!hold.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [open]);
  useLayoutEffect(() => {
    if (!open) return;
    sheet.current?.showPopover?.(); // above everything that scrolls or cuts off
    const place = () => placeBeside(hold.current, sheet.current);
    place();
    window.addEventListener('scroll', place, { capture: true, passive: true });
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, { capture: true });
      window.removeEventListener('resize', place);
    };
  }, [open]);

  if (!entry) return <dfn>{text}</dfn>;
  const soon = (next: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => {
        // The focus holds it open when the pointer leaves.
        if (next || !hold.current?.contains(document.activeElement)) setOpen(next);
      },
      next ? PAUSE_MS : LINGER_MS,
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only minds where pointer and focus are; the button in it is the control
    <span
      ref={hold}
      className="app-termHold"
      onPointerEnter={(event) => event.pointerType === 'mouse' && soon(true)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && soon(false)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        type="button"
        className="app-term"
        aria-expanded={open}
        aria-controls={id}
        aria-describedby={open ? `${id}-means` : undefined}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
      >
        {text}
      </button>
      {open && (
        <span ref={sheet} id={id} popover="manual" className="app-meaning">
          <span id={`${id}-means`}>
            <strong>{shownAs(entry)}</strong>:{' '}
            <Meaning
              nodes={entry.means}
              isInGlossary={(name) => terms.some((each) => each.term === name)}
            />
          </span>
          <ShownIn lesson={entry.lesson} />
        </span>
      )}
    </span>
  );
}

/** What a term is called in the language that is read. */
const shownAs = ({ term, shown }: { readonly term: string; readonly shown?: string }): string =>
  shown ?? term;

/** Where the thing itself can be seen. */
export function ShownIn({ lesson }: { lesson: string | null }) {
  const route = useRoute();
  const card = lesson === null ? null : cardOf(lesson);
  if (!card) return null;
  if (route.page === 'lesson' && route.lesson === card.id)
    return <span className="app-shownIn">{t('This lesson shows it.')}</span>;
  return (
    <span className="app-shownIn">
      {rich('shown in: {lesson}', {
        lesson: (
          <a href={routeHash({ page: 'lesson', lesson: card.id, step: null, moment: null })}>
            {card.title}
          </a>
        ),
      })}
    </span>
  );
}

/** What a term means. The terms in it lead to the glossary: a meaning within a meaning would be a maze. */
export function Meaning({
  nodes,
  isInGlossary,
}: {
  nodes: readonly Inline[];
  /** Whether the glossary has a term: a lesson may bring terms that it has not. */
  isInGlossary(term: string): boolean;
}): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the nodes never change order
  return nodes.map((node, index) => <Piece key={index} node={node} isInGlossary={isInGlossary} />);
}

function Piece({
  node,
  isInGlossary,
}: {
  node: Inline;
  isInGlossary(term: string): boolean;
}): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'strong':
      return (
        <strong>
          <Meaning nodes={node.children} isInGlossary={isInGlossary} />
        </strong>
      );
    case 'link':
      return (
        <a href={node.href} rel="noreferrer">
          <Meaning nodes={node.children} isInGlossary={isInGlossary} />
        </a>
      );
    case 'term':
      return isInGlossary(node.term) ? (
        <a href={routeHash({ page: 'glossary', term: termSlug(node.term) })}>{node.text}</a>
      ) : (
        node.text
      );
    case 'value':
      return node.words; // a meaning holds for every run, so it has no measures
  }
}

/** Below the word, or above it where there is no room, and within the window. */
function placeBeside(hold: HTMLElement | null, sheet: HTMLElement | null): void {
  const word = hold?.firstElementChild?.getClientRects()[0];
  if (!word || !sheet) return;
  const { offsetWidth, offsetHeight } = sheet;
  const isRoomBelow = word.bottom + offsetHeight + MARGIN < window.innerHeight;
  const top = isRoomBelow ? word.bottom : Math.max(MARGIN, word.top - offsetHeight);
  const left = Math.min(word.left, document.documentElement.clientWidth - offsetWidth - MARGIN);
  sheet.style.top = `${top}px`;
  sheet.style.left = `${Math.max(MARGIN, left)}px`;
}
