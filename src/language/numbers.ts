/** Numbers, plurals and lists as the language that is spoken writes them. English is written as in Britain: no comma before “and”. */
let locale = 'en-GB';
let plurals: Intl.PluralRules | null = null;
const formats = new Map<string, Intl.NumberFormat>();
const lists = new Map<string, Intl.ListFormat>();

/** Called by `speak`. A made-up language counts as English does. */
export function setLocale(code: string): void {
  locale = code === 'en' || code === 'qps' ? 'en-GB' : code;
  plurals = null;
  formats.clear();
  lists.clear();
}

/** The plural category of a number: `one`, `few`, `other` … */
export function pluralOf(number: number): string {
  plurals ??= new Intl.PluralRules(locale);
  return plurals.select(number);
}

/** A whole number or one with what digits it has: `12,000`, `12.000`. */
export const countOf = (value: number): string => numberText(value, 0, 3);

/** A number with at least and at most so many digits after its point. */
export function numberText(value: number, least = 0, most = least): string {
  const key = `${least} ${most}`;
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
