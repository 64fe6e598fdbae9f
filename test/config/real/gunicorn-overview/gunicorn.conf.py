# Source: benoitc/gunicorn, docs/content/configure.md, “Configuration file”; commit 1cd4db8d, 2026-02-12.
import multiprocessing

bind = "127.0.0.1:8000"
workers = multiprocessing.cpu_count() * 2 + 1
