"""`gradsheet demo`."""

from __future__ import annotations

from pathlib import Path

import click

CLASS = (
    ("s001", "Amara Example", "amara@example.org", "tue"),
    ("s002", "Bjørn Placeholder", "bjoern@example.org", "tue"),
    ("s003", "Chloé Sample", "chloe@example.org", "tue"),
    ("s004", "Dmitri Nobody", "dmitri@example.org", "thu"),
    ("s005", "Esra Specimen", "esra@example.org", "thu"),
    ("s006", "Farid Made-Up", "farid@example.org", "thu"),
)


@click.command(epilog="Example: gradsheet demo -o try-it")
@click.option(
    "-o",
    "--output",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("gradsheet-demo"),
    show_default=True,
    help="A new or empty folder.",
)
def command(directory: Path) -> None:
    """Try the whole loop on the lecture's exercises.

    For a class of six made-up people: sheets and keys, answers as they might come in, marks with
    reasons, and a file for Moodle.
    """
    from datetime import UTC, datetime

    from ..assignments.folder import write_whole
    from ..assignments.rebuilt import handed_out
    from ..assignments.start import EXAMPLE_HEADER, start_assignment
    from ..assignments.table import to_csv
    from ..documents import best_engine
    from ..documents.feedback import give_feedback
    from ..documents.make import make
    from ..grading import grade
    from ..lms import export
    from .progress import Bar
    from .sample_answers import sample_answers

    taken = "there already; name another with -o, or delete it"
    folder = start_assignment(directory, engine=best_engine(), taken=taken)
    write_whole(folder.roster, to_csv(EXAMPLE_HEADER, CLASS))
    with Bar("sheets and keys") as bar:
        make(folder, say=bar.say, progress=bar.show)
    write_whole(folder.answers / "sample.csv", sample_answers(handed_out(folder)))
    report = grade(folder)
    give_feedback(folder, now=datetime.now(UTC))
    exported = export(folder, target="moodle")
    for note in (*report.complaints, *report.unreadable, *report.notes):
        click.echo(note, err=True)
    click.echo("\n".join(report.summary))
    click.echo("")
    for path, what in (
        ("assignment.toml, roster.csv", "what you would write"),
        ("students/s001.pdf", "one student's sheet"),
        ("students/s001.html", "the same as a page to answer by keyboard or ear"),
        ("staff/keys/s001.pdf", "its worked key"),
        ("answers/sample.csv", "what the class might hand in"),
        ("staff/marks.csv", "points for every blank"),
        ("staff/explanations/s005.txt", "why each answer earned what it did"),
        ("staff/feedback/s005.html", "what the student gets back"),
        (", ".join(folder.shown(path) for path in exported.paths), "for the import of questions in Moodle"),
        ("record/", "what was handed out, for good"),
    ):
        click.echo(f"{directory.as_posix()}/{path:<30} {what}")
    click.echo(f"\nWhat Moodle cannot express ({len(exported.notes)} notes) is said by `gradsheet export --to moodle`.")
    click.echo("Your own:  gradsheet new hw1")
