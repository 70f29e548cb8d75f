"""Findings as plain data, for --json: names of quantities as in files, keys as in `Findings`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from ...formula import Symbol, name
from .findings import Findings


def as_data(findings: Findings) -> dict[str, Any]:
    """Everything but the times is the same on every run; infinite numbers are null."""
    verdict = {"problem": findings.problem, "verdict": findings.verdict.value}
    data: dict[str, Any] = _plain(findings)
    data["survival"]["draws_per_variant"] = _plain(findings.survival.per_variant)
    data["survival"]["draws_per_variant_after_structure"] = _plain(findings.survival.after_structure)
    return verdict | data


def _plain(value: Any) -> Any:
    match value:
        case Symbol():
            return name(value)
        case tuple():
            return [_plain(one) for one in value]
        case float():
            return value if isfinite(value) else None
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
