"""Requests a second of `fanlight registry serve`, beside nginx with the same files.

    python3 dev.py bench serve [RUNS] [--quick]

Both serve a registry's folder on loopback, nginx by the lines of docs/registry.md and one worker;
wrk (github.com/wg/wrk) asks for one file again and again over 16 connections that are kept. It
shares the machine's cores with the server, alike for both. Needs `nginx` and `wrk`.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import goal, interleaved, missing_row, options, ratio_of, row, say, table
from scale_registry import Large

APPS = 500
CONNECTIONS = 16
SECONDS = {True: 1, False: 3}
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
FANLIGHT, NGINX = "fanlight registry serve", "nginx"
_CONFIG = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        gzip off;
        location = /metadata/timestamp.json {{ add_header Cache-Control "no-cache"; }}
        location / {{ add_header Cache-Control "public, max-age=31536000, immutable"; }}
    }}
}}
"""


@contextlib.contextmanager
def by_fanlight(files: Path) -> Iterator[str]:
    """The command, in a process of its own; its address."""
    command = [sys.executable, "-m", "host.cli.start", "registry", "serve", str(files)]
    command += ["--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = (process.stdout or sys.stdin).readline()
            yield str(json.loads(line)["url"]).rstrip("/")
        finally:
            process.terminate()


@contextlib.contextmanager
def by_nginx(program: str, files: Path, folder: Path) -> Iterator[str]:
    """One worker; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, root=files), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit("nginx did not start")


def rate(wrk: str, url: str, seconds: int) -> float:
    """Requests a second; an answer that is not 2xx fails the run."""
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if found is None or "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout[-300:])
    return float(found[1])


def subjects(files: Path) -> dict[str, str]:
    """Files of three sizes, by what they are."""
    bins = files.glob("metadata/*.apps-*.json")
    chosen = {
        "the timestamp": files / "metadata" / "timestamp.json",
        "a bin of apps": max(bins, key=lambda one: one.stat().st_size),
        "a package of 1 MB": files / "targets" / "filling.ma",
    }
    chosen["a package of 1 MB"].write_bytes(os.urandom(1_000_000))
    return {
        f"{name}, {path.stat().st_size:,} bytes": path.relative_to(files).as_posix()
        for name, path in chosen.items()
    }


def main() -> None:
    """Print the document."""
    asked = options(runs=5, quick_runs=3)
    programs = {name: shutil.which(name, path=PLACES) for name in ("nginx", "wrk")}
    lacking = [name for name, path in programs.items() if path is None]
    rows, pairs = [], []
    with tempfile.TemporaryDirectory(prefix="fanlight-serve-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        files = Large(folder, APPS).files
        (folder / "nginx").mkdir()
        if lacking:
            why = f"{' and '.join(lacking)} not here: apt-get install {' '.join(lacking)}"
            rows.append(missing_row(f"{FANLIGHT}, {NGINX}", why))
        else:
            nginx, wrk = str(programs["nginx"]), str(programs["wrk"])
            with by_fanlight(files) as ours, by_nginx(nginx, files, folder / "nginx") as peer:
                for name, path in subjects(files).items():
                    works = {
                        FANLIGHT: partial(rate, wrk, f"{ours}/{path}", SECONDS[asked.quick]),
                        NGINX: partial(rate, wrk, f"{peer}/{path}", SECONDS[asked.quick]),
                    }
                    taken = interleaved(works, asked.runs)
                    own, other = taken[FANLIGHT], taken[NGINX]
                    rows.append(row(FANLIGHT, own, group=name, unit="/s", beside=other))
                    rows.append(row(NGINX, other, group=name, unit="/s"))
                    pairs.append((own, other))
    say(
        {
            "title": "Serving a registry",
            "about": " ".join((__doc__ or "").split("\n\n")[2].split()),
            "runs": asked.runs,
            "tables": [table("Requests a second", rows)],
            "ratios": {"serve": ratio_of(pairs)} if pairs else {},
            "goals": {"serve": goal("of nginx's requests a second, all files", at_least=0.02)},
        }
    )


if __name__ == "__main__":
    main()
