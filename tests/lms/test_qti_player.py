"""QTI 3.0 items in a player that others wrote: @citolab/qti-components, in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from gradsheet.lms.course import Course
from gradsheet.lms.qti.versions import QTI30
from gradsheet.lms.qti.write import writer
from gradsheet.lms.question import Question, questions
from gradsheet.lms.readers.archive import unpacked
from lms.drawn import bank, some
from lms.mistaken import mistaken
from lms.probes import probes

PLAYER = "@citolab/qti-components@7.27.4"
THIRD_DECIMAL = 6e-4
"""The player rounds a score to three decimals."""
SITE = "https://package.invalid/"
LOAD = """async file => {
    const player = document.createElement('qti-item'), place = document.createElement('item-container');
    place.setAttribute('item-url', file);
    player.append(place);
    document.body.replaceChildren(player);
    for (let tries = 0; tries < 200; tries++) {
        const item = place.shadowRoot?.querySelector('qti-assessment-item');
        if (item?.getOutcome?.('SCORE')) { window.item = item; await item.updateComplete; return true; }
        await new Promise(done => setTimeout(done, 25));
    }
    return false;
}"""
SCORE = """probes => probes.map(([name, typed]) => {
    item.resetResponses();
    item.updateResponseVariable(name, typed);
    item.processResponse(false, false);
    return Number(item.getOutcome('SCORE').value);
})"""

SAID = """asked => asked.map(([label, typed]) => {
    item.resetResponses();
    item.updateResponseVariable(`RESPONSE_${label}`, typed);
    item.processResponse(false, false);
    return item.getOutcome(`FEEDBACK_${label}`)?.value;
})"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The player as one script, from npm."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    place = tmp_path_factory.mktemp("player")
    try:
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(place), PLAYER], check=True, timeout=120, cwd=place
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("npm could not fetch the player")
    return (place / "node_modules/@citolab/qti-components/cdn/index.global.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    ((name, content),) = writer(QTI30)(chosen(), Course(title="Homework")).files
    return unpacked(name, content)


@pytest.fixture(scope="module")
def page(browser: Any, script: str, package: dict[str, bytes]) -> Iterator[Any]:
    """A page with the player, served from the package and from nowhere else."""
    kinds = {"svg": "image/svg+xml", "xml": "application/xml"}

    def serve(route: Any) -> None:
        file = route.request.url.removeprefix(SITE)
        if file in package:
            route.fulfill(body=package[file], content_type=kinds[file.rpartition(".")[2]])
        else:
            route.fulfill(body="<!doctype html><body></body>", content_type="text/html")

    opened = browser.new_page()
    opened.route("**/*", serve)
    opened.goto(f"{SITE}items/")
    opened.evaluate("console.log = () => {}")
    opened.add_script_tag(content=script)
    yield opened
    opened.close()


@cache
def chosen() -> list[Question]:
    """All of the bank, 10,048 answers, agreed when this was written; the player takes minutes for that."""
    return some(questions([bank()]))


def test_answers_earn_in_the_player_what_they_earn_here(page):
    for question in chosen():
        assert page.evaluate(LOAD, f"{SITE}items/{question.code}.xml"), question.problem.name
        last = len(question.parts) - 1
        looked_at = {0, last // 2, last}
        asked = [
            (question.parts[place], typed, share) for place, typed, share in probes(question) if place in looked_at
        ]
        scores = page.evaluate(
            SCORE, [[f"RESPONSE_{part.blank.label}", _sent(part, typed)] for part, typed, _ in asked]
        )
        for (part, typed, share), score in zip(asked, scores, strict=True):
            earned = share * float(part.blank.points)
            assert score == pytest.approx(earned, abs=THIRD_DECIMAL), (question.problem.name, part, typed)


def test_what_is_typed_into_the_fields_is_marked_and_the_solution_shown(page):
    question = next(one for one in chosen() if all(not part.blank.options for part in one.parts))
    assert page.evaluate(LOAD, f"{SITE}items/{question.code}.xml")
    for field, part in zip(page.locator("qti-text-entry-interaction input").all(), question.parts, strict=True):
        field.fill(part.key)
    page.keyboard.press("Tab")  # what is typed counts when its field is left
    page.evaluate("item.processResponse(false, false)")
    score = float(page.evaluate("item.getOutcome('SCORE').value"))
    assert score == pytest.approx(float(question.lowered.points), abs=THIRD_DECIMAL * len(question.parts))
    assert page.get_by_text(question.code).count() == 2


def test_who_holds_a_misconception_is_told_its_name_by_the_player(page, package):
    question = next(one for one in chosen() if all(not part.blank.options for part in one.parts))
    file = f"items/{question.code}.xml"
    told = dict(re.findall(r'identifier="(WRONG_\w+)" [^>]*>(.*?)</qti-modal-feedback>', package[file].decode()))
    (alone,) = [replace(bank(), items=(item,)) for item in bank().items if item is question.item]
    asked = [(blank.label, text, title) for _, blank, text, title in mistaken([alone])]
    assert page.evaluate(LOAD, f"{SITE}{file}")
    said = page.evaluate(SAID, [[label, text] for label, text, _ in asked])
    assert len(asked) > 10
    for (label, text, title), name in zip(asked, said, strict=True):
        assert title.split("$")[0].strip() in told[name], (label, text)
    keys = [[part.blank.label, part.key] for part in question.parts]
    assert not any(page.evaluate(SAID, keys))


def _sent(part, typed: str) -> str:
    """What a browser sends for a chosen option: its identifier."""
    numbers = [option.number for option in part.blank.options]
    return "ABCDEFGHIJ"[numbers.index(typed)] if numbers else typed
