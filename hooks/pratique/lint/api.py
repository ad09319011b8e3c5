"""Everything that a rule needs; rules import this module and LibCST, nothing else of pratique."""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.lint import command_lines
from pratique.lint.declare import (
    AddImport,
    AppendArgument,
    Change,
    Checks,
    InsertBefore,
    Needle,
    RemoveArgument,
    RenameImport,
    Repair,
    Replace,
    Report,
)
from pratique.lint.flow_view import Flow
from pratique.lint.resolve import UNKNOWN, Constant, Names
from pratique.lint.spelling import Spelling, spell
from pratique.lint.sql_repair import bound as bound_parameters
from pratique.lint.strings import Part, string_parts
from pratique.lint.views import Argument, Assignment, Call, File, Value, View
from pratique.lint.words import Kept, Nearby, kept_as, nearby_words, words_of

__all__ = [
    "UNKNOWN",
    "AddImport",
    "AppendArgument",
    "Argument",
    "Assignment",
    "Bad",
    "Call",
    "Change",
    "Checks",
    "Confidence",
    "Constant",
    "File",
    "Flow",
    "Good",
    "InsertBefore",
    "Kept",
    "Names",
    "Nearby",
    "Needle",
    "Part",
    "RemoveArgument",
    "RenameImport",
    "Repair",
    "Replace",
    "Report",
    "Rule",
    "Severity",
    "Spelling",
    "Value",
    "View",
    "bound_parameters",
    "command_lines",
    "kept_as",
    "nearby_words",
    "spell",
    "string_parts",
    "words_of",
]
