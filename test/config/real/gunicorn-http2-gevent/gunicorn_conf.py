# Source: benoitc/gunicorn, examples/http2_gevent/gunicorn_conf.py; commit 95b7ffee, 2026-02-06; without its comments and hooks.
import os
import multiprocessing

bind = os.environ.get('GUNICORN_BIND', '0.0.0.0:8443')

worker_class = 'gevent'
workers = int(os.environ.get('GUNICORN_WORKERS', multiprocessing.cpu_count() * 2 + 1))
worker_connections = 1000

http_protocols = "h2,h1"

_default_cert = '/certs/server.crt' if os.path.exists('/certs/server.crt') else 'certs/server.crt'
_default_key = '/certs/server.key' if os.path.exists('/certs/server.key') else 'certs/server.key'
certfile = os.environ.get('GUNICORN_CERTFILE', _default_cert)
keyfile = os.environ.get('GUNICORN_KEYFILE', _default_key)

http2_max_concurrent_streams = 128
http2_initial_window_size = 262144
http2_max_frame_size = 16384
http2_max_header_list_size = 65536

timeout = 30
graceful_timeout = 30
keepalive = 5

loglevel = os.environ.get('GUNICORN_LOG_LEVEL', 'info')
accesslog = '-'
errorlog = '-'
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %(L)s'

proc_name = 'gunicorn-http2-gevent'

daemon = False
pidfile = None
umask = 0
user = None
group = None
tmp_upload_dir = None
