/** Numbers, plurals and lists as the language that is spoken writes them. English is written as in Britain: no comma before “and”. */
let locale = 'en-GB';
let plurals: Intl.PluralRules | null = null;
/** Whether small whole numbers are written as the machine writes them; null: not known yet. */
let isPlain: boolean | null = null;
/** Plural categories of small whole numbers. */
let categories: string[] = [];
const formats = new Map<number, Intl.NumberFormat>();
const lists = new Map<string, Intl.ListFormat>();

/** Called by `speak`. A made-up language counts as English does. */
export function setLocale(code: string): void {
  locale = code === 'en' || code === 'qps' ? 'en-GB' : code;
  plurals = null;
  isPlain = null;
  categories = [];
  formats.clear();
  lists.clear();
}

/** The plural category of a number: `one`, `few`, `other` … */
export function pluralOf(number: number): string {
  plurals ??= new Intl.PluralRules(locale);
  if (!isSmall(number)) return plurals.select(number);
  categories[number] ??= plurals.select(number);
  return categories[number];
}

/** Such numbers are the most that are said, and `Intl` is slow: half of a narration went into it. */
const isSmall = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < 1000 && !Object.is(value, -0);

/** In some languages digits are others. */
function writesPlainly(): boolean {
  isPlain ??=
    new Intl.NumberFormat(locale).format(1_029_384_756).replace(/\D/g, '') === '1029384756';
  return isPlain;
}

/** A whole number or one with what digits it has: `12,000`, `12.000`. */
export const countOf = (value: number): string => numberText(value, 0, 3);

/** A number with at least and at most so many digits after its point. */
export function numberText(value: number, least = 0, most = least): string {
  if (least === 0 && isSmall(value) && writesPlainly()) return String(value);
  const key = least * 100 + most;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** `a, b and c`, `a, b or c`. */
export function listText(items: Iterable<string>, how: 'and' | 'or' = 'and'): string {
  let list = lists.get(how);
  if (!list) {
    list = new Intl.ListFormat(locale, { type: how === 'and' ? 'conjunction' : 'disjunction' });
    lists.set(how, list);
  }
  return list.format(items);
}

/** For `Intl` objects made elsewhere: dates, collation. */
export const localeTag = (): string => locale;
