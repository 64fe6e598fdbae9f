/** Gunicorn's settings: how each is called on the command line, and what it means to the simulation. Source: Gunicorn 26.2, config.py. */

import { msg, t } from '../../language/t.ts';
import type { Field } from '../../scenario/fields.ts';
import { GUNICORN as ENTRY } from '../../scenario/servers/gunicorn.ts';
import { SOCKET } from '../../scenario/socketSchema.ts';
import { NO_BEARING, PROXY_PROTOCOL } from '../noBearing.ts';

const GUNICORN = ENTRY.settings;

export interface Setting {
  readonly name: string;
  /** Options of the command line. */
  readonly options: readonly string[];
  /** Its option needs no value. */
  readonly isSwitch: boolean;
  /** Why it has no effect here; undefined where the simulation has a setting for it. */
  readonly why?: string;
}

/** A setting that the simulation has, of `app` or of `socket`. */
export interface Modelled {
  readonly part: 'app' | 'socket';
  readonly kind: 'count' | 'seconds' | 'flag' | 'class' | 'bind';
  // biome-ignore lint/suspicious/noExplicitAny: fields of every type stand in one table
  readonly field: Field<any>;
}

const app = (kind: Modelled['kind'], field: Modelled['field']): Modelled => ({
  part: 'app',
  kind,
  field,
});

export const MODELLED: Readonly<Record<string, Modelled>> = {
  workers: app('count', GUNICORN.workers),
  worker_class: app('class', GUNICORN.worker_class),
  threads: app('count', GUNICORN.threads),
  worker_connections: app('count', GUNICORN.worker_connections),
  timeout: app('seconds', GUNICORN.timeoutUs),
  graceful_timeout: app('seconds', GUNICORN.graceful_timeoutUs),
  keepalive: app('seconds', GUNICORN.keepaliveUs),
  max_requests: app('count', GUNICORN.max_requests),
  max_requests_jitter: app('count', GUNICORN.max_requests_jitter),
  preload_app: app('flag', GUNICORN.preload_app),
  asgi_disconnect_grace_period: app('seconds', GUNICORN.asgi_disconnect_grace_periodUs),
  backlog: { part: 'socket', kind: 'count', field: SOCKET.backlog },
  bind: { part: 'socket', kind: 'bind', field: SOCKET.kind },
};

const TLS = msg('TLS is not modelled: connections cost what plain ones do.');
const HOOK = msg('Hooks are Python code, which is read here but never run.');
const HTTP2 = msg('HTTP/2 is not modelled: Gunicorn speaks HTTP/1.1.');
const DIRTY = msg('Dirty arbiters are not modelled.');

/** `name options…: why`; a `!` behind an option: it needs no value. */
const OTHERS: readonly (readonly [string, string])[] = [
  ...`config -c --config|wsgi_app|access_log_format --access-logformat|accesslog --access-logfile|capture_output --capture-output!
check_config --check-config!|chdir --chdir|daemon -D! --daemon!|default_proc_name|disable_redirect_access_to_syslog --disable-redirect-access-to-syslog!
dogstatsd_tags --dogstatsd-tags|enable_backlog_metric --enable-backlog-metric!|enable_stdio_inheritance -R! --enable-stdio-inheritance!
errorlog --error-logfile --log-file|forwarded_allow_ips --forwarded-allow-ips|forwarder_headers --forwarder-headers|group -g --group
header_map --header-map|initgroups --initgroups!|logconfig --log-config|logconfig_dict|logconfig_json --log-config-json|logger_class --logger-class
loglevel --log-level|pidfile -p --pid|print_config --print-config!|proc_name -n --name|pythonpath --pythonpath|raw_env -e --env
root_path --root-path|secure_scheme_headers|statsd_host --statsd-host|statsd_prefix --statsd-prefix|strip_header_spaces --strip-header-spaces!
syslog --log-syslog!|syslog_addr --log-syslog-to|syslog_facility --log-syslog-facility|syslog_prefix --log-syslog-prefix
tmp_upload_dir|umask -m --umask|user -u --user|worker_tmp_dir --worker-tmp-dir|control_socket --control-socket
control_socket_disable --no-control-socket!|control_socket_mode --control-socket-mode|casefold_http_method --casefold-http-method!
permit_obsolete_folding --permit-obsolete-folding!|permit_unconventional_http_method --permit-unconventional-http-method!
permit_unconventional_http_version --permit-unconventional-http-version!|proxy_allow_ips --proxy-allow-from|uwsgi_allow_ips --uwsgi-allow-from
limit_request_line --limit-request-line|limit_request_fields --limit-request-fields|limit_request_field_size --limit-request-field_size
paste --paste --paster|raw_paste_global_conf --paste-global|sendfile --no-sendfile!|reload_engine --reload-engine|reload_extra_files --reload-extra-file
http_parser --http-parser|asgi_loop --asgi-loop|asgi_lifespan --asgi-lifespan`
    .split(/[|\n]/)
    .map((line) => [line, NO_BEARING] as const),
  ...`certfile --certfile|keyfile --keyfile|ca_certs --ca-certs|cert_reqs --cert-reqs|ciphers --ciphers|ssl_version --ssl-version|ssl_context
do_handshake_on_connect --do-handshake-on-connect!|suppress_ragged_eofs --suppress-ragged-eofs!`
    .split(/[|\n]/)
    .map((line) => [line, TLS] as const),
  ...'on_starting on_reload when_ready pre_fork post_fork post_worker_init worker_int worker_abort pre_exec pre_request post_request child_exit worker_exit nworkers_changed on_exit dirty_post_fork dirty_worker_init dirty_worker_exit on_dirty_starting'
    .split(' ')
    .map((line) => [line, HOOK] as const),
  ...`http_protocols --http-protocols|http2_cleartext --http2-cleartext|http2_initial_window_size --http2-initial-window-size
http2_max_concurrent_streams --http2-max-concurrent-streams|http2_max_frame_size --http2-max-frame-size|http2_max_header_list_size --http2-max-header-list-size`
    .split(/[|\n]/)
    .map((line) => [line, HTTP2] as const),
  ...`dirty_apps --dirty-app|dirty_graceful_timeout --dirty-graceful-timeout|dirty_threads --dirty-threads|dirty_timeout --dirty-timeout|dirty_workers --dirty-workers`
    .split(/[|\n]/)
    .map((line) => [line, DIRTY] as const),
  ['protocol --protocol', msg('Only HTTP is modelled.')],
  ['proxy_protocol --proxy-protocol', PROXY_PROTOCOL],
  [
    'reuse_port --reuse-port!',
    msg('All workers take from one waiting room here, as they do without SO_REUSEPORT.'),
  ],
  ['reload --reload!', msg('Reloading when code changes is for development, and not modelled.')],
  ['spew --spew!', msg('Tracing every line would slow Python down; that is not modelled.')],
];

const OPTIONS: Readonly<Record<string, string>> = {
  workers: '-w --workers',
  worker_class: '-k --worker-class',
  threads: '--threads',
  worker_connections: '--worker-connections',
  timeout: '-t --timeout',
  graceful_timeout: '--graceful-timeout',
  keepalive: '--keep-alive',
  max_requests: '--max-requests',
  max_requests_jitter: '--max-requests-jitter',
  preload_app: '--preload!',
  asgi_disconnect_grace_period: '--asgi-disconnect-grace-period',
  backlog: '--backlog',
  bind: '-b --bind',
};

function settingOf(line: string, why?: string): Setting {
  const [name = '', ...options] = line.trim().split(' ');
  return {
    name,
    options: options.map((option) => option.replace('!', '')),
    isSwitch: options.some((option) => option.endsWith('!')),
    ...(why === undefined ? {} : { why }),
  };
}

/** Every setting of Gunicorn by its name. */
export const GUNICORN_SETTINGS: ReadonlyMap<string, Setting> = new Map(
  [
    ...Object.entries(OPTIONS).map(([name, options]) => settingOf(`${name} ${options}`)),
    ...OTHERS.map(([line, why]) => settingOf(line, why)),
  ].map((setting) => [setting.name, setting]),
);

/** A worker class as people write it: which of the four it is here, and what that leaves out. */
export function workerClassOf(
  text: string,
): { readonly is: string; readonly part?: string } | { readonly why: string } {
  const short = text
    .replace(/^egg:gunicorn#/, '')
    .replace(/^gunicorn\.workers\.(?:g?(sync|thread|gevent|asgi|eventlet|tornado))\.\w+$/, '$1');
  if (/^(sync|gevent|asgi)$/.test(short)) return { is: short };
  if (/^g?thread$/.test(short)) return { is: 'gthread' };
  if (/^gevent_(wsgi|pywsgi)$/.test(short))
    return {
      is: 'gevent',
      part: msg('gevent’s own server stands aside; Gunicorn’s reads and answers'),
    };
  if (/[uU]vicorn/.test(text))
    return { is: 'asgi', part: msg('Gunicorn’s own asgi worker stands for Uvicorn’s') };
  if (short === 'eventlet')
    return { is: 'gevent', part: msg('greenlets of gevent stand for eventlet’s') };
  return { why: t('This worker class is not modelled; allowed: sync, gthread, gevent, asgi.') };
}
