"""Reads folders from standard input as JSON and prints for each what is wrong with it: Python that does not compile, and what
`gunicorn --check-config` says. One process for all of them, which forks with everything imported, for the sake of time."""

import contextlib
import json
import os
import py_compile
import sys
import tempfile
import traceback
from pathlib import Path

import django.core.wsgi  # noqa: F401
import django.db.backends.sqlite3.base  # noqa: F401
import django.http  # noqa: F401
import django.urls  # noqa: F401
from gunicorn.app import wsgiapp


def check_config(folder):
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            code = 1
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            try:
                os.chdir(folder)
                sys.path.insert(0, folder)
                # Gunicorn takes the folder where it was imported for its own.
                config = str(Path(folder, "gunicorn.conf.py"))
                sys.argv = ["gunicorn", "--check-config", "--chdir", folder, "-c", config]
                wsgiapp.run()
            except SystemExit as end:
                code = end.code or 0
            except BaseException:
                traceback.print_exc()
            with contextlib.suppress(Exception):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code if isinstance(code, int) else 1)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return "" if status == 0 else f"gunicorn --check-config: {status} {said.read()}"


def compiled(folder):
    for file in sorted(Path(folder).glob("*.py")):
        try:
            py_compile.compile(str(file), doraise=True)
        except py_compile.PyCompileError as error:
            return str(error)
    return ""


def wrong(folder, starts):
    return compiled(folder) or (check_config(folder) if starts else "")


asked = json.load(sys.stdin)
print(json.dumps({each["folder"]: wrong(each["folder"], each["starts"]) for each in asked}))
