import type { Setting } from '../../scenario/servers/serverWords.ts';
import type { Why, WhyPart } from '../shapes.ts';

type Link = Partial<Omit<WhyPart, 'text'>>;

/** An explanation in the making: texts in order, each of which may lead somewhere. */
export class Explanation {
  private readonly parts: WhyPart[] = [];

  /** Adds a text with its own spaces and stops. */
  say(text: string, link: Link = {}): this {
    this.parts.push({
      text,
      atUs: link.atUs ?? null,
      request: link.request ?? null,
      worker: link.worker ?? null,
      setting: link.setting ?? null,
    });
    return this;
  }

  /** Adds the name of a setting, which leads to it; `or` where the program has none for this. */
  named(setting: Setting | null, or: string, link: Link = {}): this {
    return this.say(setting?.spoken ?? or, { ...link, setting: setting?.key ?? null });
  }

  add(parts: readonly WhyPart[]): this {
    this.parts.push(...parts);
    return this;
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

/** The whole explanation as one text. */
export function whyText(why: Why): string {
  return why.parts.map((p) => p.text).join('');
}
