import { tParts } from '../../language/t.ts';
import type { Setting } from '../../scenario/servers/serverWords.ts';
import type { Why, WhyPart } from '../shapes.ts';

/** Where words lead. */
type Link = Partial<Omit<WhyPart, 'text'>>;

/** Words that lead somewhere. */
export type Linked = Link & { readonly text: string };

/** What stands in the places of a message: words, words that lead somewhere, a piece told before; for a tag, where the words in it lead. */
export type Places = Readonly<Record<string, string | number | Linked | Link | Explanation>>;

/** An explanation in the making: sentences in order, in each of which words may lead somewhere. */
export class Explanation {
  private readonly parts: WhyPart[] = [];

  /** Adds a sentence, with a space before it: a message, its places, and where the words lead that no place has. */
  tell(message: string, places: Places = {}, link: Link = {}): this {
    const before = this.parts.at(-1)?.text;
    if (before !== undefined && !before.endsWith(' ')) this.append(' ', {});
    return this.more(message, places, link);
  }

  /** Goes on where the last words end: `, and nobody starts it again`. */
  more(message: string, places: Places = {}, link: Link = {}): this {
    const values = Object.fromEntries(
      Object.entries(places).map(([name, place]) => [name, placed(place)]),
    );
    for (const part of tParts<readonly WhyPart[]>(message, values))
      if (typeof part === 'string') this.append(part, link);
      else for (const own of part) this.append(own.text, own);
    return this;
  }

  /** Words next to each other that lead to the same are one part. */
  private append(text: string, link: Link): void {
    if (text === '') return;
    const part = partOf(text, link);
    const last = this.parts.at(-1);
    if (last && leadsLike(last, part))
      this.parts[this.parts.length - 1] = { ...last, text: last.text + text };
    else this.parts.push(part);
  }

  done(request: number, atUs: number, waiting: boolean): Why {
    const last = this.parts.pop();
    if (last) this.parts.push({ ...last, text: last.text.trimEnd() });
    return { request, atUs, waiting, parts: this.parts };
  }

  get list(): readonly WhyPart[] {
    return this.parts;
  }
}

/** A piece of a sentence, to stand in a place of another. */
export function piece(say: (into: Explanation) => void): Explanation {
  const said = new Explanation();
  say(said);
  return said;
}

/** The name of a setting, which leads to it; `or` where the program has none for this. */
export const named = (setting: Setting | null, or: string, link: Link = {}): Linked => ({
  ...link,
  text: setting?.spoken ?? or,
  setting: setting?.key ?? null,
});

/** The real name of a setting, which leads to it. */
export const settingLink = (setting: string, link: Link = {}): Linked => ({
  ...link,
  text: setting,
  setting,
});

type Placed =
  | string
  | number
  | readonly WhyPart[]
  | ((inner: (readonly WhyPart[] | string)[]) => readonly WhyPart[]);

function placed(place: Places[string]): Placed {
  if (typeof place !== 'object') return place;
  if (place instanceof Explanation) return place.list;
  if ('text' in place) return [partOf(place.text, place)];
  return (inner) =>
    inner.flatMap((part) => (typeof part === 'string' ? [partOf(part, place)] : part));
}

const partOf = (text: string, link: Link): WhyPart => ({
  text,
  atUs: link.atUs ?? null,
  request: link.request ?? null,
  worker: link.worker ?? null,
  setting: link.setting ?? null,
});

const leadsLike = (a: WhyPart, b: WhyPart): boolean =>
  a.atUs === b.atUs && a.request === b.request && a.worker === b.worker && a.setting === b.setting;

/** The whole explanation as one text. */
export function whyText(why: Why): string {
  return why.parts.map((p) => p.text).join('');
}
