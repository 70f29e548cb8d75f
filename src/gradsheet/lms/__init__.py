"""Floor 8: what machines read. Every exporter lowers sheets to a package; only `export` writes to disk."""

from .export import DEFAULT_VARIANTS, TARGETS, Exported, export, packaged
from .package import Package

__all__ = ["DEFAULT_VARIANTS", "TARGETS", "Exported", "Package", "export", "packaged"]
