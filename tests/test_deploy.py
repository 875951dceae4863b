"""What is in `deploy/` can be used as it is: its syntax, what it hardens, and that proxies log no query."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
SETTINGS = (ROOT / "app" / "settings.py").read_text("utf-8")
LATER = {"HOMEWARD_DATABASE_URL"}
SEARCH = "/fit?population=zebra-secret&q=zebra-secret"


def tool(name: str) -> str:
    """Where a program of the operator's is; the test is skipped with a line that says so."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not found:
        pytest.skip(f"{name} is not installed, so deploy/ was not tried with it")
    return found


def test_every_setting_that_is_given_exists() -> None:
    files = [path for path in DEPLOY.iterdir() if path.is_file()]
    named = {name for path in files for name in re.findall(r"HOMEWARD_[A-Z_]+", path.read_text("utf-8"))}
    assert named
    assert {name for name in named - LATER if name not in SETTINGS} == set()


def test_the_container_is_small_unprivileged_and_says_whether_it_is_well() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    words = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    said = [(name, rest) for name, rest in words]
    last = [number for number, (name, _) in enumerate(said) if name == "FROM"][-1]
    images = [rest.split()[0] for name, rest in said if name == "FROM"]
    assert all(re.search(r":3\.\d+-slim", image) for image in images)
    final = dict(said[last:])
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", final["USER"])
    assert "/readyz" in final["HEALTHCHECK"]
    assert json.loads(final["ENTRYPOINT"]) == ["homeward"]
    assert not {name for name, _ in said} & {"ADD", "ONBUILD"}
    assert not any("pip install" in rest for _, rest in said[last:])
    assert any("--require-hashes" in rest for _, rest in said)


def test_the_container_is_given_the_files_that_it_copies_and_no_others() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    copied = {
        word for line in re.findall(r"^COPY (?!--)(.+)", text, re.MULTILINE) for word in line.split()[:-1]
    }
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").split()
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == copied
    assert all((ROOT / name).exists() for name in copied)


def test_compose_runs_a_database_a_publisher_and_two_hardened_nodes() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert services.keys() == {"db", "publish", "node-1", "node-2", "proxy"}
    for name in ("publish", "node-1", "node-2"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    for name in ("node-1", "node-2"):
        assert "--node" in services[name]["command"]
        assert "ports" not in services[name]
    mounted = [each for service in services.values() for each in service.get("volumes", ())]
    files = [each.split(":")[0] for each in mounted if each.startswith(".")]
    assert all((DEPLOY / name).exists() for name in files)


def test_alerts_ask_for_figures_that_exist() -> None:
    text = (DEPLOY / "prometheus.yaml").read_text("utf-8")
    written = ("app/web/observing/figures.py", "app/web/api/health.py")
    source = "".join((ROOT / name).read_text("utf-8") for name in written)
    asked = {re.sub(r"_bucket$", "", name) for name in re.findall(r"homeward_\w+", text)}
    assert len(asked) > 3
    assert {name for name in asked if f'"{name}"' not in source} == set()
    assert {rule["alert"] for group in yaml.safe_load(text)["groups"] for rule in group["rules"]}


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("homeward*.*"):
        text = unit.read_text("utf-8").replace("/opt/homeward/bin/homeward", "/bin/true")
        (tmp_path / unit.name).write_text(text.replace("/usr/bin/git", "/bin/true"), "utf-8")
    command = [tool("systemd-analyze"), "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert [line for line in said.stderr.splitlines() if "homeward" in line] == []


class Answering(BaseHTTPRequestHandler):
    """Stands for the site; tells the proxy's headers."""

    def do_GET(self) -> None:
        said = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(308 if self.path.startswith("/moved") else 200)
        self.send_header("Content-Length", str(len(said)))
        self.send_header("Location", SEARCH)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


class Site:
    """A site that answers on `port` until it is stopped."""

    def __init__(self) -> None:
        self._server = HTTPServer(("127.0.0.1", 0), Answering)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask(port: int, path: str) -> tuple[int, bytes]:
    """Waits for the proxy to listen, a moment after it was started."""
    last = time.monotonic() + 20
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            headers = {"Host": f"registry.example.org:{port}", "Referer": f"http://a{SEARCH}"}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except ConnectionRefusedError:
            assert time.monotonic() < last
            time.sleep(0.05)
        finally:
            connection.close()


def ask_everything(port: int, site: Site) -> None:
    """A search, a page that moved, figures, and a search while the site is down."""
    status, body = ask(port, SEARCH)
    told = json.loads(body)
    assert status == 200
    assert told["host"].startswith("registry.example.org")
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "http"
    assert ask(port, "/moved?q=zebra-secret")[0] == 308
    assert ask(port, "/metrics")[0] == 403
    site.stop()
    assert ask(port, SEARCH)[0] in (502, 503)


@contextmanager
def running(command: list[str], **more: str) -> Iterator[None]:
    process = subprocess.Popen(command, env=os.environ | more, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)
        assert "zebra-secret" not in said


def test_nginx_accepts_its_example_and_logs_paths_without_queries(tmp_path: Path, site: Site) -> None:
    nginx, port = tool("nginx"), free_port()
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    folders = " ".join(f"{name}_temp_path {{0}};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"daemon off; pid {{0}}/pid; events {{{{}}}} http {{{{ {folders}\n{{1}}\n}}}}"
    key = "req -x509 -newkey rsa:2048 -nodes -subj /CN=a -keyout privkey.pem -out fullchain.pem"
    subprocess.run([tool("openssl"), *key.split()], cwd=tmp_path, check=True, capture_output=True)
    text = text.replace("/etc/ssl/homeward", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    config = tmp_path / "nginx.conf"
    config.write_text(whole.format(tmp_path, text), "utf-8")
    words = [nginx, "-p", str(tmp_path), "-c", str(config), "-e", str(tmp_path / "nginx.error.log")]
    said = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    plain = re.sub(r"listen 80;.*?\n}\n\nserver {\n", f"listen 127.0.0.1:{port};\n", text, flags=re.DOTALL)
    plain = re.sub(r" *(listen (\[::\]:)?443|ssl_)[^\n]*\n", "", plain)
    config.write_text(whole.format(tmp_path, plain.replace("127.0.0.1:8000", f"127.0.0.1:{site.port}")), "utf-8")
    with running(words):
        ask_everything(port, site)
    logged = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.log"))
    assert logged.count(" GET /fit 200 ") == 1
    assert logged.count(" GET /fit ") == 2
    assert "zebra-secret" not in logged
    assert "127.0.0.1" not in (tmp_path / "homeward.log").read_text("utf-8")


def test_caddy_accepts_its_example_and_logs_paths_without_queries(tmp_path: Path, site: Site) -> None:
    caddy, port = tool("caddy"), free_port()
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    text = (DEPLOY / "Caddyfile").read_text("utf-8").replace("/var/log/caddy", str(tmp_path))
    config = tmp_path / "Caddyfile"
    config.write_text(text, "utf-8")
    words = ["--adapter", "caddyfile", "--config", str(config)]
    said = subprocess.run([caddy, "validate", *words], env=os.environ | home, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    # Plain HTTP, and no other port opened: this is about what is logged.
    config.write_text(text.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https off\n", 1), "utf-8")
    named = {"SITE": f"http://registry.example.org:{port}", "UPSTREAMS": f"127.0.0.1:{site.port}"}
    with running([caddy, "run", *words], **home, **named):
        ask_everything(port, site)
    logged = (tmp_path / "homeward.log").read_text("utf-8")
    lines = [json.loads(line) for line in logged.splitlines()]
    assert [line["request"]["uri"] for line in lines] == ["/fit", "/moved", "/metrics", "/fit"]
    assert "zebra-secret" not in logged
    assert "127.0.0.1" not in logged
