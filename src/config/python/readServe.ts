import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { msg, t } from '../../language/t.ts';
import type { Draft, Field } from '../../scenario/fields.ts';
import { CHERRYPY } from '../../scenario/servers/cherrypy.ts';
import { FLASK } from '../../scenario/servers/development.ts';
import { SOCKET } from '../../scenario/socketSchema.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings, Spot } from '../findings.ts';
import { childrenOf } from '../gunicorn/pyValue.ts';
import { NO_BEARING } from '../noBearing.ts';
import { type AppReading, type Bind, bindOf, Settings, writtenOf } from '../servers/appReading.ts';
import { startsServer } from './servePatterns.ts';

const { numthreads, timeoutUs, shutdown_timeoutUs } = CHERRYPY.settings;
const { threaded, reload } = FLASK.settings;

// biome-ignore lint/suspicious/noExplicitAny: fields of every type stand in one table
type Named = Readonly<Record<string, Field<any>>>;
const CHEROOT: Named = {
  numthreads,
  timeout: timeoutUs,
  shutdown_timeout: shutdown_timeoutUs,
  request_queue_size: SOCKET.backlog,
};
const WERKZEUG: Named = { threaded, use_reloader: reload };
/** CherryPy's own names, in its configuration. Source: CherryPy 18, _cpserver.py. */
const CHERRYPY_KEYS: Named = {
  'server.thread_pool': numthreads,
  'server.socket_timeout': timeoutUs,
  'server.shutdown_timeout': shutdown_timeoutUs,
  'server.socket_queue_size': SOCKET.backlog,
};

const READ_ONLY = msg('Python is read here, never run; what the server is called with counts.');
const MOST_NODES = 20_000;

/** Reads Python that starts a server, and CherryPy's configuration, as literals; null where no server is started. */
export function readServe(files: readonly ConfigFile[], findings: Findings): AppReading | null {
  if (files.length === 0) return null;
  const reader = new ServeReader(findings);
  for (const file of files) {
    if (file.name.endsWith('.py') || startsServer(file.text)) reader.python(file);
    else reader.ini(file);
  }
  return {
    kind: reader.kind,
    app: reader.settings.app,
    socket: reader.socket,
    isWhole: true,
    bind: reader.bind,
  };
}

class ServeReader {
  kind: 'cherrypy' | 'flask' = 'cherrypy';
  readonly socket: Draft = {};
  bind: Bind | null = null;
  readonly settings: Settings;
  private readonly findings: Findings;
  private file = '';
  private text = '';
  private host = '';
  private lineStarts: number[] = [0];

  constructor(findings: Findings) {
    this.findings = findings;
    this.settings = new Settings(findings);
  }

  /** `[global]` and `key = value`. */
  ini({ name: file, text }: ConfigFile): void {
    this.file = file;
    text.split('\n').forEach((line, index) => {
      const spot = { file, line: index + 1, column: 1 };
      const plain = line.trim();
      if (plain === '' || /^[#;]/.test(plain)) return;
      const [, key, value] = /^([\w.]+)\s*[=:]\s*(.*)$/.exec(plain) ?? [];
      if (key === undefined) {
        const why =
          plain === '[global]'
            ? t(NO_BEARING)
            : t('Only the section [global] is about the server.');
        if (plain !== '[global]') this.findings.refuse(spot, plain.slice(0, 40), why);
      } else this.cherrypy(key, value ?? '', spot, plain);
    });
  }

  python({ name: file, text }: ConfigFile): void {
    this.file = file;
    this.text = text;
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const tree = parser.parse(text);
    let broken: number | null = null;
    let nodes = 0;
    tree.iterate({
      enter: ({ type, from }) => {
        if (type.isError && broken === null) broken = from;
        nodes++;
      },
    });
    const bad: number | null = nodes > MOST_NODES ? 0 : broken;
    if (bad !== null) {
      const spot = this.spot(bad);
      this.findings.fault(
        spot,
        text.split('\n')[spot.line - 1]?.trim() ?? '',
        t('is no Python that can be read'),
      );
      return;
    }
    for (const statement of childrenOf(tree.topNode)) this.statement(statement);
  }

  private spot(at: number): Spot {
    const line = this.lineStarts.findLastIndex((start) => start <= at);
    return { file: this.file, line: line + 1, column: at - (this.lineStarts[line] ?? 0) + 1 };
  }

  /** A statement: the calls of servers in it, or that it is not run. */
  private statement(node: SyntaxNode): void {
    if (/^(Comment|ImportStatement|PassStatement|;)$/.test(node.name)) return;
    const text = this.text.slice(node.from, node.to);
    if (/^['"]/.test(text) && node.name === 'ExpressionStatement') return;
    if (this.calls(node)) return;
    if (/^(If|Try|With)Statement$/.test(node.name) && /\b(start|stop|main)\b/.test(text)) return;
    this.findings.refuse(
      this.spot(node.from),
      text.split('\n')[0]?.slice(0, 40) ?? '',
      t(READ_ONLY),
    );
  }

  private calls(node: SyntaxNode): boolean {
    let found = false;
    const cursor = node.cursor();
    // The cursor would go on behind the node.
    do {
      if (cursor.from > node.to) break;
      if (cursor.name !== 'CallExpression') continue;
      const call = cursor.node;
      const list = call.getChild('ArgList');
      if (!list) continue;
      const name = this.text.slice(call.from, list.from).trim();
      if (/(^|\.)(run_simple|run)$/.test(name) && !/asyncio|subprocess/.test(name)) {
        this.kind = 'flask';
        this.arguments(list, WERKZEUG, name);
        found = true;
      } else if (/(^|\.)(WSGI)?(Server|WSGIServer)$/.test(name)) {
        this.arguments(list, CHEROOT, name);
        found = true;
      } else if (/config\.update$/.test(name)) {
        this.dictionary(list);
        found = true;
      }
    } while (cursor.next() && cursor.from < node.to);
    return found;
  }

  /** Keyword arguments by name; others carry the address and the app. */
  private arguments(list: SyntaxNode, fields: Named, name: string): void {
    const children = childrenOf(list);
    let isKnown = false;
    children.forEach((child, index) => {
      if (child.name !== 'AssignOp') return;
      isKnown = true;
      const key = this.slice(children[index - 1]);
      const value = this.slice(children[index + 1]);
      this.keyword(key, value, this.spot(children[index - 1]?.from ?? child.from), fields);
    });
    // Flask has threads by itself; run_simple has none.
    if (this.kind === 'flask' && /run_simple$/.test(name) && !('threaded' in this.settings.app))
      this.settings.app.threaded = false;
    const first = children.find((child) => /TupleExpression|String/.test(child.name));
    const address = /^\(\s*['"]([^'"]*)['"]\s*,\s*(\d+)\s*\)$/.exec(this.slice(first));
    if (address) this.bind = bindOf(`${address[1]}:${address[2]}`, this.spot(list.from));
    if (!isKnown) this.findings.take(this.spot(list.from), name);
  }

  private slice(node: SyntaxNode | undefined): string {
    return node ? this.text.slice(node.from, node.to) : '';
  }

  private keyword(key: string, value: string, spot: Spot, fields: Named): void {
    const shown = `${key}=${value.replace(/\s+/g, ' ').slice(0, 60)}`;
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field) this.literal(field, value, spot, shown, key);
    else if (key === 'processes' && this.kind === 'flask')
      this.findings.refuse(spot, key, t('One process is modelled for this server.'));
    else if (key === 'debug' && value === 'True' && !('reload' in this.settings.app)) {
      this.settings.take(spot, shown, reload, true);
    } else if (key === 'max')
      this.findings.refuse(spot, key, t('The number of threads stays as it is here.'));
    else
      this.findings.refuse(
        spot,
        key,
        /ssl|cert/.test(key)
          ? t('TLS towards clients is done by a front server here.')
          : t(NO_BEARING),
      );
  }

  private literal(
    field: Named[string],
    value: string,
    spot: Spot,
    shown: string,
    key: string,
  ): void {
    if (!field) return;
    if (!/^(\d[\d_]*(\.\d*)?|True|False)$/.test(value))
      this.findings.refuse(spot, key, t(READ_ONLY));
    else
      this.settings.take(
        spot,
        shown,
        field,
        writtenOf(field, value.replaceAll('_', '').replace(/\.$/, ''), '', true),
        field === SOCKET.backlog ? this.socket : this.settings.app,
      );
  }

  /** `cherrypy.config.update({'server.thread_pool': 30})`. */
  private dictionary(list: SyntaxNode): void {
    const text = this.slice(list);
    for (const match of text.matchAll(/['"]([\w.]+)['"]\s*:\s*([^,}\n]+)/g)) {
      const [whole, key = '', value = ''] = match;
      this.cherrypy(key, value.trim(), this.spot(list.from + match.index), whole);
    }
  }

  private cherrypy(key: string, value: string, spot: Spot, shown: string): void {
    const plain = value.replace(/^(['"])(.*)\1$/, '$2');
    const field = Object.hasOwn(CHERRYPY_KEYS, key) ? CHERRYPY_KEYS[key] : undefined;
    if (field) this.literal(field, value, spot, shown, key);
    else if (
      key === 'server.socket_host' ||
      key === 'server.socket_port' ||
      key === 'server.socket_file'
    ) {
      if (key === 'server.socket_host') this.host = plain;
      else this.bind = bindOf(key.endsWith('port') ? `${this.host}:${plain}` : plain, spot);
      this.findings.take(spot, shown);
    } else
      this.findings.refuse(
        spot,
        key,
        /^server\.ssl/.test(key)
          ? t('TLS towards clients is done by a front server here.')
          : /^server\.thread_pool_max|^server\.accepted/.test(key)
            ? t('The number of threads stays as it is here, and their queue has no end.')
            : /^server\.max_request/.test(key)
              ? t('Too large requests are refused by a front server here.')
              : /autoreload/.test(key)
                ? t('Reloading by itself is not modelled for it.')
                : t(NO_BEARING),
      );
  }
}
