"""The entry point: ``commitrack`` and ``python -m commitrack``."""

import gc
import sys

_INTERRUPTED = 130  # 128 + SIGINT


def main() -> None:
    """Run the command line. Imports are inside, so that Ctrl-C during them ends quietly too."""
    gc.disable()  # a command is over before collecting garbage pays
    try:
        from commitrack.cli.run import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = _INTERRUPTED
    gc.freeze()  # the interpreter ends without a search for garbage: a fifth of the time of a short command
    sys.exit(status)


if __name__ == "__main__":
    main()
