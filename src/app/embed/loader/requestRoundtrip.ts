import { scriptFolder } from './base.ts';
import { hostTheme, watchHostTheme } from './hostTheme.ts';

/** As src/embed/parameters.ts has them; a test holds them together. Nothing is imported: this file is all that a host loads. */
export const ATTRIBUTES =
  'step,t,speed,seed,set,theme,lang,ui,panels,lock,hide,motion,table,load,height'.split(',');

/**
 * No `allow-same-origin`: the frame gets an origin of its own, so nothing in it can reach the page around or what that keeps. Links of the lesson
 * open the whole site in a tab of its own, which is no sandbox any more.
 */
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';

interface Message {
  readonly [field: string]: unknown;
}

/** Defines the element, once. */
export function defineElement(name: string): void {
  if (customElements.get(name)) return;
  const folder = scriptFolder();
  let count = 0;

  class RequestRoundtrip extends HTMLElement {
    static observedAttributes = ['lesson', 'src', 'state', ...ATTRIBUTES];
    #frame: HTMLIFrameElement | null = null;
    #stop: (() => void) | null = null;
    #isReady = false;
    #waiting: Message[] = [];
    #asked = new Map<string, (state: string) => void>();
    #theme = '';

    connectedCallback(): void {
      // While a page is parsed the fallback inside is not there yet; it stays as it is, below the frame's slot.
      if (this.#frame) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const style = new CSSStyleSheet();
      style.replaceSync(
        ':host{display:block}iframe{display:block;width:100%;border:0;color-scheme:normal}slot{display:none}@media print{iframe{display:none}slot{display:contents}}',
      );
      root.adoptedStyleSheets = [style];
      root.replaceChildren(document.createElement('slot'));
      window.addEventListener('message', this.#hear);
      const stopWatching = watchHostTheme(() => this.#followTheme());
      this.#stop = () => {
        window.removeEventListener('message', this.#hear);
        stopWatching();
      };
      this.#open();
    }

    disconnectedCallback(): void {
      this.#stop?.();
      this.#stop = null;
      this.#frame?.remove();
      this.#frame = null;
    }

    attributeChangedCallback(attribute: string, before: string | null, value: string | null): void {
      if (!this.#frame || before === value) return;
      if (attribute === 'theme') this.#followTheme();
      else if (attribute === 'lang' && value) this.setLang(value);
      else if (attribute === 'step' && value) this.goto({ step: Number(value) });
      else if (attribute === 't' && value) this.goto({ t: value });
      else if (attribute === 'state' && value) this.setState(value);
      else this.#open();
    }

    /** Each is a command of the contract. */
    play = (): void => this.#send({ type: 'play' });
    pause = (): void => this.#send({ type: 'pause' });
    /** `1`: the next event, `-1`: the one before. */
    stepBy = (by: 1 | -1 = 1): void => this.#send({ type: 'step', by });
    goto = (where: { step?: number; t?: string }): void => this.#send({ type: 'goto', ...where });
    setTheme = (theme: string): void => this.setAttribute('theme', theme);
    setLang = (lang: string): void => this.#send({ type: 'setLang', lang });
    setState = (state: string): void => this.#send({ type: 'setState', state });
    /** Where the learner is, as text to be kept. */
    getState = (): Promise<string> =>
      new Promise((resolve) => {
        const id = `state-${++count}`;
        this.#asked.set(id, resolve);
        this.#send({ type: 'getState', id });
      });

    /** A frame of its own for each address: another one for a frame that is there would be an entry in the history of the page around. */
    #open(): void {
      const before = this.#frame;
      const frame = document.createElement('iframe');
      frame.title = this.getAttribute('title') ?? `Roundtrip: ${this.getAttribute('lesson') ?? ''}`;
      frame.name = this.id || before?.name || `roundtrip-${++count}`;
      frame.setAttribute('sandbox', SANDBOX);
      frame.loading = 'lazy';
      const height = this.getAttribute('height');
      frame.style.height = height ? `${height}px` : before?.style.height || '420px';
      const query = new URLSearchParams();
      for (const name of ATTRIBUTES) {
        const value = this.getAttribute(name);
        if (value !== null && value !== '') query.set(name, value);
      }
      this.#theme = this.#wantedTheme();
      query.set('theme', this.#theme);
      const page = new URL(
        this.getAttribute('src') ?? `embed/${this.getAttribute('lesson') ?? 'scenario'}/`,
        this.hasAttribute('src') ? document.baseURI : folder,
      );
      page.search = String(query);
      const state = this.getAttribute('state');
      if (state) page.hash = `s=${state}`;
      this.#isReady = false;
      frame.src = page.href;
      this.#frame = frame;
      before?.remove();
      this.shadowRoot?.prepend(frame);
    }

    #wantedTheme(): string {
      const asked = this.getAttribute('theme');
      return asked && asked !== 'auto' ? asked : hostTheme();
    }

    #followTheme(): void {
      const theme = this.#wantedTheme();
      if (theme === this.#theme) return;
      this.#theme = theme;
      this.#post({ type: 'setTheme', theme });
    }

    #send(message: Message): void {
      if (this.#isReady) this.#post(message);
      else this.#waiting.push(message);
    }

    #post(message: Message): void {
      this.#frame?.contentWindow?.postMessage({ roundtrip: 1, ...message }, '*');
    }

    #hear = ({ source, data }: MessageEvent): void => {
      const frame = this.#frame;
      if (!frame || source !== frame.contentWindow || data?.roundtrip !== 1) return;
      if (data.type === 'resize' && !this.hasAttribute('height') && data.height > 0)
        frame.style.height = `${data.height}px`;
      if (data.type === 'ready') {
        this.#isReady = true;
        for (const message of this.#waiting.splice(0)) this.#post(message);
      }
      if (data.type === 'state') {
        this.#asked.get(data.id)?.(data.state);
        this.#asked.delete(data.id);
      }
      this.dispatchEvent(
        new CustomEvent(`roundtrip:${data.type}`, { detail: data, bubbles: true, composed: true }),
      );
    };
  }

  customElements.define(name, RequestRoundtrip);
}
