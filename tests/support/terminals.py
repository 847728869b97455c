"""Real terminals: what a command shows on one."""

import fcntl
import os
import pty
import struct
import termios
from pathlib import Path

from tests.support import forks
from tests.support.environment import environment


def on_terminal(
    *arguments: str, columns: int = 80, said_columns: str | None = None, cwd: Path | None = None, **extra: str
) -> tuple[str, int]:
    """Run commitrack on a pseudo-terminal, where COLUMNS says so many; return what it shows, and its exit status."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    env = environment(**extra)
    del env["COLUMNS"]
    if said_columns is not None:
        env["COLUMNS"] = said_columns
    process = forks.start(arguments, cwd=cwd, env=env, stdin=other, stdout=other, stderr=other)
    os.close(other)
    shown = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:  # the terminal's other side was closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(main)
    return shown.decode().replace("\r\n", "\n"), process.wait()
