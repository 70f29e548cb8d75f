"""What a TeX must have for our templates, and where it is to be had."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

DEBIAN = "texlive-latex-base texlive-pictures lmodern"
NEEDED = {
    "amsmath.sty": ("texlive-latex-base", "amsmath"),
    "glyphtounicode.tex": ("texlive-base", "pdftex"),
    "lmodern.sty": ("lmodern", "lm"),
}
"""Files that the templates read, and who has them: a package of Debian, and one of TeX Live and MiKTeX."""
OTHERWISE = "--engine typst needs nothing installed"


def available() -> bool:
    """Whether pdflatex and the packages that the templates use are installed."""
    return missing() == ""


@cache
def missing() -> str:
    """What a working LaTeX lacks here, where it is to be had, and how to do without; nothing where all is there."""
    if shutil.which("pdflatex") is None or shutil.which("kpsewhich") is None:
        return f"no working LaTeX here (on Debian: apt install {DEBIAN}); {OTHERWISE}"
    try:
        found = subprocess.run(["kpsewhich", *NEEDED], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return f"no working LaTeX here, for kpsewhich cannot be run; {OTHERWISE}"
    here = {Path(line).name for line in found.stdout.splitlines()}
    away = {file: packages for file, packages in NEEDED.items() if file not in here}
    if not away:
        return ""
    debian, others = (" ".join(sorted(set(names))) for names in zip(*away.values(), strict=True))
    return (
        f"LaTeX here lacks {', '.join(away)} (on Debian: apt install {debian}; in TeX Live: tlmgr install {others}; in "
        f"MiKTeX: miktex packages install {others}); {OTHERWISE}"
    )


def where(file: str) -> str:
    """How to find the package of a file that a template of the teacher's own asks for."""
    return (
        f"which package has it: apt-file search {file} on Debian, tlmgr search --global --file {file} in TeX Live, the "
        f"console in MiKTeX; the shipped templates need {DEBIAN} only, and {OTHERWISE}"
    )
