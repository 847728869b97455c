"""The entry point: ``commitrack`` and ``python -m commitrack``."""

import gc
import os
import sys

_INTERRUPTED = 130  # 128 + SIGINT


def main() -> None:
    """Run the command line, and end the process."""
    status = run_to_the_end()
    # Nothing is left to do, and to free all that was read takes a tenth of a short command's time.
    os._exit(status)


def run_to_the_end() -> int:
    """Run the command line and return its exit code. Imports are inside, so that Ctrl-C in them ends quietly too."""
    gc.disable()  # a command is over before collecting garbage pays
    try:
        from commitrack.cli.run import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    main()
