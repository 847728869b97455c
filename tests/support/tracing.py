"""Commands under strace: what they ask of the system about a folder, and what they do when something happens there."""

import os
import re
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.support.environment import environment

Case = TypeVar("Case")
Result = TypeVar("Result")

_LINE = re.compile(r"\d+ +(\w+)\(")
_CHANGING = re.compile(
    r"(?:renameat2?|rename|linkat|link|unlink|unlinkat|mkdir|f?truncate|write|pwrite64|f?chmod|fchmodat|l?f?chown|fchownat"
    r"|utimensat|l?f?setxattr|fsync|fdatasync|flock)\(|O_(?:CREAT|TRUNC)"
)


@dataclass(frozen=True, slots=True)
class Call:
    """A system call about a folder or what is in it."""

    name: str
    number: int
    """Which of its name it is in all that the process does, counted from 1."""
    changes: bool
    """Whether anything is different afterwards, on the disk or for other processes."""

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


@dataclass(frozen=True, slots=True)
class Held:
    """A process that is stopped."""

    _strace: subprocess.Popen[str]
    _log: int
    pid: int

    def next_stop(self) -> None:
        """Let it go on, up to the next system call where it is stopped."""
        self.let_go()
        _wait_for_stop(self._log)

    def let_go(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def complaint(self) -> str:
        """Wait for a line on its standard error."""
        assert self._strace.stderr is not None
        return self._strace.stderr.readline()

    def finish(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end, once it was let go."""
        while os.read(self._log, 65536):
            pass
        stdout, stderr = self._strace.communicate()
        return subprocess.CompletedProcess(self._strace.args, self._strace.returncode, stdout, stderr)


def calls(command: Sequence[str], folder: Path) -> list[Call]:
    """Run a command, and list its system calls about a folder."""
    found = []
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as log:
        strace = _strace("%file,%desc", log.name)
        subprocess.run([*strace, *command], env=environment(), capture_output=True, check=False)
        seen = Counter[str]()
        for line in log:
            if call := _LINE.match(line):
                seen[call[1]] += 1
                if str(folder) in line and call[1] != "execve":
                    found.append(Call(call[1], seen[call[1]], bool(_CHANGING.search(line))))
    return found


def last_look(write_path: Sequence[Call]) -> Call:
    """The last system call before the files change places."""
    return write_path[next(i for i, call in enumerate(write_path) if call.name == "renameat2") - 1]


def inject(command: Sequence[str], what: str, call: Call, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with an error or a signal at one of its system calls about a folder."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as log:
        strace = _strace(call.name, log.name, f"--inject={call.name}:{what}:when={call.number}")
        done = subprocess.run(
            [*strace, *command], env=environment(), capture_output=True, encoding="utf-8", check=False
        )
        hit = [line for line in log if _LINE.match(line)][call.number - 1]
    assert str(folder) in hit, f"{call} was about something else: {hit}"
    return done


@contextmanager
def held(command: Sequence[str], call: Call, *injections: str) -> Iterator[Held]:
    """Run a command until one of its system calls is over, and stop it there.

    Further injections, such as ``renameat2:error=EIO:when=2+``, are about calls of other names.
    """
    readable, writable = os.pipe()
    trace = ",".join([call.name, *(injection.partition(":")[0] for injection in injections)])
    injections = (f"{call.name}:signal=STOP:when={call.number}", *injections)
    strace = _strace(trace, f"/dev/fd/{writable}", *(f"--inject={injection}" for injection in injections))
    process = subprocess.Popen(
        [*strace, *command],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        pass_fds=[writable],
    )
    os.close(writable)
    pid = _wait_for_stop(readable)
    try:
        yield Held(process, readable, pid)
    finally:
        if process.poll() is None:
            process.kill()
            os.kill(pid, signal.SIGKILL)
            process.wait()
        os.close(readable)


def _wait_for_stop(readable: int) -> int:
    """Read what strace says until the process is stopped; return its number."""
    log = b""
    while b"stopped by SIGSTOP" not in log:
        more = os.read(readable, 65536)
        assert more, f"ended before it was stopped: {log.decode()}"
        log += more
    return int(log.split(maxsplit=1)[0])


def each(cases: Sequence[Case], try_out: Callable[[Case], Result]) -> list[Result]:
    """Try something out with each of some cases, as many at once as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(try_out, cases))


def _strace(trace: str, log: str, *options: str) -> list[str]:
    """The beginning of a command that runs another under strace.

    With --seccomp-bpf nothing but what is traced stops the process, which takes half the time; but strace then sends no
    signals.
    """
    signals = any("signal=" in option for option in options)
    always = ("-f", *(() if signals else ("--seccomp-bpf",)), "--decode-fds=path", "--quiet=attach,exit")
    return ["strace", *always, f"--trace={trace}", *options, f"--output={log}"]
