"""A student at a screen: clicks, types and tabs through a form in the engine of Chrome's PDF viewer."""

from __future__ import annotations

from io import BytesIO
from types import TracebackType

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

TAB = 9


class Screen:
    """An open form; `scale` are the pixels of a point in its pictures."""

    scale = 2

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pypdfium2.PdfDocument(pdf)
        self._pdf.init_forms()
        self._form = self._pdf.formenv
        self._pages = list(self._pdf)
        self.page = 0

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for page in self._pages:
            page.close()
        self._pdf.close()

    def click(self, page: int, x: float, y: float) -> None:
        self.page = page
        for mouse in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            mouse(self._form, self._pages[page], 0, x, y)

    def type(self, text: str) -> None:
        for character in text:
            pdfium.FORM_OnChar(self._form, self._pages[self.page], ord(character), 0)

    def tab(self) -> None:
        pdfium.FORM_OnKeyDown(self._form, self._pages[self.page], TAB, 0)
        pdfium.FORM_OnChar(self._form, self._pages[self.page], TAB, 0)

    def saved(self) -> bytes:
        pdfium.FORM_ForceToKillFocus(self._form)
        out = BytesIO()
        self._pdf.save(out)
        return out.getvalue()

    def picture(self, page: int) -> Image.Image:
        pdfium.FORM_ForceToKillFocus(self._form)
        return self._pages[page].render(scale=self.scale).to_pil().convert("L")
