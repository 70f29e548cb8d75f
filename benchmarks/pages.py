"""How many lines and headings of the whole bank do not fit their page, in all languages, sizes of print and engines.

A page before the last that ends in its upper half is a misfit too.

python benchmarks/pages.py [EVERY [LANGUAGE...]]     every how-manieth problem of the bank, 1 unless told

TeX says itself what is overfull; pages of both engines are read by pdfium, which sees where letters and lines lie.
Chinese needs Noto Sans CJK, for which it looks where Debian has it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.documents.fit import ends, misfits
from tests.documents.handed import drawn

from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import Heading, typeset
from gradsheet.documents.font import read_fonts
from gradsheet.documents.paper import PAPERS
from gradsheet.documents.templates import chunk_of
from gradsheet.documents.typeset import source
from gradsheet.errors import EngineError
from gradsheet.languages import LANGUAGES, sentences
from gradsheet.problems import bank_names, find_problem

CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
NORMAL = Student(id="s1", name="Ada Lovelace")
LARGE = replace(NORMAL, layout="large")
KINDS = {"sheet": (NORMAL, False), "large sheet": (LARGE, False), "key": (NORMAL, True)}


def main(every: int, languages: list[str]) -> None:
    sheets = [drawn([find_problem(name)], NORMAL) for name in bank_names()[::every]]
    print(f"{len(sheets)} problems", flush=True)
    for code in languages:
        fonts = read_fonts([CJK], code) if code == "zh" and CJK.is_file() else ()
        heading = Heading(title="Homework 3: backpropagation", course="CS 4710", language=code, fonts=fonts)
        for kind, (student, worked) in KINDS.items():
            sheets = [replace(sheet, student=student) for sheet in sheets]
            for engine in ("latex", "typst"):
                start, found = perf_counter(), []
                try:
                    for sheet, pdf in typeset(sheets, heading, engine=engine, worked=worked, fillable=not worked):
                        name = sheet.items[0].exercise.problem.name
                        found += [f"{name}: {one}" for one in misfits(pdf, PAPERS["a4"], sentences(code))]
                        found += [f"{name}: a page ends at {end:.0%}" for end in ends(pdf)[:-1] if end < 0.5]
                except EngineError as error:
                    if code != "zh":
                        found.append(str(error))
                    else:
                        continue
                if engine == "latex":
                    found += overfull(sheets, heading, worked)
                print(f"{code} {kind} {engine}: {len(found)} misfits, {perf_counter() - start:.1f} s", flush=True)
                for one in found[:40]:
                    print(f"    {one}", flush=True)


def overfull(sheets: list[Sheet], heading: Heading, worked: bool) -> Iterator[str]:
    """TeX's own complaints, with the number of the sheet that it was at."""
    for start in range(0, len(sheets), 30):
        chunk = sheets[start : start + 30]
        bodies = [source(sheet, heading, engine="latex", worked=worked) for sheet in chunk]
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "all.tex").write_text(chunk_of(bodies, "latex"), encoding="utf-8")
            command = ["pdflatex", "-interaction=nonstopmode", "all.tex"]
            subprocess.run(command, cwd=folder, capture_output=True, check=False)
            log = (Path(folder) / "all.log").read_text(encoding="latin-1")
        sheet = 0
        for line in log.splitlines():
            sheet += line.startswith("sheet pages:")
            if line.startswith("Overfull") or "Missing character" in line:
                yield f"{chunk[min(sheet, len(chunk) - 1)].items[0].exercise.problem.name}: {line}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1, sys.argv[2:] or list(LANGUAGES))
