"""Floor 8: what machines read. Every exporter lowers sheets to a package; only `export` writes to disk."""

from .export import DEFAULT_VARIANTS, Exported, export, one_per_student, packaged
from .package import Package
from .targets import TARGETS, listed
from .verify import verify

__all__ = [
    "DEFAULT_VARIANTS",
    "TARGETS",
    "Exported",
    "Package",
    "export",
    "listed",
    "one_per_student",
    "packaged",
    "verify",
]
