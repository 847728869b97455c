"""A git repository with a ledger in it."""

from pathlib import Path

from tests.support.recorded import run


class Repository:
    def __init__(self, folder: Path, content: bytes, ledger: str = "commitments.toml") -> None:
        self.folder = folder
        self.ledger = folder / ledger
        self.ledger.parent.mkdir(parents=True, exist_ok=True)
        self.ledger.write_bytes(content)
        self.run("git", "init", "--quiet", "--initial-branch", "main")
        self.commit("The ledger as it begins")

    def run(self, *command: str, status: int = 0) -> str:
        done = run(*command, cwd=self.folder)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def commit(self, message: str) -> None:
        self.run("git", "add", ".")
        self.run("git", "commit", "--quiet", "-m", message)

    def branch(self, name: str, *commands: tuple[str, ...]) -> None:
        """Run commitrack on a new branch from main, and come back."""
        self.run("git", "switch", "--quiet", "--create", name, "main")
        for command in commands:
            self.run("commitrack", *command)
        self.commit(name)
        self.run("git", "switch", "--quiet", "main")
