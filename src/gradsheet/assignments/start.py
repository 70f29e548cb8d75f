"""Starting an assignment folder, and taking a bank problem into it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from string import Template

from ..errors import GradsheetError
from ..places import shipped
from ..problems import locate
from .folder import Folder, write_whole
from .table import to_csv

TEXT = Template("""\
format   = 1
title    = "Homework 1: backpropagation by hand"
course   = ""                      # printed in the head of every sheet
# logo   = "logo.svg"              # beside this file, in the head of every page
notation = "lecture"               # how quantities are written on paper; or nielsen, ng, mitchell, ...
language = "en"
engine   = "$engine"               # "latex" or "typst": keep it, and the pages stay the same
variants = "one per student"       # or a number: 4 shares four sets of numbers, as in an exam
timezone = "UTC"                   # of dates and times: "Europe/Berlin", "America/New_York", ...

# `use` names a problem of the bank, or a file: "problems/mine.toml". To edit a problem of the
# bank, run `gradsheet add lecture/softmax-ce`. { pick = 1, from = ["...", "..."], points = 5 }
# gives each student one of several. Without `points` a problem is worth the weights of its blanks.
problems = [
  { use = "lecture/relu-sigmoid-bce",   points = 15 },
  { use = "lecture/sigmoid-outputs-ce", points = 13 },
  { use = "lecture/softmax-ce",         points = 13 },
]

# The class stands in roster.csv: a row for each student with a column `id`; `name`, `email`, `group`
# and columns of your own as you like. `print_name` is printed where the fonts cannot print a name,
# `was` holds the old id of a student whose id you correct: sheet and numbers stay. For exams,
# `seat` (B12) parts the versions, and `spare` holds the code of a spare sheet that somebody got.

# An exam: a cover with rules and a table of points, variants = 4 for versions A to D; docs/pages.md has all of it.
# [exam]
# minutes = 90
# names   = false                  # codes instead of names on the pages

# When it is due: for everybody, for a group of the roster, or in the roster's column `due` for one student.
# [due]
# default = 2026-11-24T23:59:00
# thu     = 2026-11-26T23:59:00

# What an answer earns that is not simply right, as a share of its points; `gradsheet status` says it in sentences,
# and `gradsheet grade --what-if credit.follow_through=0.5` what another share would do to the marks.
[credit]
follow_through  = 1.0              # right from the student's own earlier numbers
decimal_slip    = 0.5              # the right digits, with the decimal point elsewhere
rounded_early   = 0.5              # fewer decimals kept on the way, or given, than told
misconception   = 0.0              # a number that a known wrong method gives
sign_slip       = 0.0              # the right number with the wrong sign
last_digit_slip = 0.0              # a number whose last digit is off
late_per_day    = 0.0              # the share of the points taken off for each begun day
attempts        = "best"           # or "last": which counts of several
# round_to      = 0.5              # the total, to half points

# Decisions for everybody, once answers came in; for one student there is `gradsheet override`.
# [[decision]]
# blank = "2c"
# void  = "full points for all"    # or "out of the total", or accept = "updated-weights" in its place
# why   = "the question could be read in two ways"

# How answers are read.
[reading]
percent       = false
# decimal_comma = true             # 0,731 beside 0.731; where nothing is said, if the language prints a comma
# encoding    = "cp1252"           # of CSV files that are not UTF-8

# Headers of answer files that are not our labels: "their header" = "1a"
[columns]
""")

EXAMPLE_HEADER = ("id", "name", "email", "group")
EXAMPLE_CLASS = (
    ("s001", "Amara Example", "amara@example.org", "tue"),
    ("s002", "Bjørn Placeholder", "bjoern@example.org", "tue"),
    ("s003", "Chloé Sample", "chloe@example.org", "tue"),
    ("s004", "Dmitri Nobody", "dmitri@example.org", "thu"),
    ("s005", "Esra Specimen", "esra@example.org", "thu"),
)


TAKEN = "there is something here already; name a new or an empty folder"


def start_assignment(directory: Path, *, engine: str, taken: str = TAKEN) -> Folder:
    """A new assignment folder with example files; refuses a folder that holds anything, in the words `taken`."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise GradsheetError(f"{directory}: {taken}")
    folder = Folder(directory)
    try:
        write_whole(folder.assignment, TEXT.substitute(engine=engine))
        write_whole(folder.roster, to_csv(EXAMPLE_HEADER, EXAMPLE_CLASS))
        for place in (folder.problems, folder.answers):
            place.mkdir()
    except BaseException:  # a full disk or an interrupt: the next attempt finds the folder as empty as this one did
        for file in (folder.assignment, folder.roster):
            file.unlink(missing_ok=True)
        for place in (folder.problems, folder.answers, directory):
            with suppress(OSError):
                place.rmdir()
        raise
    return folder


def take_templates(folder: Folder, engine: str) -> tuple[Path, ...]:
    """Copies the shipped templates of an engine into the assignment; those that are there already stay as they are."""
    place = shipped("templates") / engine
    taken = []
    for path in sorted(place.iterdir()):
        copy = folder.templates / engine / path.name
        if not copy.exists():
            write_whole(copy, path.read_bytes())
            taken.append(copy)
    return tuple(taken)


def add_problem(folder: Folder, name: str) -> Path:
    """Copies a problem of the bank into the assignment, where it takes the bank's place."""
    if name.endswith(".toml"):
        raise GradsheetError(f"'{name}' is a file; name a problem of the bank, such as lecture/softmax-ce")
    copy = folder.problems / f"{name}.toml"
    if copy.exists():
        raise GradsheetError(f"{folder.shown(copy)} is here already; edit it, or delete it to get the bank's again")
    source, _ = locate(name)
    write_whole(copy, source.read_bytes())
    return copy
