import type { RecordedEvent } from '../../recording/recording.ts';
import type { AppServer } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { appAddress, clientOf, clientPort, frontAddress } from '../wire/wireAddresses.ts';
import { backOf } from '../wire/wireBack.ts';
import { developmentDate, runserverDate } from '../wire/wireClock.ts';
import { Journey } from '../wire/wireEvents.ts';
import { requestVersion } from '../wire/wireHttp.ts';
import { lineAt, Processes, routeOf } from './logsProcesses.ts';

/** How a development server words its lines. */
interface Words {
  readonly file: string;
  greeting(of: {
    readonly url: string;
    readonly settings: AppServer;
    readonly atUs: number;
  }): string[];
  request(of: {
    readonly peer: string;
    readonly atUs: number;
    readonly line: string;
    readonly status: string;
    readonly bytes: number;
  }): string;
  /** A client that had left when the answer was written; null: not a word. */
  broken(peer: string, port: number, atUs: number): string | null;
}

/** Django's, as measured (server_runserver). */
const RUNSERVER: Words = {
  file: 'runserver',
  greeting: ({ url, settings, atUs }) => [
    ...(settings.kind === 'runserver' && settings.reload
      ? ['Watching for file changes with StatReloader']
      : []),
    'Performing system checks...',
    '',
    'System check identified no issues (0 silenced).',
    runserverDate(atUs),
    `Django version ${settings.django === '3.2' ? '3.2.25' : '5.2'}, using settings 'shop.settings'`,
    `Starting development server at ${url}/`,
    'Quit the server with CONTROL-C.',
  ],
  request: ({ atUs, line, status, bytes }) =>
    `[${developmentDate(atUs)}] "${line}" ${status} ${bytes}`,
  broken: (peer, port, atUs) =>
    `[${developmentDate(atUs)}] - Broken pipe from ('${peer}', ${port})`,
};

/** Flask's, from the source of Flask 3 and Werkzeug 3.1. */
const FLASK: Words = {
  file: 'flask',
  greeting: ({ url, settings }) => [
    " * Serving Flask app 'shop'",
    ` * Debug mode: ${settings.kind === 'flask' && settings.reload ? 'on' : 'off'}`,
    'WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.',
    ` * Running on ${url}`,
    'Press CTRL+C to quit',
  ],
  request: ({ peer, atUs, line, status }) =>
    `${peer} - - [${developmentDate(atUs)}] "${line}" ${status} -`,
  broken: () => null,
};

const WORDS: Readonly<Partial<Record<AppServer['kind'], Words>>> = {
  runserver: RUNSERVER,
  flask: FLASK,
};

/** What a development server writes to its terminal: who asked for what. Of its death it says nothing. */
export class DevelopmentLogs {
  private readonly run: Run;
  private readonly words: Words;
  private readonly processes: Processes;

  constructor(run: Run) {
    this.run = run;
    this.words = WORDS[run.scenario.app.kind] ?? RUNSERVER;
    this.processes = new Processes(run);
  }

  linesOf(event: RecordedEvent): LogLine[] {
    this.processes.note(event);
    if (event.name === 'worker/booted') return this.started(event);
    // It says what it is about to send: head first.
    return event.name === 'response/writing' ? this.request(event) : [];
  }

  private started(event: RecordedEvent): LogLine[] {
    const instance = this.processes.instanceOf(event.actor);
    const url = appAddress(this.run.scenario, instance).listening;
    const settings = this.run.scenario.app;
    return this.words
      .greeting({ url, settings, atUs: event.at })
      .map((text) => lineAt(event, this.words.file, text));
  }

  private request(event: RecordedEvent): LogLine[] {
    const { run, words } = this;
    const { scenario } = run;
    const journey = new Journey(run, event.request);
    const route = routeOf(run, event.request);
    const back = backOf(run, event.request, journey, route);
    if (!back) return [];
    const peer = scenario.front ? frontAddress(scenario) : clientOf(run, event.request);
    const line = `${route.method} ${route.path} HTTP/${requestVersion(scenario)}`;
    const [, status = ''] = back.http.head.split(' ');
    const said = words.request({ peer, atUs: event.at, line, status, bytes: back.http.bodyBytes });
    const lines = [lineAt(event, words.file, said)];
    const left = journey.first('request/abandoned', 'front/closed');
    if (left && left.at < event.at) {
      const broken = words.broken(peer, clientPort(event.request), event.at);
      if (broken) lines.push(lineAt(event, words.file, broken));
    }
    return lines;
  }
}
