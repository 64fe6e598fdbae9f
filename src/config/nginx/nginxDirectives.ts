/**
 * What nginx's directives mean to the simulation, apart from those that it knows: why one of them has no effect here.
 * Source for the names: nginx 1.31 documentation, alphabetical index of directives.
 */

import { msg } from '../../language/t.ts';
import { NO_BEARING } from '../noBearing.ts';

/** Blocks that hold no directives but words of their own, or that are listed as a whole. */
export const CLOSED_BLOCKS: ReadonlySet<string> = new Set([
  'types',
  'map',
  'geo',
  'split_clients',
  'upstream',
]);

/** The directives of a request's way to the app server by HTTP or by uWSGI's own protocol: alike, under two names. */
const FAMILIES = { proxy_: 'uwsgi_', uwsgi_: 'proxy_' } as const;

/** `uwsgi_read_timeout` as `proxy_read_timeout`, and the other way round; other names stay. */
export function twinOf(name: string): string {
  for (const [from, to] of Object.entries(FAMILIES))
    if (name.startsWith(from) && !/_(pass|set_header|http_version|param)$/.test(name))
      return to + name.slice(from.length);
  return name;
}

const words = (text: string) => text.trim().split(/\s+/);

/** Directives that change neither when anything happens nor how a request fares. */
const HARMLESS = new Set(
  words(`
    user pid error_log access_log log_format log_not_found log_subrequest rewrite_log open_log_file_cache include_shell env load_module daemon
    master_process worker_rlimit_nofile worker_rlimit_core worker_priority worker_cpu_affinity working_directory lock_file
    worker_shutdown_timeout pcre_jit thread_pool timer_resolution use accept_mutex accept_mutex_delay multi_accept debug_connection
    sendfile sendfile_max_chunk tcp_nopush tcp_nodelay types default_type types_hash_max_size types_hash_bucket_size charset
    charset_types override_charset server_tokens server_names_hash_bucket_size server_names_hash_max_size variables_hash_bucket_size
    variables_hash_max_size map_hash_bucket_size map_hash_max_size proxy_headers_hash_max_size proxy_headers_hash_bucket_size
    server_name server_name_in_redirect port_in_redirect absolute_redirect add_header add_trailer expires etag if_modified_since
    autoindex autoindex_exact_size autoindex_format index disable_symlinks open_file_cache open_file_cache_valid
    open_file_cache_min_uses open_file_cache_errors directio aio aio_write output_buffers send_lowat proxy_send_lowat large_client_header_buffers
    client_header_buffer_size client_body_buffer_size client_body_temp_path client_body_in_file_only client_body_in_single_buffer
    connection_pool_size request_pool_size proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path
    proxy_busy_buffers_size proxy_temp_file_write_size proxy_redirect proxy_pass_header proxy_hide_header proxy_cookie_domain
    proxy_cookie_path proxy_cookie_flags proxy_set_header real_ip_header real_ip_recursive set_real_ip_from resolver
    resolver_timeout zone merge_slashes underscores_in_headers ignore_invalid_headers msie_padding recursive_error_pages
    keepalive_disable reset_timedout_connection read_ahead chunked_transfer_encoding ssi source_charset map geo split_clients
    set uwsgi_param fastcgi_param scgi_param`),
);

const NOT = {
  tls: msg(
    'Of TLS, the version, the kind of key, tickets and early data are modelled; this is not.',
  ),
  upstreamTls: msg('TLS towards the app server is not modelled.'),
  cache: msg(
    'Of nginx’s cache, its freshness, its lock and stale answers are modelled; this is not.',
  ),
  pressed: msg('Of compression, gzip of pages (text/html) is modelled; this is not.'),
  limit: msg('Of limits, the one on requests of an address is modelled; this is not.'),
  access: msg('Access rules are not modelled: everyone is let in.'),
  rewritten: msg('Rewriting is not modelled: requests keep their path.'),
  choice: msg(
    'App servers take turns here, or by least_conn or ip_hash; other ways are not modelled.',
  ),
  other: msg('Only app servers that speak HTTP or uWSGI’s own protocol are modelled.'),
} as const;

const REASONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      [
        NOT.cache,
        'proxy_cache_key proxy_cache_bypass proxy_cache_methods proxy_cache_min_uses proxy_no_cache proxy_cache_revalidate proxy_cache_background_update proxy_store proxy_store_access',
      ],
      [
        NOT.pressed,
        'gzip_types gzip_comp_level gzip_min_length gzip_proxied gzip_vary gzip_buffers gzip_disable gzip_http_version gzip_static gunzip brotli brotli_types brotli_comp_level brotli_static',
      ],
      [
        NOT.limit,
        'limit_req_log_level limit_req_dry_run limit_conn limit_conn_zone limit_conn_status limit_rate limit_rate_after',
      ],
      [
        NOT.access,
        'allow deny auth_basic auth_basic_user_file auth_request auth_request_set auth_jwt satisfy limit_except valid_referers internal secure_link',
      ],
      [NOT.rewritten, 'rewrite if break return'],
      [NOT.choice, 'hash random least_time sticky queue'],
      [
        NOT.other,
        'fastcgi_pass grpc_pass scgi_pass memcached_pass fastcgi_index fastcgi_split_path_info fastcgi_read_timeout fastcgi_buffers fastcgi_buffer_size',
      ],
    ].flatMap(([why, names]) => words(names as string).map((name) => [name, why])),
  ),
  include: msg('The file that it names is not here: paste what it holds as well.'),
  stream: msg('Only HTTP is modelled, no bare TCP or UDP.'),
  mail: msg('Only HTTP is modelled, no mail.'),
  error_page: msg('Error pages of one’s own are not modelled: nginx’s short ones are sent.'),
  proxy_intercept_errors: msg(
    'Error pages of one’s own are not modelled: answers of the app pass as they are.',
  ),
  proxy_send_timeout: msg('How long nginx tries to send to the app server is not limited here.'),
  proxy_next_upstream_tries: msg('Tries are not limited here: each app server is tried once.'),
  proxy_next_upstream_timeout: msg(
    'The time for tries is not limited here: each app server is tried once.',
  ),
  proxy_socket_keepalive: msg('Probes of idle TCP connections are not modelled.'),
  proxy_limit_rate: msg('Reading from the app server has no limit here.'),
  proxy_ignore_headers: msg('Headers of the app that steer nginx are not modelled.'),
  proxy_bind: NO_BEARING,
  proxy_method: NOT.rewritten,
  proxy_set_body: NOT.rewritten,
  proxy_pass_request_body: msg('The body is always passed on here.'),
  proxy_pass_request_headers: msg('The headers are always passed on here.'),
  proxy_force_ranges: msg('Ranges are not modelled: answers are sent whole.'),
  max_ranges: msg('Ranges are not modelled: answers are sent whole.'),
  slice: msg('Ranges are not modelled: answers are sent whole.'),
  http2_max_concurrent_streams: msg('As many requests as a client has share its connection here.'),
  http3: msg('HTTP/3 is not modelled: clients speak HTTP/1.1.'),
  quic_retry: msg('HTTP/3 is not modelled: clients speak HTTP/1.1.'),
  keepalive_time: msg(
    'The age of a connection has no limit here, only its idle time and its requests.',
  ),
  keepalive_min_timeout: msg('Idle connections may be closed at once when nginx runs out of them.'),
  lingering_close: msg('nginx closes a connection without lingering here.'),
  lingering_time: msg('nginx closes a connection without lingering here.'),
  lingering_timeout: msg('nginx closes a connection without lingering here.'),
  postpone_output: msg('Answers are passed on as they come, not in lumps.'),
  stub_status: msg('nginx’s status page is not modelled.'),
  sub_filter: msg('Filters are not modelled: answers keep the size that their route has.'),
  mirror: msg('Copies of requests are not modelled.'),
  alias: msg('Files are sent by a location of their own here.'),
  root: msg('Files are sent by a location of their own here.'),
  try_files: msg(
    'nginx does not look for files before it decides here: a location either sends files or asks the app.',
  ),
  location: msg('Locations inside locations are not modelled.'),
};

/** Directives that the simulation has a setting for; they are read by name elsewhere. */
const MODELLED = words(`
  http server events upstream location listen proxy_pass return keepalive worker_processes worker_connections
  proxy_request_buffering proxy_buffering proxy_buffers proxy_buffer_size proxy_max_temp_file_size client_max_body_size
  client_header_timeout client_body_timeout proxy_connect_timeout proxy_read_timeout send_timeout keepalive_timeout keepalive_requests
  proxy_http_version proxy_next_upstream proxy_ignore_client_abort uwsgi_pass gzip least_conn ip_hash ssl http2 ssl_protocols ssl_certificate ssl_session_tickets
  ssl_early_data limit_req limit_req_zone limit_req_status proxy_cache proxy_cache_path proxy_cache_valid proxy_cache_lock
  proxy_cache_lock_timeout proxy_cache_lock_age proxy_cache_use_stale`);

/** Whether this is the name of a directive that is known here; a word like that within another directive is a missing `;`. */
export function isDirective(name: string): boolean {
  const isKnown = (each: string) =>
    HARMLESS.has(each) || Object.hasOwn(REASONS, each) || MODELLED.includes(each);
  return isKnown(name) || isKnown(twinOf(name));
}

/** Why a directive that the simulation has no setting for has no effect. */
export function whyNot(name: string): string {
  if (HARMLESS.has(name)) return NO_BEARING;
  if (Object.hasOwn(REASONS, name)) return REASONS[name] as string;
  if (name.startsWith('ssl')) return NOT.tls;
  if (/^(proxy|uwsgi|grpc)_ssl_/.test(name)) return NOT.upstreamTls;
  if (/_by_(lua|njs)|^(lua|js|perl)_/.test(name))
    return msg('Code within nginx is not modelled, and never run here.');
  if (name.startsWith('gzip_') || name.startsWith('brotli_') || name.startsWith('zstd'))
    return NOT.pressed;
  if (name.startsWith('proxy_cache')) return NOT.cache;
  const twin = twinOf(name);
  if (name.startsWith('uwsgi_') && MODELLED.includes(twin))
    return msg('Requests go to the app server in the other language here, which this is not for.');
  if (name.startsWith('uwsgi_') && twin !== name) return whyNot(twin);
  if (/^(fastcgi|scgi|grpc|memcached)_/.test(name)) return NOT.other;
  if (/^(opentracing|otel|dav|image_filter|geoip|xslt|mp4|flv|hls|health_check)/.test(name))
    return msg('This module of nginx is not modelled.');
  if (/^(debug|log|access|error)/.test(name)) return NO_BEARING;
  if (MODELLED.includes(name))
    return msg('It counts only on the way of the requests that go to the app server.');
  return msg('The simulation has no setting for it.');
}
