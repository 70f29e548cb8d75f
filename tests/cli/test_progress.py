"""How a long run says how far it is."""

from __future__ import annotations

from io import StringIO

import pytest

from gradsheet.cli.progress import Bar


class Clock:
    """Time as the test has it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Terminal(StringIO):
    """What is written to stderr, where somebody looks at it."""

    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Called by tests themselves, for pytest puts its own stderr in place between a fixture and its test."""
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("COLUMNS", "100")
    return stream


def test_on_a_terminal_a_bar_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    with Bar("sheets") as bar:
        bar.show(1, 3)
        bar.show(3, 3)
    assert terminal.getvalue() == f"\rsheets: [{'#' * 10}{'.' * 20}] 1 of 3\rsheets: [{'#' * 30}] 3 of 3\n"


@pytest.mark.parametrize(
    ("seconds", "done", "said"),
    [
        (1, 100, "100 of 1000"),
        (10, 100, "100 of 1000, 10 a second, 90 s left"),
        (80, 100, "100 of 1000, 1.25 a second, 12 min left"),
        (3600, 100, "100 of 1000, 0.0278 a second, 9 h 0 min left"),
        (10, 1000, "1000 of 1000"),
    ],
)
def test_it_says_how_fast_it_goes_and_how_long_it_takes(
    seconds: float, done: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = terminal_of(monkeypatch)
    clock = Clock()
    with Bar("sheets", clock=clock) as bar:
        bar.show(0, 1000)
        clock.seconds = seconds
        bar.show(done, 1000)
    assert terminal.getvalue().rstrip().endswith(f"] {said}")


def test_a_shorter_line_hides_the_longer_one_and_a_narrow_terminal_gets_no_second_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = terminal_of(monkeypatch)
    monkeypatch.setenv("COLUMNS", "40")
    clock = Clock()
    with Bar("sheets", clock=clock) as bar:
        bar.show(0, 1000)
        clock.seconds = 10
        bar.show(100, 1000)
        bar.show(1000, 1000)
    _, *lines = terminal.getvalue().rstrip("\n").split("\r")
    assert all(len(line) <= max(39, len("sheets: 100 of 1000, 10 a second, 90 s left")) for line in lines)
    assert len(lines[2]) >= len(lines[1])


def test_a_log_gets_twenty_lines_of_a_long_run(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar("sheets") as bar:
        for done in range(0, 100_001, 200):
            bar.show(done, 100_000)
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[0], lines[-1]) == (20, "sheets: 5000 of 100000", "sheets: 100000 of 100000")


def test_a_quiet_one_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    with Bar("sheets", quiet=True) as bar:
        bar.say("PDFs by the typst engine")
        bar.show(1, 2)
    assert terminal.getvalue() == ""
