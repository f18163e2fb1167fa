"""schemathesis against the real server, as each kind of person, on both backends.

Started by scripts/fuzz.sh, which gives it a PostgreSQL and a Redis. Every role has its own run: all checks, the examples of the
document, the borders of every field, random data, and sequences of calls that use each other's answers. A failure is printed with
the seed and the call that shows it again.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from email import message_from_bytes
from email.policy import default
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
# not the one of the examples in the document: with that one, an example would change it
PASSWORD = "sept chevaux dorment debout"
PENDING = "attend.toujours@example.be"
# those who may do least come first: what they do harms the others least
ROLES = ["anonymous", "pending", "parent", "teacher", "direction", "admin"]

# who tries the borders of every field in a quick run: they are some forty calls for each operation
BORDERS = {"sqlite": "admin", "postgres": "parent"}


class Failure(Exception):
    """What stopped a run, in a sentence."""


class Server:
    """The binary with a demo school and a second school in which somebody waits for approval."""

    def __init__(self, backend: str, folder: Path, binary: str):
        self.backend, self.folder, self.binary = backend, folder, binary
        self.environment = {
            "PATH": os.environ["PATH"],
            "RATE_LIMITS": "off",
            "HOME": str(folder),
            # actix calls a header that is none an error
            "LOG": "error,actix_http=off",
            "SECRET_KEY": "a key of the fuzz runs, longer than thirty-two bytes",
            "MAIL_DIR": str(folder / "mail"),
            # the limits have tests of their own; here every call is meant to reach its handler
            "RATE_LIMITS": "off",
            **self._storage(),
        }
        self.process = None
        self.base = ""

    def _storage(self) -> dict[str, str]:
        if self.backend == "sqlite":
            return {"DATABASE_URL": f"sqlite://{self.folder}/fuzz.db"}
        postgres = os.environ["TEST_POSTGRES_URL"]
        name = f"fuzz_{os.getpid()}"
        subprocess.run(["psql", postgres, "-qc", f"CREATE DATABASE {name}"], check=True)
        return {
            "DATABASE_URL": postgres.rsplit("/", 1)[0] + f"/{name}",
            "REDIS_URL": os.environ["TEST_REDIS_URL"],
        }

    def cli(self, *words: str, say: str = "") -> str:
        done = subprocess.run(
            [self.binary, *words], env=self.environment, cwd=self.folder, input=say, capture_output=True, text=True
        )
        if done.returncode:
            raise Failure(f"ecolehub {' '.join(words)}: {done.stderr}{done.stdout}")
        return done.stdout

    def start(self) -> None:
        self.cli("migrate")
        self.cli("demo")
        self.cli("school", "create", "--name", "École voisine", "--locality", "Haren", "--registration", "approval")
        log = (self.folder / "server.log").open("w")
        self.process = subprocess.Popen(
            # whatever happens to this program, the server does not outlive it
            ["setpriv", "--pdeathsig", "KILL", "--", self.binary, "serve", "--port", "0"],
            env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=log, text=True,
        )
        first = self.process.stdout.readline()
        port = re.search(r"localhost:(\d+)", first)
        if not port:
            raise Failure(f"the server does not start: {first}{(self.folder / 'server.log').read_text()}")
        # the rest of its greeting must go somewhere
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        self.base = f"http://localhost:{port[1]}"
        self._register_pending()

    def _register_pending(self) -> None:
        schools = self.call("GET", "/server")["schools"]
        there = next(school for school in schools if school["name"] == "École voisine")
        person = {"email": PENDING, "password": PASSWORD, "first_name": "Attend", "last_name": "Toujours"}
        self.call("POST", "/register", {**person, "school_id": there["id"]})
        token = self._mailed_token()
        self.call("POST", "/verify-email", {"token": token, "password": PASSWORD})

    def _mailed_token(self) -> str:
        for _ in range(200):
            for mail in (self.folder / "mail").glob("*.eml"):
                text = message_from_bytes(mail.read_bytes(), policy=default).get_content()
                if found := re.search(r"token=([\w-]+)", text):
                    return found[1]
            time.sleep(0.1)
        raise Failure("no mail came")

    def call(self, method: str, path: str, body: object = None) -> dict:
        request = urllib.request.Request(f"{self.base}/api/v1{path}", method=method)
        data = None
        if body is not None:
            request.add_header("content-type", "application/json")
            data = json.dumps(body).encode()
        with urllib.request.urlopen(request, data) as answer:
            return json.loads(answer.read() or b"{}")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)

    def sign_in(self, role: str) -> dict | None:
        """How a role gets its token: path and body, tried again by schemathesis whenever a session has ended."""
        if role == "anonymous":
            return None
        if role == "pending":
            return {"path": "/login", "payload": {"email": PENDING, "password": PASSWORD}}
        accounts = self.call("GET", "/demo")["accounts"]
        account = next(account for account in accounts if account["role"] == role)
        return {"path": "/demo/login", "payload": {"account": account["id"]}}


def settings(sign_in: dict | None) -> str:
    """The settings of a run: those of schemathesis.toml, and how to sign in."""
    text = (HERE / "schemathesis.toml").read_text()
    if sign_in:
        payload = ", ".join(f"{name} = {json.dumps(value)}" for name, value in sign_in["payload"].items())
        text += (
            "\n[auth.dynamic.openapi.bearerAuth]\n"
            f'path = "{sign_in["path"]}"\npayload = {{ {payload} }}\nextract_selector = "/access_token"\n'
        )
    return text


def run(server: Server, role: str, options: argparse.Namespace) -> str:
    """One run; gives a line about it."""
    folder = server.folder / role
    folder.mkdir()
    (folder / "schemathesis.toml").write_text(settings(server.sign_in(role)))
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", "schemathesis.toml",
        "run", f"{server.base}/api/openapi.json", "--checks", "all", "--max-examples", str(options.examples),
        "--seed", str(options.seed), "--no-color", "--report", "json", "--report-json-path", "report.json",
    ]
    if options.quick and role != BORDERS[server.backend]:
        command += ["--phases", "examples,fuzzing,stateful"]
    if options.seconds:
        command += ["--max-time", str(options.seconds)]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    report = json.loads((folder / "report.json").read_text()) if (folder / "report.json").exists() else None
    if done.returncode or not report:
        raise Failure(f"{server.backend}, {role}, seed {options.seed}:\n{done.stdout}\n{still(server, role)}")
    if server.process.poll() is not None:
        raise Failure(f"{server.backend}, {role}: the server is gone")
    rates = report["valid_rates"].values()
    accepted = sum(any(phase["accepted"] for phase in phases.values()) for phases in rates)
    cases = report["test_cases"]["generated"]
    total = report["operations"]["tested"]
    # a session that was lost on the way would make every check pass
    if role not in ("anonymous", "pending") and accepted < 20:
        raise Failure(f"{server.backend}, {role}: only {accepted} of {total} operations ever did something")
    return f"{server.backend:8} {role:10} {cases:6} cases, {accepted:3} of {total} operations answered with success"


def still(server: Server, role: str) -> str:
    """Whether the role can still sign in: one that cannot explains much."""
    try:
        if sign_in := server.sign_in(role):
            server.call("POST", sign_in["path"], sign_in["payload"])
        return "signing in still works"
    except urllib.error.HTTPError as refused:
        return f"signing in is refused now: {refused.code} {refused.read().decode()}"
    except OSError as gone:
        return f"the server does not answer: {gone}"


def backend(name: str, options: argparse.Namespace, failures: list[str]) -> None:
    """Every role on one backend."""
    with tempfile.TemporaryDirectory(prefix="ecolehub-fuzz-") as folder:
        server = None
        try:
            server = Server(name, Path(folder), os.environ["ECOLEHUB"])
            server.start()
            for role in options.roles:
                print(f"      {run(server, role, options)}", flush=True)
            errors = (server.folder / "server.log").read_text().strip()
            if errors:
                raise Failure(f"{name}: the server logged\n{errors}")
        except Failure as failure:
            failures.append(str(failure))
        except Exception as error:  # a thread dies silently otherwise
            failures.append(f"{name}: {error!r}")
        finally:
            if server:
                server.stop()


def main() -> None:
    """Reads the arguments and runs both backends beside each other."""
    parser = argparse.ArgumentParser(prog="just fuzz", description="schemathesis as each role, on both backends")
    parser.add_argument("--examples", type=int, default=200, help="random cases for each operation (default 200)")
    parser.add_argument("--seconds", type=int, help="a limit for each role; random data and sequences fill it")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed makes the same cases")
    parser.add_argument("--quick", action="store_true", help="the borders of every field as one role for each backend only")
    parser.add_argument("--backend", choices=["sqlite", "postgres"], help="only this one")
    parser.add_argument("roles", nargs="*", metavar="role", help=f"only these of {', '.join(ROLES)}")
    options = parser.parse_args()
    unknown = set(options.roles) - set(ROLES)
    if unknown:
        parser.error(f"no such role: {', '.join(unknown)}")
    options.roles = options.roles or ROLES
    print(f"      seed {options.seed}", flush=True)
    failures: list[str] = []
    backends = [options.backend] if options.backend else ["sqlite", "postgres"]
    threads = [threading.Thread(target=backend, args=(name, options, failures)) for name in backends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        print(f"\n{failure}", file=sys.stderr)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
