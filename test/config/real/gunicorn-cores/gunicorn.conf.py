# Shape after: Gunicorn 26 documentation, “Configuration overview”, with threads as in the chapter on design.
import multiprocessing

bind = "127.0.0.1:8000"
workers = multiprocessing.cpu_count() * 2 + 1
threads = 4
worker_class = "gthread"
max_requests = 1000
max_requests_jitter = 50
