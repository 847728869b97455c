"""Obstacles to reading or writing a file that the system has no word for."""


class Hindered(OSError):
    """Something is in the way: ``strerror`` says what, without a name before it, and ``advice`` what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(0, what)
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.strerror}; {self.advice}"
