"""The entry point: ``commitrack`` and ``python -m commitrack``."""

import gc
import sys

_INTERRUPTED = 130  # 128 + SIGINT


def main() -> None:
    """Run the command line. Imports are inside, so that Ctrl-C during them ends quietly too."""
    gc.disable()  # a command is over before collecting garbage pays
    try:
        from commitrack.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = _INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
