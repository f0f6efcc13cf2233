"""slacheck proves what an outsourcing contract holds, and what it sells that it should hold.

    bytes -source-> Node -contract-> Contract -offer-> Offer -rule-> Verdict -audit-> Report -report-> text

A folder is a stage with its own types; imports point down only:

    0  truth, quantity, errors, suggest,  three-valued logic; exact money, durations, percentages; the language
       tongue                             of a reader
    1  source/      YAML bytes to a positioned tree
    2  contract/    the contract language and its taxonomy of clauses
    3  offer/       the purchases that a contract allows; what each holds and costs
    4  rule/        the rule language, and the packs written in it
    5  audit/       from rules and contracts to findings; `audit()` is what every face calls
    6  report/      renderers, one file a format
    8  face/        the command line; the only floor that meets disk, clock and terminal
"""

from __future__ import annotations

__version__ = "0.1.0"
