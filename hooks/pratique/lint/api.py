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
from pratique.lint.statement_views import Assertion, Class, Comparison, Function, Handler, Import, Text
from pratique.lint.strings import Part, string_parts
from pratique.lint.triggers import (
    Triggers,
    assertions,
    assignments,
    calls,
    classes,
    comparisons,
    decorated,
    functions,
    handlers,
    imports,
    keywords,
    mentions,
    texts,
)
from pratique.lint.views import Argument, Assignment, Call, File, Value, View
from pratique.lint.words import Kept, Nearby, kept_as, nearby_words, words_of

__all__ = [
    "UNKNOWN",
    "AddImport",
    "AppendArgument",
    "Argument",
    "Assertion",
    "Assignment",
    "Bad",
    "Call",
    "Change",
    "Checks",
    "Class",
    "Comparison",
    "Confidence",
    "Constant",
    "File",
    "Flow",
    "Function",
    "Good",
    "Handler",
    "Import",
    "InsertBefore",
    "Kept",
    "Names",
    "Nearby",
    "Part",
    "RemoveArgument",
    "RenameImport",
    "Repair",
    "Replace",
    "Report",
    "Rule",
    "Severity",
    "Spelling",
    "Text",
    "Triggers",
    "Value",
    "View",
    "assertions",
    "assignments",
    "bound_parameters",
    "calls",
    "classes",
    "command_lines",
    "comparisons",
    "decorated",
    "functions",
    "handlers",
    "imports",
    "kept_as",
    "keywords",
    "mentions",
    "nearby_words",
    "spell",
    "string_parts",
    "texts",
    "words_of",
]
