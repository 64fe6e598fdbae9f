import { t } from '../../language/t.ts';
import type { Findings, Spot } from '../findings.ts';

/** A word of a command line with the place where it begins. */
export interface CommandWord extends Spot {
  readonly text: string;
  /** It holds a variable of the shell, outside single quotes. */
  readonly isOpen: boolean;
}

/**
 * Splits a text into words as a shell does: quotes, backslashes, `\` at the end of a line, comments. A line without one ends a command.
 * What is wrong goes to `findings`.
 */
export function splitCommands(file: string, text: string, findings: Findings): CommandWord[][] {
  const commands: CommandWord[][] = [];
  let words: CommandWord[] = [];
  let word: { spot: Spot; text: string; isOpen: boolean } | null = null;
  let quote = '';
  let quoteSpot: Spot | null = null;
  let line = 1;
  let lineStart = 0;
  const end = () => {
    if (word) words.push({ ...word.spot, text: word.text, isOpen: word.isOpen });
    word = null;
  };
  const endCommand = () => {
    end();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    const spot: Spot = { file, line, column: at - lineStart + 1 };
    const isBreak = sign === '\n';
    if (quote === '' && (isBreak || /\s/.test(sign))) {
      if (isBreak) endCommand();
      else end();
    } else if (quote === '' && sign === '#' && !word) {
      at = (text.indexOf('\n', at) + 1 || text.length + 1) - 2;
    } else if (sign === '\\' && quote !== "'") {
      const next = text.slice(at + 1, at + 3).startsWith('\r\n') ? '\r\n' : (text[at + 1] ?? '');
      at += next.length;
      if (next.endsWith('\n')) {
        line++;
        lineStart = at + 1;
        if (quote === '') end();
      } else {
        word ??= { spot, text: '', isOpen: false };
        word.text += next;
      }
    } else if (quote === '' && (sign === '"' || sign === "'")) {
      quote = sign;
      quoteSpot = spot;
      word ??= { spot, text: '', isOpen: false };
    } else if (quote !== '' && sign === quote) quote = '';
    else {
      word ??= { spot, text: '', isOpen: false };
      if (sign === '$' && quote !== "'" && /[\w{(]/.test(text[at + 1] ?? '')) word.isOpen = true;
      word.text += sign;
    }
    if (isBreak) {
      line++;
      lineStart = at + 1;
    }
  }
  if (quote !== '' && quoteSpot) findings.fault(quoteSpot, quote, t('is not closed'));
  endCommand();
  return commands;
}
