"""Makes the pictures of README and docs: python docs/pictures.py (with what the tests need, and a TeX).

Pages stand side by side in sixteen shades of grey, so that a picture stays small.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2

from gradsheet.assignments.exam import Exam
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.start import start_assignment
from gradsheet.assignments.table import to_csv
from gradsheet.documents import typeset
from gradsheet.documents.heading import heading_of

HERE = Path(__file__).resolve().parent
LECTURE = '{ use = "lecture/relu-sigmoid-bce", points = 15 }'
EXAM = '{ use = "no-calculator/rnn-step", points = 12 }, { use = "no-calculator/softmax-two-classes", points = 8 }'
MANY = (
    '{ use = "recurrent/lstm-through-time" }, { use = "batches/tanh-2-3-2-momentum" }, '
    '{ use = "convolution/relu-max-pool-update" }, { use = "perceptron/from-zero-two-epochs" }'
)
CLASS = [("s001", "Amara Example", "A1"), ("s002", "Bjørn Placeholder", "A2"), ("s003", "Chloé Sample", "B1")]
Picture = np.ndarray


def made(title: str, problems: str, *, exam: Exam | None = None, engine: str = "latex") -> tuple[bytes, bytes]:
    """The sheet and the key of the second student, by a secret that is always the same."""
    with tempfile.TemporaryDirectory() as place:
        folder = start_assignment(Path(place) / "exam", engine=engine)
        variants = "variants = 4\n" if exam is not None else ""
        head = f'title = "{title}"\ncourse = "CS 4710, autumn 2026"\nengine = "{engine}"\n'
        folder.assignment.write_text(f"{head}{variants}problems = [{problems}]\n", encoding="utf-8")
        folder.roster.write_text(to_csv(("id", "name", "seat"), CLASS), encoding="utf-8")
        folder.secret.write_text(f"{'0123456789abcdef' * 4}\n", encoding="utf-8")
        handed = hand_out(folder)
        heading = heading_of(handed.assignment, folder.root)
    heading = replace(heading, exam=exam)
    ((_, sheet),) = typeset([handed.sheets[1]], heading, engine=engine, worked=False)
    ((_, key),) = typeset([handed.sheets[1]], heading, engine=engine, worked=True)
    return sheet, key


def page(document: bytes, number: int, dpi: float) -> Picture:
    """A page in grey, as numbers from 0 to 15, with a thin frame."""
    with pypdfium2.PdfDocument(document) as opened:
        grey = opened[number].render(scale=dpi / 72, grayscale=True).to_numpy()
    shades = np.round(grey.reshape(grey.shape[:2]) / 17).astype(np.uint8)
    shades[[0, -1], :] = shades[:, [0, -1]] = 11
    return shades


def save(name: str, pages: list[Picture]) -> None:
    height = max(one.shape[0] for one in pages)
    wide = [np.pad(one, ((0, height - one.shape[0]), (0, 10)), constant_values=15) for one in pages]
    whole = np.hstack(wide)[:, :-10]
    whole = np.pad(whole, ((0, 0), (0, whole.shape[1] % 2)), constant_values=15)
    rows = (whole[:, ::2] << 4) | whole[:, 1::2]
    data = b"".join(b"\x00" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", whole.shape[1], whole.shape[0], 4, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    print(f"docs/{name}: {whole.shape[1]} x {whole.shape[0]}, {(HERE / name).stat().st_size // 1000} kB")


def main() -> None:
    sheet, key = made("Homework 3: backpropagation by hand", LECTURE)
    save("sheet-and-key.png", [page(sheet, 0, 100), page(key, 0, 100)])
    sheet, _ = made("Midterm: networks by hand", EXAM, exam=Exam(minutes=60, date="25 January 2027, 9:00"))
    save("exam.png", [page(sheet, number, 90) for number in (0, 1, 3)])
    sheet, _ = made("Homework 9: more than dense layers", MANY, engine="typst")
    chosen = [number for number, text in enumerate(_texts(sheet)) if "Exercise" in text]
    save("pages.png", [page(sheet, number, 80) for number in chosen[:4]])


def _texts(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as opened:
        return [one.get_textpage().get_text_range() for one in opened]


if __name__ == "__main__":
    main()
