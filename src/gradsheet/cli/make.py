"""`gradsheet make`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import fonts, for_paper, in_folder


@click.command(epilog="Example: gradsheet make --only s003 --engine typst")
@click.option("--only", metavar="ID", multiple=True, help="Make this student's PDFs only; may be given again.")
@click.option("--engine", type=click.Choice(["latex", "typst"]), help="Use this engine, whatever is pinned.")
@click.option(
    "--sort",
    metavar="COLUMNS",
    help="Also one file of all sheets and one of all keys for the printer, in the order of these columns of the "
    "roster: group,name. Each sheet begins on paper of its own; by group, a page names each group.",
)
@click.option(
    "--spares",
    metavar="NUMBER",
    type=click.IntRange(0, 1000),
    default=0,
    help="Have so many spare sheets in all, each with a code and a line for a name: --spares 10. Whoever gets one has "
    "its code in the column `spare` of roster.csv.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    help="Make so many students' files side by side; default: one process for each core.",
)
@click.option(
    "--on",
    metavar="CLUSTER",
    help="Work on a cluster: dask://scheduler:8786, or mpi in processes that mpiexec or srun has started.",
)
@click.option(
    "--store",
    metavar="URL",
    help="Put students' files there, not into this folder: s3://bucket/hw1, file:///mnt/hw1, ... The record, and lists "
    "for the staff, stay here.",
)
@click.option("-q", "--quiet", is_flag=True, default=False, help="Say nothing unless something is wrong.")
@fonts
@for_paper
@click.option("--no-html", is_flag=True, help="Leave out the page of HTML beside each sheet.")
@in_folder
def command(
    only: tuple[str, ...],
    engine: str | None,
    fonts: tuple[Path, ...],
    for_paper: bool,
    no_html: bool,
    sort: str | None,
    spares: int,
    workers: int | None,
    on: str | None,
    store: str | None,
    quiet: bool,
    directory: Path,
) -> None:
    """Make sheets, keys and the record.

    Sheets go to students/, each as a PDF and as a page of HTML for screen readers and keyboards, keys and lists to
    staff/, numbers for good to record/. Whoever has a sheet keeps its numbers; to add a student, add a row to
    roster.csv and run it again. A run that was stopped, however, goes on where it was.
    """
    from ..assignments.folder import find_folder
    from ..documents.crews import crew_of
    from ..documents.make import make
    from .progress import Bar

    if on and workers:
        raise click.UsageError("--workers is for this machine; who works on a cluster is said where it is started")
    with crew_of(on, workers=workers) as crew, Bar("sheets and keys", quiet=quiet) as bar:
        if crew is None:
            return
        made = make(
            find_folder(directory),
            only=only,
            engine=engine,
            fonts=fonts,
            fillable=not for_paper,
            html=not no_html,
            sort=[column.strip() for column in (sort or "").split(",") if column.strip()],
            spares=spares,
            store=store,
            crew=crew,
            say=bar.say,
            progress=bar.show,
        )
    if quiet:
        return
    where = f"in {made.sheets_in} and as many keys in {made.keys_in}"
    click.echo(f"{made.sheets} sheet(s) {where}; {made.written} file(s) changed.")
    if made.spares:
        click.echo(f"{made.spares} spare sheet(s) in staff/spares/; staff/spares.csv has their codes.")
    if sort:
        click.echo("staff/print/sheets.pdf and staff/print/keys.pdf are for the printer.")
    click.echo(made.proven)
    click.echo("staff/hand_out.csv lists who gets which file; staff/answers_template.csv is for the answers.")
