# Source: netbox-community/netbox, contrib/gunicorn.py; commit c73a974fa, 2024-04-29; without its comments.
bind = '127.0.0.1:8001'

workers = 5

threads = 3

timeout = 120

max_requests = 5000
max_requests_jitter = 500
