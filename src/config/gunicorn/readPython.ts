import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { msg, t } from '../../language/t.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings, Spot } from '../findings.ts';
import { GUNICORN_SETTINGS } from './gunicornSettings.ts';
import { assignedIn, branchesOf, firstWords, sayingsOf, statementsOf } from './pythonBranches.ts';
import { arithmetic, literalValue } from './pythonValues.ts';
import { childrenOf, isTrue, type Origin, type PyScope, type PyValue } from './pyValue.ts';

/** A setting of Gunicorn with its value, wherever it was said. */
export interface Said {
  readonly name: string;
  readonly value: PyValue;
  readonly spot: Spot;
  /** How it was said: `workers = 2 * 2 + 1`. */
  readonly text: string;
  /** The comment behind it. */
  readonly comment: string;
}

const READ_ONLY = msg('Python is read here, never run; only values that are written out count.');
/** A longer expression is no setting, and might nest deeper than can be read. */
const MOST_CHARACTERS = 2_000;
const CORE_COUNTS = ['multiprocessing.cpu_count', 'os.cpu_count', 'os.process_cpu_count'];

/** Reads `gunicorn.conf.py` as literals: assignments in order, nothing executed. Whatever else stands there is listed. */
export function readPython(
  { name: file, text }: ConfigFile,
  cores: number,
  findings: Findings,
): Said[] {
  return new PythonReader(file, text, cores, findings).read();
}

class PythonReader {
  private readonly lineStarts: number[];
  private readonly names = new Map<string, PyValue>();
  private readonly origins = new Map<string, ReadonlySet<Origin>>();
  private readonly used = new Set<string>();
  private readonly coreCounts = new Set(CORE_COUNTS);
  private readonly strangers: { name: string; spot: Spot }[] = [];
  private readonly said = new Map<string, Said>();
  private readonly file: string;
  private readonly text: string;
  private readonly cores: number;
  private readonly findings: Findings;

  constructor(file: string, text: string, cores: number, findings: Findings) {
    this.file = file;
    this.text = text;
    this.cores = cores;
    this.findings = findings;
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  read(): Said[] {
    const { findings } = this;
    const tree = parser.parse(this.text);
    let isBroken = false;
    tree.iterate({
      enter: (node) => {
        if (!node.type.isError || isBroken) return;
        isBroken = true;
        const line = this.spot(node.from);
        findings.fault(line, this.lineText(line.line).trim(), t('is no Python that can be read'));
      },
    });
    if (isBroken) return [];
    for (const statement of childrenOf(tree.topNode)) this.statement(statement);
    for (const { name, spot } of this.strangers)
      if (!this.used.has(name))
        findings.refuse(spot, name, t('Gunicorn has no setting of this name.'));
    return [...this.said.values()];
  }

  private spot(at: number): Spot {
    let line = 0;
    let after = this.lineStarts.length;
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((this.lineStarts[middle] as number) <= at) line = middle;
      else after = middle;
    }
    return { file: this.file, line: line + 1, column: at - (this.lineStarts[line] ?? 0) + 1 };
  }

  private lineText(line: number): string {
    return this.text.slice(this.lineStarts[line - 1], this.lineStarts[line]).trimEnd();
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  private statement(node: SyntaxNode): void {
    const spot = this.spot(node.from);
    switch (node.name) {
      case 'Comment':
      case 'PassStatement':
      case ';':
        return;
      case 'StatementGroup':
        for (const child of childrenOf(node)) this.statement(child);
        return;
      case 'ExpressionStatement':
        // A bare string is a comment.
        if (/^(Continued)?String$/.test(node.firstChild?.name ?? '')) return;
        break;
      case 'ImportStatement':
        this.importing(node, spot);
        return;
      case 'AssignStatement':
      case 'UpdateStatement':
        this.assign(node, spot);
        return;
      case 'IfStatement':
        this.branches(node);
        return;
      case 'FunctionDefinition': {
        const name = this.slice(node.getChild('VariableName') ?? node).slice(0, 60);
        this.findings.refuse(spot, name, t(GUNICORN_SETTINGS.get(name)?.why ?? READ_ONLY));
        return;
      }
    }
    this.findings.refuse(spot, firstWords(node, this.text), t(READ_ONLY));
    this.forget(node);
  }

  /** What is assigned in there is not known any more. */
  private forget(node: SyntaxNode): void {
    for (const name of assignedIn(node, this.text)) this.names.delete(name);
  }

  /** The branch of an `if` that holds is read; the others are listed, statement by statement. */
  private branches(node: SyntaxNode): void {
    let decided: string | null = null;
    for (const { word, condition, body } of branchesOf(node)) {
      const spot = this.spot(word.from);
      let why = decided;
      if (why === null && condition) {
        const isMet = this.isMet(condition, spot, firstWords(node, this.text));
        if (isMet === undefined) {
          this.forget(node);
          why = decided = `It hangs on line ${spot.line}, which cannot be told here.`;
        } else if (!isMet) why = `It hangs on line ${spot.line}, which does not hold here.`;
      }
      if (why !== null) {
        for (const { at, name } of sayingsOf(body, this.text))
          this.findings.refuse(this.spot(at), name, why);
        continue;
      }
      for (const child of statementsOf(body)) this.statement(child);
      decided = t('Line {line} holds here, and this is for when it does not.', {
        line: String(spot.line),
      });
    }
  }

  private isMet(condition: SyntaxNode, spot: Spot, words: string): boolean | undefined {
    const asked: PyScope['asked'] = new Set();
    const value = this.valueOf(condition, asked);
    if (!value) this.findings.refuse(spot, words, t(READ_ONLY));
    else if (asked.has('environment'))
      this.findings.refuse(
        spot,
        words,
        t(
          'Only part: the environment is not known here, so it was read as if no variable were set.',
        ),
      );
    return value && isTrue(value);
  }

  private valueOf(node: SyntaxNode, asked: PyScope['asked']): PyValue | undefined {
    const { text, names, used, origins, coreCounts, cores } = this;
    const isLong = node.to - node.from > MOST_CHARACTERS;
    return isLong
      ? undefined
      : literalValue(node, { text, names, used, origins, coreCounts, cores, asked });
  }

  /** Modules that count cores and read the environment are known; others do nothing here. */
  private importing(node: SyntaxNode, spot: Spot): void {
    const text = this.slice(node).replace(/\s+/g, ' ');
    const from = /^from (multiprocessing|os) import (.+)$/.exec(text);
    for (const [, name, as] of (from?.[2] ?? '').matchAll(/(\w*cpu_count)(?: as (\w+))?/g))
      this.coreCounts.add(as ?? name ?? '');
    const alias = /^import (multiprocessing|os) as (\w+)$/.exec(text);
    if (alias) this.coreCounts.add(`${alias[2]}.cpu_count`);
    if (
      !from &&
      !alias &&
      !/^import (multiprocessing|os|sys)(, ?(multiprocessing|os|sys))*$/.test(text)
    )
      this.findings.refuse(spot, text.slice(0, 40), t(READ_ONLY));
  }

  private assign(node: SyntaxNode, spot: Spot): void {
    const parts = childrenOf(node).filter(({ name }) => name !== 'TypeDef' && name !== 'Comment');
    const [target, sign, value, ...more] = parts;
    const text = this.slice(node).replace(/\s+/g, ' ');
    const name = target ? this.slice(target) : '';
    if (
      target?.name !== 'VariableName' ||
      !/^(Assign|Update)Op$/.test(sign?.name ?? '') ||
      !value ||
      more.length > 0
    ) {
      this.findings.refuse(spot, text.slice(0, 40), t(READ_ONLY));
      this.forget(node);
      return;
    }
    const setting = GUNICORN_SETTINGS.get(name);
    const asked: PyScope['asked'] = new Set();
    const { names, cores } = this;
    const right = this.valueOf(value, asked);
    const left = sign?.name === 'UpdateOp' ? names.get(name) : null;
    const operator = sign ? this.slice(sign).slice(0, -1) : '';
    const result = left === null ? right : left && right && arithmetic(operator, left, right);
    this.origins.set(name, new Set([...asked, ...(left ? (this.origins.get(name) ?? []) : [])]));
    if (result) names.set(name, result);
    else names.delete(name);
    const before = this.said.get(name);
    if (before)
      this.findings.refuse(
        before.spot,
        name,
        t('Line {line} says otherwise, and comes later.', { line: String(spot.line) }),
      );
    this.said.delete(name);
    const why = setting?.why ?? (setting && !result ? READ_ONLY : undefined);
    if (!setting && result) {
      this.strangers.push({ name, spot });
      return;
    }
    if (why !== undefined || !result) {
      this.findings.refuse(spot, name, t(why ?? READ_ONLY));
      return;
    }
    if (asked.has('environment'))
      this.findings.refuse(
        spot,
        name,
        t(
          'Only part: the environment is not known here, so what stands for an unset variable was taken.',
        ),
      );
    const shown = asked.has('cores')
      ? `${text} (= ${'value' in result ? result.value : text}, with the host’s ${cores} ${cores === 1 ? 'core' : 'cores'})`
      : text;
    this.said.set(name, {
      name,
      value: result,
      spot,
      text: shown,
      comment: this.commentBehind(node.to),
    });
  }

  private commentBehind(at: number): string {
    const end = this.text.indexOf('\n', at);
    const rest = this.text.slice(at, end < 0 ? undefined : end);
    return /^\s*#\s*(.*)$/.exec(rest)?.[1] ?? '';
  }
}
