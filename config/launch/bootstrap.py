"""Make `.venv` and install the locked requirements: `python3 bootstrap.py [--dev]`.

Runs on whatever Python the machine has, to be able to say that it is too old: no syntax newer than 3.6, nothing but the
standard library. Does nothing when the environment already matches the lock.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "installed")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = ("requirements.txt", "requirements-dev.txt")
NETWORK_SIGNS = ("Connection", "Temporary failure", "timed out", "Max retries", "No matching distribution")


def say(sentence):
    """One line to the user, at once."""
    print(sentence, flush=True)


def refuse(chinese, english):
    """End with a sentence in both languages."""
    sys.exit("\n" + chinese + "\n" + english)


def digest(lock):
    """The lock file's SHA-256, in hex."""
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def works():
    """True when there is an environment and its Python starts: a system upgrade can take that away."""
    try:
        return subprocess.call([PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL) == 0
    except OSError:
        return False


def installed():
    """Digests of the locks that the environment was last made from."""
    try:
        with open(STAMP) as file:
            return set(file.read().split())
    except OSError:
        return set()


def make_venv():
    """Create `.venv`; says which package Debian lacks when Python came without venv."""
    say("建立 Python 环境 .venv …（creating .venv）")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        check=False,
    )
    if done.returncode:
        refuse(
            "建立 Python 环境失败，多半是缺少 venv 模块。Debian / Ubuntu 请先执行：sudo apt install python3-venv",
            "Cannot create .venv; on Debian / Ubuntu run: sudo apt install python3-venv\n" + done.stdout.strip(),
        )


def install(lock):
    """Install exactly what the lock names, counting the packages as they come."""
    with open(os.path.join(ROOT, lock)) as file:
        total = sum("==" in line and not line.startswith(" ") for line in file)
    say(f"安装 {total} 个依赖包 …（installing {total} packages）")
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    pip = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    lines, seen = [], 0
    for line in pip.stdout:
        lines.append(line)
        if line.startswith("Collecting"):
            seen += 1
            if seen % 10 == 0:
                say(f"  {seen}/{total}")
    if pip.wait():
        explain("".join(lines[-12:]))
    with open(STAMP, "w") as file:
        file.write("\n".join(digest(done) for done in ((LOCKS[0],) if lock == LOCKS[0] else LOCKS)))


def explain(output):
    """End with what pip's last words mean."""
    if any(sign in output for sign in NETWORK_SIGNS):
        refuse(
            "下载依赖包失败：连不上软件包服务器。请检查网络或 pip 的镜像设置后重试。",
            "Cannot download packages: check the network or pip's index settings.\n" + output,
        )
    refuse("安装依赖包失败，pip 的说明如下。", "pip failed:\n" + output)


def main():
    """Bring `.venv` up to date."""
    if sys.version_info < (3, 11):
        refuse(
            "需要 Python 3.11 或更高版本，现在是 {}.{}。可用 PYTHON=… 指定。".format(*sys.version_info[:2]),
            "Python 3.11 or newer is needed; name one with PYTHON=…",
        )
    lock = LOCKS["--dev" in sys.argv]
    if os.path.exists(PYTHON) and digest(lock) in installed():
        return
    if not works():
        make_venv()
    install(lock)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
