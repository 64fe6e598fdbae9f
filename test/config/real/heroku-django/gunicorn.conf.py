# Shape after: Heroku’s python-getting-started, gunicorn.conf.py (2024).
import os

bind = "[::]:" + os.environ.get("PORT", "5006")
worker_class = "gthread"
threads = 5
timeout = 20
graceful_timeout = 20
accesslog = "-"
preload_app = True
