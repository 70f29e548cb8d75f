"""The formats of files in which answers come: each is one module with a `read`, and one row of `formats.FORMATS`."""

from .formats import read_file
from .found import Found, Settings

__all__ = ["Found", "Settings", "read_file"]
