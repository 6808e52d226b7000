"""`python -m config.launch`: prepare the site, start it, keep it running until Ctrl-C."""

import fcntl
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from config import environment
from config.launch import broker
from config.launch.supervise import Program, Supervisor

START_SECONDS = 60.0


def say(sentence: str) -> None:
    """One line to the user, at once."""
    print(sentence, flush=True)


def refuse(chinese: str, english: str) -> None:
    """End with a sentence in both languages."""
    sys.exit(f"{chinese}\n{english}")


def only_one(var: Path) -> int:
    """Hold this folder's lock until the process ends: two beats on one database would do everything twice."""
    handle = os.open(var / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        refuse("本目录的网站已在运行。", "The site of this folder is already running.")
    return handle


def free_port() -> int:
    """PORT, 8000 without one; refuses when it is not free."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdigit() or not 0 < int(wanted) < 65_536:
        refuse(f"PORT 应为 1 至 65535 的整数，现在是 {wanted}。", "PORT must be a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except OSError:
            refuse(
                f"端口 {wanted} 已被占用。请换一个：PORT={int(wanted) + 1} make run",
                f"Port {wanted} is taken; try PORT={int(wanted) + 1} make run",
            )
    return int(wanted)


def programs(var: Path, port: int) -> list[Program]:
    """The site's processes in the order of their start; sets what they find in their environment."""
    logs = var / "log"
    logs.mkdir(exist_ok=True)
    found: list[Program] = []

    def add(name: str, command: list[str], **extra: str) -> None:
        log = logs / f"{name}.log"
        log.unlink(missing_ok=True)
        found.append(Program(name, command, {**os.environ, **extra}, log))

    if not os.environ.get("REDIS_URL"):
        try:
            path = broker.socket_in(var)
            add("broker", broker.command(path))
        except broker.NoBroker:
            refuse("没有找到 redis-server，请安装 Redis 后重试。", "No redis-server on the PATH: install Redis.")
        os.environ["REDIS_URL"] = f"unix://{path}"
    module = [sys.executable, "-m"]
    celery = [*module, "celery", "-A", "config.celery"]
    add("web", [*module, "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"], BIND=f"127.0.0.1:{port}")
    # SIGTERM as a soft stop: a long job is given back instead of being waited for.
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"]
    for name, queue in (("worker", "celery"), ("jobs", "jobs")):
        add(name, [*worker, "-Q", queue, "-n", f"{name}@%h"], REMAP_SIGTERM="SIGQUIT")
    add("beat", [*celery, "beat", "--schedule", str(var / "beat-schedule"), "--loglevel", "INFO"])
    return found


def prepare(supervisor: Supervisor) -> bool:
    """Bring static files, database and demo up to date; False when that failed or was broken off."""
    process = subprocess.Popen([sys.executable, "manage.py", "prepare"], start_new_session=True)
    while process.poll() is None:
        if supervisor.stopping.wait(0.1):
            process.terminate()
            process.wait()
            return False
    return process.returncode == 0


def wait_for_web(url: str, supervisor: Supervisor) -> bool:
    """True as soon as the site answers; False when it was told to stop or does not come up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not supervisor.stopping.wait(0.1):
        supervisor.look()
        try:
            with urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - our own address
                return True
        except OSError:  # nobody listens, or not yet with a worker behind it
            continue
    return False


def main() -> None:
    """Run the site of this checkout."""
    os.chdir(environment.BASE_DIR)
    var = environment.var_dir()
    var.mkdir(parents=True, exist_ok=True)
    lock = only_one(var)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    os.environ.setdefault("PUBLIC_URL", url)
    environment.adopt_checkout()
    children = programs(var, port)
    supervisor = Supervisor(children, say)
    supervisor.stop_on_signals()
    if not prepare(supervisor):
        refuse("准备工作没有完成。", "Preparation was not completed.")
    try:
        supervisor.start()
        if wait_for_web(url, supervisor):
            say(f"\n网站已启动：{url}\n按 Ctrl-C 结束；运行记录在 {var / 'log'}")
            supervisor.run()
        elif not supervisor.stopping.is_set():
            refuse("网站没有按时启动，原因见上。", "The site did not come up in time; see above.")
    finally:
        supervisor.end()
        os.close(lock)
        say("已全部结束。")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except environment.EnvironmentProblem as problem:
        sys.exit(str(problem))
