import type { Scenario } from '../../scenario/scenario.ts';
import { inComment, Page, pySeconds, pyString } from '../page.ts';
import { addressesOf } from './addresses.ts';

/** A title within a docstring: without what would end or escape it. */
const inDocstring = (title: string) => inComment(title).replaceAll('"', "'").replaceAll('\\', '/');

/** `serve.py` for servers that are started from Python: CherryPy's cheroot, and Werkzeug's development server; null for others. */
export function writeServe(scenario: Scenario): Page | null {
  const { app } = scenario;
  const page = new Page('serve.py');
  if (app.kind === 'cherrypy') {
    const [address = ''] = addressesOf(scenario);
    page.all([
      `"""cheroot ${app.version}: ${inDocstring(scenario.title)}"""`,
      'import sys',
      '',
      'from cheroot.wsgi import Server',
      '',
      'from wsgi import application',
      '',
    ]);
    page.add(
      `address = sys.argv[1] if len(sys.argv) > 1 else ${pyString(address.replace(/^unix:/, ''))}`,
      ['socket', 'kind'],
    );
    page.all([
      'host, _, port = address.rpartition(":")',
      'bind = (host, int(port)) if host else address',
      'server = Server(',
      '    bind,',
      '    application,',
    ]);
    page.add(`    numthreads=${app.numthreads},`, ['app', 'numthreads']);
    page.add(`    request_queue_size=${scenario.socket.backlog},`, ['socket', 'backlog']);
    page.add(`    timeout=${pySeconds(app.timeoutUs)},`, ['app', 'timeout']);
    page.add(`    shutdown_timeout=${pySeconds(app.shutdown_timeoutUs)},`, [
      'app',
      'shutdown_timeout',
    ]);
    return page.all([
      ')',
      'try:',
      '    server.start()',
      'except KeyboardInterrupt:',
      '    server.stop()',
    ]);
  }
  if (app.kind !== 'flask') return null;
  page.all([
    `"""Werkzeug's development server, as flask run starts it: ${inDocstring(scenario.title)}"""`,
    'import sys',
    '',
    'from werkzeug.serving import run_simple',
    '',
    'from wsgi import application',
    '',
    'if __name__ == "__main__":',
    '    run_simple(',
    `        "${scenario.front ? '127.0.0.1' : '0.0.0.0'}",`,
    '        int(sys.argv[1]) if len(sys.argv) > 1 else 8000,',
    '        application,',
  ]);
  const python = (is: boolean) => (is ? 'True' : 'False');
  page.add(`        threaded=${python(app.threaded)},`, ['app', 'threaded']);
  page.add(`        use_reloader=${python(app.reload)},`, ['app', 'reload']);
  return page.add('    )');
}
