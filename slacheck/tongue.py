"""The language of a reader: interface strings from the catalogues; dates, money and percentages as they write them.

    tongue = speak("fr")
    tongue("Supplier")                                    Fournisseur
    tongue("{sum} over {months} months", sum=..., months=36)
    tongue.many("{number} gap", "{number} gaps", 3)       3 lacunes
    tongue.day(date(2026, 11, 25))                        25 novembre 2026
    tongue.amount(Amount(Money(...), "user/month"))       1 234,56 EUR / utilisateur / mois

A text is written in English where it is used; `locale/fr.po` gives what stands for it, and a text that no catalogue has
stays English. A sentence that is made on a floor without a reader is `worded(...)`: an English text that remembers how
it was made, so that whoever knows the reader can say it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, Final, Protocol

from slacheck.quantity import Money, Percent
from slacheck.quantity.amount import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from gettext import GNUTranslations

ENGLISH: Final = "en"
LANGUAGES: Final = ("en", "fr", "nl", "de")
"""English, and those that have a catalogue."""


class Priced(Protocol):
    """Money for each unit, such as `slacheck.offer.cost.Amount`."""

    @property
    def money(self) -> Money:
        """How much."""

    @property
    def per(self) -> str:
        """For what: `user/month`, `once`."""


class Worded(str):
    """An English sentence that remembers its parts; equal to a plain text with the same words."""

    __slots__ = ("names", "template")

    template: str
    names: dict[str, Any]

    def __reduce__(self) -> tuple[Any, ...]:
        return _reworded, (self.template, self.names)


def worded(template: str, /, **names: object) -> Worded:
    """A sentence, marked for the catalogues; a part may be a worded sentence, money, a date or a percentage."""
    return _reworded(template, names)


def _reworded(template: str, names: dict[str, Any]) -> Worded:
    made = Worded(template.format(**names) if names else template)
    made.template, made.names = template, names
    return made


def joined(separator: str, parts: Iterable[object]) -> Worded:
    """Sentences in a row; a separator that is worded, such as `worded(" and ")`, is said again, too."""
    made: dict[str, Any] = {}
    for number, part in enumerate(parts):
        made[f"part_{number}"] = part
    template = "{between}".join(f"{{{name}}}" for name in made)
    return _reworded(template, {"between": separator, **made})


AND: Final = worded(" and ")


class _Format:
    """How a language writes numbers; `tests/test_tongue.py` holds it against the data of Unicode's CLDR."""

    def __init__(self, point: str, group: str, before_percent: str, day: str, months: str) -> None:
        self.point = point
        self.group = group
        self.before_percent = before_percent
        self.day = day
        self.months = months.split()


_NARROW, _FIXED = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_FORMATS: Final = {
    "fr": _Format(
        ",", _NARROW, _FIXED, "{day} {month} {year}",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "nl": _Format(
        ",", ".", "", "{day} {month} {year}",
        "januari februari maart april mei juni juli augustus september oktober november december",
    ),
    "de": _Format(
        ",", ".", _FIXED, "{day}. {month} {year}",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ),
}  # fmt: skip
_UNITS: Final[dict[str, Worded]] = {
    str(text): text
    for text in (
        worded("month"), worded("quarter"), worded("year"), worded("once"), worded("user"), worded("unit"),
        worded("minute"), worded("hour"), worded("day"), worded("call"), worded("incident"), worded("request"),
        worded("page"), worded("use"),
    )
}  # fmt: skip
"""What a price is paid for each."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language; English is written as it stands, from no catalogue."""

    language: str
    _catalogue: GNUTranslations | None = field(default=None, repr=False, compare=False)
    _format: _Format | None = field(default=None, repr=False, compare=False)

    def __call__(self, text: str, /, **names: object) -> str:
        """What stands for an English text, its `{names}` filled in; a worded sentence is said again."""
        if self._catalogue is None:
            return text.format(**self._shown(names)) if names else str(text)
        if isinstance(text, Worded):
            names, text = {**text.names, **names}, text.template
        found = self._catalogue.gettext(text) if text else ""
        return found.format(**self._shown(names)) if names else found

    def many(self, one: str, many: str, number: int, /, **names: object) -> str:
        """The form that a number asks for; `{number}` in it is the number."""
        if self._catalogue is None:
            found = one if number == 1 else many
        else:
            found = self._catalogue.ngettext(one, many, number)
        return found.format(number=self.number(number), **self._shown(names))

    def _shown(self, names: dict[str, Any]) -> dict[str, Any]:
        return {name: self.value(value) for name, value in names.items()}

    def value(self, value: object) -> object:
        """A date, money, a percentage, a decimal or a worded sentence as the reader writes it; others as they are."""
        match value:
            case Worded():
                return self(value)
            case Money():
                return self.money(value)
            case Percent():
                return self.percent(value)
            case date():
                return self.day(value)
            case Decimal() if self._format is not None:
                return self._written(f"{value:f}")
            case _:
                return value

    def number(self, value: Decimal | int) -> str:
        """A number without zeros at its end: `1234.5`, `1 234,5`."""
        return self._written(decimal_text(Decimal(value)))

    def _written(self, text: str) -> str:
        """The digits of a number as the language groups and parts them; English groups none."""
        if self._format is None:
            return text
        sign = "-" if text.startswith("-") else ""
        whole, point, rest = text.removeprefix("-").partition(".")
        grouped = f"{int(whole):,}".replace(",", self._format.group) if whole.isdigit() else whole
        return sign + grouped + (self._format.point if point else "") + rest

    def money(self, money: Money) -> str:
        """An amount with its currency: `1234.50 EUR`, `1 234,50 EUR`."""
        space = " " if self._format is None else _FIXED
        return f"{self._written(money.amount_text())}{space}{money.currency}"

    def amount(self, amount: Priced) -> str:
        """An amount and what it is paid for each: `4.00 EUR / user / month`, `50.00 EUR once`."""
        units = (f"{'' if part == 'once' else '/ '}{self.unit(part)}" for part in amount.per.split("/"))
        return " ".join([self.money(amount.money), *units])

    def unit(self, name: str) -> str:
        """What a price is paid for: `month`, `mois`."""
        known = _UNITS.get(name)
        return name if known is None else self(known)

    def percent(self, percent: Percent) -> str:
        """A share: `99.9 %`, `99,9 %`, in Dutch `99,9%`."""
        space = " " if self._format is None else self._format.before_percent
        return f"{self._written(decimal_text(percent.points))}{space}%"

    def day(self, day: date) -> str:
        """A day: `2026-11-25` in English, `25 novembre 2026`."""
        if self._format is None:
            return day.isoformat()
        month = self._format.months[day.month - 1]
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return self._format.day.format(day=number, month=month, year=day.year)


@cache
def speak(language: str) -> Tongue:
    """The tongue of a language; English for one that has no catalogue."""
    if language not in _FORMATS:
        return Tongue(ENGLISH)
    from gettext import GNUTranslations

    return Tongue(language, GNUTranslations(_Shipped(f"locale/{language}.mo")), _FORMATS[language])


class _Shipped:
    """A file of this package, for a reader that wants one it can read."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self) -> bytes:
        data = get_data("slacheck", self.name)
        assert data is not None, self.name
        return data
