"""`slacheck calendar`: the dates that follow from the terms, and what is open."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import jsonschema
import pytest

from slacheck.audit.calendar import after, agenda, before
from slacheck.face.cli import main
from slacheck.face.commands.schema import schema
from slacheck.quantity import Duration
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
