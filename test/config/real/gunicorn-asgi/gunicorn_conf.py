# Source: benoitc/gunicorn, examples/celery_alternative/gunicorn_conf.py; commit 95b7ffee, 2026-02-06; without its comments and hooks.
import multiprocessing
import os

bind = os.environ.get("GUNICORN_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("GUNICORN_WORKERS", min(4, multiprocessing.cpu_count() + 1)))
worker_class = "asgi"
asgi_loop = "uvloop"
worker_connections = 1000

dirty_apps = [
    "examples.celery_alternative.tasks:EmailWorker",
    "examples.celery_alternative.tasks:ImageWorker",
    "examples.celery_alternative.tasks:DataWorker",
    "examples.celery_alternative.tasks:ScheduledWorker",
]
dirty_workers = int(os.environ.get("DIRTY_WORKERS", 9))
dirty_timeout = int(os.environ.get("DIRTY_TIMEOUT", 300))
dirty_threads = int(os.environ.get("DIRTY_THREADS", 1))
dirty_graceful_timeout = int(os.environ.get("DIRTY_GRACEFUL_TIMEOUT", 30))

timeout = 120
keepalive = 5
max_requests = 1000
max_requests_jitter = 50

loglevel = os.environ.get("LOG_LEVEL", "info")
accesslog = "-"
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %(D)s'
errorlog = "-"

reload = os.environ.get("GUNICORN_RELOAD", "false").lower() == "true"
preload_app = os.environ.get("GUNICORN_PRELOAD", "false").lower() == "true"
