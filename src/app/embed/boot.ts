import { readParameters } from '../../embed/parameters.ts';
import { describeProblem } from '../../scenario/problems.ts';
import { tellSize } from './frameSize.ts';
import { showTheme } from './frameTheme.ts';
import { hostOf } from './host.ts';

/**
 * The first script of an embedded page, and a small one: it reads what is asked for, shows the theme and the height, and fetches the simulation when that is
 * wanted. The page itself (question, picture, button, link) needs no script.
 */
const { options, problems } = readParameters(window.location.search);
const host = hostOf(window);
const { dataset } = document.documentElement;
const button = document.getElementById('load') as HTMLButtonElement | null;

showTheme(options.theme);
dataset.ui = options.ui;
dataset.hide = options.hide.join(' ');
dataset.size = options.height === null ? 'content' : 'fixed';
tellSize(host, options.height);
if (problems.length > 0) {
  host.refuse(problems);
  say(problems.map(describeProblem).join(' '));
}
if (button) button.disabled = false;
button?.addEventListener('click', () => void load(true));
if (options.load === 'now' || window.location.hash.startsWith('#s=')) void load(false);
else if (options.load === 'visible') loadWhenSeen();

let coming: Promise<void> | null = null;

/** `wasAsked`: somebody pressed the button, and goes on from there. */
function load(wasAsked: boolean): Promise<void> {
  coming ??= fetchPlayer(wasAsked).catch((error: unknown) => {
    coming = null;
    const message = `The simulation could not be fetched: ${String(error)}`;
    host.post({ type: 'error', message, problems: [] });
    say(`${message}. Try again when the connection is back.`);
    button?.removeAttribute('aria-disabled');
  });
  return coming;
}

async function fetchPlayer(wasAsked: boolean): Promise<void> {
  button?.setAttribute('aria-disabled', 'true'); // not disabled: it would lose the focus
  document.body.setAttribute('aria-busy', 'true');
  try {
    const { startPlayer } = await import('./player.tsx');
    await startPlayer({ subject: dataset.subject ?? '', options, host, wasAsked });
  } finally {
    document.body.removeAttribute('aria-busy');
  }
}

function loadWhenSeen(): void {
  const observer = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    void load(false);
  });
  observer.observe(document.body);
}

/** What is wrong, in a place that is always in sight. */
function say(words: string): void {
  const place = document.getElementById('trouble');
  if (!place) return;
  place.hidden = false;
  place.textContent = words;
}
