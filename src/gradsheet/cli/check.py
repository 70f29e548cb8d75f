"""`gradsheet check`: problems against their published cases, or, with --lab, what their draws are like."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: gradsheet check lecture/softmax-ce")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--lab", is_flag=True, default=False, help="Examine draws instead: what survives, what misleads, advice.")
@click.option("--draws", type=click.IntRange(1, 1_000_000), metavar="N", help="With --lab: so many draws (10,000).")
@click.option("--json", "as_json", is_flag=True, default=False, help="With --lab: everything as JSON.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="With --lab: a page with pictures.",
)
@click.option("--force", is_flag=True, default=False, help="Overwrite the report.")
def command(
    paths: tuple[str, ...], lab: bool, draws: int | None, as_json: bool, report: Path | None, force: bool
) -> None:
    """Load every problem, solve every published case, compare.

    PATH is a file, a folder of problems or topic/name of the bank (default: the assignment's own
    problems, else the whole bank). A number agrees when the exact value rounds to it, a formula to 1e-12.

    With --lab no case is compared: ten thousand draws of each problem, the same for everybody, are judged, as in
    gradsheet check --lab lecture/softmax-ce --report softmax.html
    """
    if lab:
        _examine(paths, draws, as_json, report, force)
    elif draws is not None or as_json or report is not None or force:
        raise click.UsageError("--draws, --json, --report and --force belong to --lab.")
    else:
        _compare(paths)


def _compare(paths: tuple[str, ...]) -> None:
    from ..problems.report import check_problems

    report = check_problems(paths)
    for line in report.lines:
        click.echo(line)
    for line in report.complaints:
        click.echo(line, err=True)
    click.echo(report.summary)
    if report.complaints:
        raise SystemExit(1)


def _examine(paths: tuple[str, ...], draws: int | None, as_json: bool, report: Path | None, force: bool) -> None:
    import json

    from ..documents.lab_page import free, write_page
    from ..problems.lab import DRAWS, as_data, examine_files, in_lines, in_sum
    from .progress import Bar

    if report is not None:
        free(report, force=force)
    with Bar("problems examined") as bar:
        found = examine_files(paths, draws=draws or DRAWS, progress=bar.show)
    for line in found.complaints:
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps([as_data(one) for one in found.findings], indent=1, ensure_ascii=False))
    else:
        for one in found.findings:
            click.echo("\n".join(in_lines(one)))
        for one in found.findings if len(found.findings) > 1 else ():
            click.echo(in_sum(one))
    if report is not None:
        write_page(found.findings, report)
        click.echo(f"Wrote {report}", err=as_json)
    if not found.all_fair:
        raise SystemExit(1)
