"""`slacheck calendar`: the dates that follow from the terms, and what is open."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import jsonschema
import pytest

from slacheck.audit.calendar import after, agenda, before
from slacheck.face.cli import main
from slacheck.face.commands.schema import schema
from slacheck.quantity import Duration
from tests.catalogue import FOREIGN, english_in, plain
from tests.oracle.ground import contract, reading, taxonomy

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 25)
TERM = {"start": "2026-01-01", "initial": "P3Y"}
RENEWS = {"automatic": True, "period": "P1Y", "notice": "P3M", "reminder": "P4M"}


def days(until: date | None = None, **sections: object) -> list[str]:
    """The dates of a contract, each with what falls on it."""
    found = agenda(reading(contract(**sections)), taxonomy(), TODAY, until)
    return [f"{event.day} {event.what.value}" for event in found.events]


def asked(**sections: object) -> list[str]:
    found = agenda(reading(contract(**sections)), taxonomy(), TODAY)
    return [one.unset.value for one in found.open]


class TestTerm:
    def test_three_years_end_on_the_day_before(self) -> None:
        """A term from 1 January 2026 on has its last day on 31 December 2028, and nothing renews it."""
        assert days(term={**TERM, "renewal": {"automatic": False}}) == ["2028-12-31 end"]

    def test_notice_arrives_while_the_whole_of_it_is_left(self) -> None:
        """Three months before a renewal on 1 January are over on 30 September; the reminder comes a month before."""
        found = days(date(2029, 6, 1), term={**TERM, "renewal": RENEWS})
        assert found == ["2028-08-31 reminder", "2028-09-30 notice", "2028-12-31 end", "2029-01-01 renewal"]

    def test_renewals_are_listed_up_to_a_day(self) -> None:
        """Each of them counts from the first, so that no error adds up."""
        found = days(date(2031, 1, 1), term={**TERM, "renewal": {"automatic": True, "period": "P1Y"}})
        assert [day for day in found if day.endswith("renewal")] == [
            "2029-01-01 renewal",
            "2030-01-01 renewal",
            "2031-01-01 renewal",
        ]

    def test_the_first_renewal_is_listed_however_far_it_is(self) -> None:
        found = days(date(2027, 1, 1), term={**TERM, "renewal": {"automatic": True, "period": "P1Y"}})
        assert "2029-01-01 renewal" in found

    def test_a_stated_end_prevails(self) -> None:
        term = {**TERM, "end": "2027-06-30", "renewal": {"automatic": False}}
        assert days(term=term) == ["2027-06-30 end"]

    def test_what_is_past_is_not_listed(self) -> None:
        assert days(term={"end": "2026-11-24", "renewal": {"automatic": False}}) == []


class TestOpen:
    def test_no_term_no_end(self) -> None:
        assert asked() == ["end"]

    def test_silence_on_renewal_is_a_question(self) -> None:
        """Whether the contract renews itself is neither assumed nor denied."""
        assert asked(term=TERM) == ["automatic"]
        assert asked(term={**TERM, "renewal": {"period": "P1Y"}}) == ["automatic"]

    def test_a_renewal_without_period_or_notice(self) -> None:
        assert asked(term={**TERM, "renewal": {"automatic": True}}) == ["period", "notice"]


class TestArithmetic:
    @pytest.mark.parametrize(
        ("day", "time", "then"),
        [
            ("2026-01-31", "P1M", "2026-02-28"),
            ("2027-10-31", "P4M", "2028-02-29"),
            ("2026-01-01", "P90D", "2026-04-01"),
            ("2026-01-01", "PT36H", "2026-01-03"),
        ],
    )
    def test_months_are_clipped_and_parts_of_days_are_days(self, day: str, time: str, then: str) -> None:
        assert after(date.fromisoformat(day), Duration.parse(time)) == date.fromisoformat(then)

    def test_back_from_the_end_of_a_month(self) -> None:
        assert before(date(2026, 5, 31), Duration.parse("P3M")) == date(2026, 2, 28)


class TestForms:
    def test_json_keeps_to_its_schema(self, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The calendar of all samples, validated."""
        assert (
            main(["calendar", str(checkout / "contracts"), "--today", "2026-11-25", "--format", "json"]) == 0
        )
        found = json.loads(capsys.readouterr().out)
        jsonschema.validate(found, schema("calendar"))
        assert len(found["contracts"]) == 11

    def test_ics_reads_back(self, checkout: Path, tmp_path: Path) -> None:
        """Another reading of the file finds the notice as an event of a whole day, with an alarm."""
        from icalendar import Calendar

        target = tmp_path / "dates.ics"
        sample = str(checkout / "contracts" / "payroll" / "agreed.yaml")
        words = ["calendar", sample, "--today", "2026-11-25", "--format", "ics", "-o", str(target)]
        assert main(words) == 0
        first = target.read_bytes()
        assert main(words) == 0
        assert target.read_bytes() == first
        events = Calendar.from_ical(first).walk("VEVENT")
        notices = [event for event in events if "last day for a notice" in event["SUMMARY"]]
        assert notices[0].decoded("DTSTART") == date(2028, 9, 30)
        assert notices[0].walk("VALARM")

    def test_a_hostile_title_is_one_property(self, tmp_path: Path) -> None:
        """A line break in a title adds no line of its own to the calendar."""
        from icalendar import Calendar

        path, target = tmp_path / "c.yaml", tmp_path / "c.ics"
        path.write_text(
            "apiVersion: slacheck/v1\nkind: Contract\n"
            'metadata: {id: c, title: "a\\r\\nBEGIN:VALARM\\r\\n;,\\u202e", status: draft}\n'
            "parties: {customer: {name: A}, supplier: {name: B}}\nservice: {description: x}\n"
            "term: {start: 2027-01-01, initial: P1Y}\n",
            encoding="utf-8",
        )
        assert (
            main(["calendar", str(path), "--today", "2026-11-25", "--format", "ics", "-o", str(target)]) == 0
        )
        assert not Calendar.from_ical(target.read_bytes()).walk("VALARM")

    def test_an_unreadable_contract_does_not_hide_the_others(
        self, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = tmp_path / "bad.yaml"
        bad.write_text("kind: Contract\n", encoding="utf-8")
        good = str(checkout / "contracts" / "payroll" / "agreed.yaml")
        assert main(["calendar", good, str(bad), "--today", "2026-11-25"]) == 4
        out, err = capsys.readouterr()
        assert "2028-09-30" in out
        assert "bad.yaml" in err


FIRST = """
apiVersion: slacheck/v1
kind: Contract
metadata: {id: c, title: T, status: draft}
parties: {customer: {name: A}, supplier: {name: B}}
service: {description: x}
term: {start: 2027-03-01, initial: P1Y, renewal: {automatic: true, period: P1Y, notice: P3M, reminder: P4M}}
pricing:
  currency: EUR
  base: {amount: 100, per: month, promotion: {amount: 50, until: 2027-05-31}}
  options:
    - {id: line, name: "Line {0} {name}", free_until: 2027-06-30, price: {amount: 5, per: month}}
clauses:
  - {clause: audit-rights, provided: true, until: 2027-12-31, attributes: {frequency: P6M}}
  - {clause: exit-plan, provided: true, attributes: {due: P2M}}
"""
SECOND = """---
apiVersion: slacheck/v1
kind: Contract
metadata: {id: d, title: U, status: draft}
parties: {customer: {name: A}, supplier: {name: B}}
service: {description: x}
term: {start: 2027-03-01, initial: P1Y, renewal: {automatic: true}}
---
apiVersion: slacheck/v1
kind: Contract
metadata: {id: e, title: V, status: draft}
parties: {customer: {name: A}, supplier: {name: B}}
service: {description: x}
term: {start: 2020-03-01, initial: P1Y}
---
apiVersion: slacheck/v1
kind: Contract
metadata: {id: f, title: W, status: draft}
parties: {customer: {name: A}, supplier: {name: B}}
service: {description: x}
clauses:
  - {clause: audit-rights, provided: true, attributes: {frequency: P6M}}
"""
every_language = pytest.mark.parametrize("language", FOREIGN)


@pytest.fixture
def agendas(run, tmp_path: Path):
    """Lists contracts with every kind of date, and with everything that keeps one open."""
    path = tmp_path / "all.yaml"
    path.write_text(FIRST + SECOND, encoding="utf-8")
    return lambda *words: run("calendar", path, "--today", "2026-11-25", "--until", "2028-03-01", *words).out


class TestLanguages:
    @pytest.mark.parametrize("form", ["text", "ics"])
    @every_language
    def test_leaves_no_sentence_of_the_interface_in_english(self, agendas, form, language) -> None:
        """Not one of all that can be said; the same search finds most of them in English."""
        english = agendas("--format", form)
        assert len(english_in(unfolded(english), language)) > 6
        assert english_in(unfolded(agendas("--format", form, "--lang", language)), language) == []

    @pytest.mark.parametrize(
        ("language", "lines"),
        [
            (
                "fr",
                [
                    "1er mars 2027 début du contrat (ligne 7)",
                    "31 mai 2027 service de base : dernier jour de la promotion (ligne 10)",
                    "30 juin 2027 Line {0} {name} : dernier jour de gratuité (ligne 12)",
                    "Droit d'audit : nouvelle échéance, à intervalles de 6 mois (ligne 14)",
                    "à préciser Quel préavis empêche la reconduction ? (ligne 22)",
                    "aucune date à venir",
                ],
            ),
            (
                "nl",
                [
                    "1 maart 2027 begin van het contract (regel 7)",
                    "31 mei 2027 basisdienst: laatste dag van de promotie (regel 10)",
                    "30 juni 2027 Line {0} {name}: laatste gratis dag (regel 12)",
                    "Auditrecht: volgende termijn, telkens na 6 maanden (regel 14)",
                    "open Met welke opzegtermijn is de verlenging te verhinderen? (regel 22)",
                    "geen datum in het vooruitzicht",
                ],
            ),
            (
                "de",
                [
                    "1. März 2027 Beginn des Vertrags (Zeile 7)",
                    "31. Mai 2027 Grundleistung: letzter Tag des Aktionspreises (Zeile 10)",
                    "30. Juni 2027 Line {0} {name}: letzter kostenloser Tag (Zeile 12)",
                    "Prüfungsrecht: erneut fällig, Turnus: 6 Monate (Zeile 14)",
                    "offen Mit welcher Kündigungsfrist lässt sich die Verlängerung verhindern? (Zeile 22)",
                    "kein künftiges Datum",
                ],
            ),
        ],
    )
    def test_a_list_speaks_the_language_of_its_reader(self, agendas, language, lines) -> None:
        """Days, times and questions; what the contract calls an option stays as it is."""
        text = plain(agendas("--lang", language))
        assert [line for line in lines if line not in text] == []

    @every_language
    def test_the_days_stand_in_a_column(self, agendas, language) -> None:
        """What falls on each day begins at one place, whatever the day is called."""
        first = agendas("--lang", language).partition("\n\n")[0].splitlines()[1:]
        starts = [found.end() for line in first if (found := re.match(r"  \d.*? \d{4} +", line))]
        assert len(starts) > 8
        assert len(set(starts)) == 1

    @pytest.mark.parametrize(
        ("language", "notice"),
        [
            ("fr", "T : dernier jour pour la réception d'un préavis de non-reconduction"),
            ("nl", "T: laatste dag waarop een opzegging tegen de verlenging kan aankomen"),
            ("de", "T: letzter Tag, an dem eine Kündigung gegen die Verlängerung eingehen kann"),
        ],
    )
    def test_a_calendar_keeps_its_dates_and_rules(self, agendas, language, notice) -> None:
        """The days, series and alarms of the file are those of the English one; what is said of them is not."""
        english, other = (events(agendas("--format", "ics", "--lang", one)) for one in ("en", language))
        assert [one.kept for one in english] == [one.kept for one in other]
        assert notice in [plain(one.summary) for one in other]
        assert not {one.summary for one in english} & {one.summary for one in other}
        assert not {one.description for one in english} & {one.description for one in other}

    @every_language
    def test_json_has_one_form_in_every_language(self, agendas, language) -> None:
        """Only the names of clauses differ, also where a sentence holds one."""
        english, other = (json.loads(agendas("--format", "json", "--lang", one)) for one in ("en", language))
        for found in (english, other):
            jsonschema.validate(found, schema("calendar"))
            for event in (event for one in found["contracts"] for event in one["events"]):
                event["says"] = event["says"].removeprefix(event.pop("name"))
        assert english == other


class Shown(NamedTuple):
    """An event of a calendar: what every language keeps, and what it says."""

    kept: tuple[object, ...]
    summary: str
    description: str


def events(written: str) -> list[Shown]:
    from icalendar import Calendar

    return [
        Shown(
            (one.decoded("DTSTART"), one.decoded("DTEND"), one.get("RRULE"), len(one.walk("VALARM"))),
            str(one["SUMMARY"]),
            str(one["DESCRIPTION"]),
        )
        for one in Calendar.from_ical(written).walk("VEVENT")
    ]


def unfolded(written: str) -> str:
    """A calendar whose long lines are whole again."""
    return written.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
