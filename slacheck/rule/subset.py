"""Which part of CEL the rule language is: what it leaves out and why, and where it differs.

Source: https://github.com/google/cel-spec, doc/langdef.md.
"""

from __future__ import annotations

LEFT_OUT = {
    "unsigned integers": "whole numbers have a sign and 64 bits: write `1`, not `1u`",
    "bytes": 'a contract holds texts: write "...", not b"..."',
    "messages": "rules read a contract and build no protocol buffers",
    "optional values": "ask `has(a.b)` first; what a contract does not state is unknown",
    "timestamps": 'a contract counts in days: write `date("2027-01-12")`',
    "durations in Go notation": 'write ISO 8601: `duration("P90D")`, `duration("PT72H")`',
    "regular expressions": "their time has no bound: use `startsWith`, `endsWith`, `contains` or `in`",
    "types as values": "types are checked before a rule runs: there is nothing to ask",
    "conversions to truth values": 'compare instead: `x == "true"`',
    "names with a leading dot": "there are no containers: write the name alone",
}

LEFT_OUT_FUNCTIONS = {
    "uint": "unsigned integers",
    "bytes": "bytes",
    "timestamp": "timestamps",
    "matches": "regular expressions",
    "type": "types as values",
    "bool": "conversions to truth values",
    **dict.fromkeys(
        (
            "getDate",
            "getDayOfMonth",
            "getDayOfWeek",
            "getDayOfYear",
            "getFullYear",
            "getHours",
            "getMilliseconds",
            "getMinutes",
            "getMonth",
            "getSeconds",
        ),
        "timestamps",
    ),
    **dict.fromkeys(("optMap", "optFlatMap", "orValue", "hasValue", "optional"), "optional values"),
}

TYPE_NAMES = frozenset(
    {"bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint"}
)

DIFFERENCES = {
    "numbers": "a number with a point is an exact decimal of 50 digits: `0.1 + 0.2 == 0.3` holds; there "
    "is no infinity, no NaN, no negative zero; dividing by zero is an error",
    "quantities": "durations, dates, amounts of money and percentages are additions; a month against "
    "thirty days, or one currency against another, compares as unknown",
    "silence": "a field that a contract does not state is unknown, not a default",
    "types": "what CEL leaves to the run (`dyn`, mixed lists, null) is refused when the rule is loaded",
    "texts of numbers": '`string(1.50)` is "1.5", never with an exponent',
    "bounds": "10,000 characters, 100 levels of nesting, 4 macros inside one another, 1,000,000 macro steps, "
    "100,000 characters or elements in a value that a rule builds",
}
