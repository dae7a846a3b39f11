"""Lets a debugger reach a service: Python imports this as sitecustomize where ops/debug.sh put its folder on PYTHONPATH.

debugpy listens on 127.0.0.1 inside of the container, and follows the processes that the first one starts: the reloading
server of Flask, Django or Uvicorn, the workers of Celery.
"""

import os
import socket
import sys
import time

ADDRESS = ("127.0.0.1", 5678)


def is_service():
    # watchfiles has an environment of its own; what `docker exec` and healthchecks start has no parent in this container.
    return sys.prefix == os.environ.get("VIRTUAL_ENV") and os.getppid() != 0


def is_free():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(ADDRESS)
        except OSError:
            return False
    return True


if "DRYDOCK_DEBUGGER" in os.environ and is_service():
    # Processes that this one starts are followed; they need no debugger of their own.
    mode = os.environ.pop("DRYDOCK_DEBUGGER")
    # The debugger of the process before a reload takes a moment to end.
    patience = time.monotonic() + 10
    while not is_free() and time.monotonic() < patience:
        time.sleep(0.1)
    if is_free():
        os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        import debugpy

        debugpy.listen(ADDRESS)
        if mode == "wait":
            debugpy.wait_for_client()
