"""Floor 5: students x problems: seeds, codes, the record, and the folder on disk."""

from .assignment import Assignment, Credit, Entry
from .folder import Folder, file_name, find_folder, write_whole
from .hand_out import HandOut, hand_out
from .load import load_assignment
from .rebuilt import handed_out
from .record import read_record
from .roster import Roster, read_roster
from .seeds import exercise_code, read_exercise_code, read_sheet_code
from .sheet import Blank, Item, Sheet, Student
from .start import add_problem, start_assignment
from .table import Table, guarded, read_table, to_csv
from .variants import Variants, drawn_variants

__all__ = [
    "Assignment",
    "Blank",
    "Credit",
    "Entry",
    "Folder",
    "HandOut",
    "Item",
    "Roster",
    "Sheet",
    "Student",
    "Table",
    "Variants",
    "add_problem",
    "drawn_variants",
    "exercise_code",
    "file_name",
    "find_folder",
    "guarded",
    "hand_out",
    "handed_out",
    "load_assignment",
    "read_exercise_code",
    "read_record",
    "read_roster",
    "read_sheet_code",
    "read_table",
    "start_assignment",
    "to_csv",
    "write_whole",
]
