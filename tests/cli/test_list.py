"""`gradsheet list`: every problem of the bank, or those of a topic."""

from click.testing import CliRunner

from gradsheet.cli import main
from gradsheet.problems import bank_names


def test_every_problem_of_the_bank_is_listed():
    done = CliRunner().invoke(main, ["list"])
    assert done.exit_code == 0
    listed = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ") and "/" in line.split()[0]}
    assert listed == set(bank_names())


def test_a_topic_is_a_folder_or_a_word_of_the_problem():
    lines = CliRunner().invoke(main, ["list", "--topic", "ReLU"]).stdout.splitlines()
    assert any("lecture/relu-sigmoid-bce" in line for line in lines)
    assert not any("softmax-ce" in line for line in lines)


def test_an_unknown_topic_is_answered_with_a_near_one():
    done = CliRunner().invoke(main, ["list", "--topic", "sofmax"])
    assert done.exit_code == 1
    assert "no problem on 'sofmax'; did you mean 'softmax'?" in done.stderr


def test_a_problem_says_what_its_numbers_show_and_hide():
    """With one of two ReLUs dead, and the gradient asked at the live one, nobody sees who forgets the gate."""
    lines = CliRunner().invoke(main, ["list", "--topic", "lecture"]).stdout
    entry = lines.split("lecture/relu-sigmoid-bce")[1].split("lecture/")[0]
    sees, blind = entry.split("blind to")
    assert "2-2-1" in sees
    assert all(id in sees for id in ("ascent-sign", "updated-weights", "sigma-prime-of-y", "log10"))
    assert "relu-gate-ignored" in blind
