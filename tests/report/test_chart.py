"""The chart in every format: signs with words, prices, and a picture in which nothing overlaps."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import combinations

import pytest

from slacheck.audit.chart import Chart, Column, Held, Line, Point
from slacheck.offer.space import Configuration, Purchase
from slacheck.report import html, json_v1, markdown
from slacheck.report.chart import coverage_lines, matrix_lines, point_price, words_fit
from slacheck.report.drawing import HEIGHT, WIDTH, draw
from slacheck.report.json_schema import report_schema
from slacheck.report.text import render
from slacheck.tongue import speak
from tests.report.samples import CONTRACT, monthly, report

ENGLISH = speak("en")


def point(amount: int | None, clauses: int, *options: str) -> Point:
    cost = monthly(0, "plan:x") if amount is None else monthly(amount)
    price = None if amount is None else Decimal(amount)
    return Point(Purchase(Configuration("x", options), cost), price, clauses)


def column(name: str, alone: Point, full: Point | None = None) -> Column:
    return Column(name, alone, full or alone)


COLUMNS = (
    column("Free", point(0, 1)),
    column("Pro", point(20, 1), point(25, 2, "log")),
    column("Enterprise", point(None, 3)),
)
LINES = (
    Line("single-sign-on", "Single sign-on", (Held.NOT, Held.NOT, Held.IN_PLAN)),
    Line("audit-logging", "Audit logs", (Held.NOT, Held.BY_OPTION, Held.LIMITED)),
    Line("encryption", "Encryption", (Held.IN_PLAN, Held.IN_PLAN, Held.IN_PLAN)),
)
CHART = Chart("EUR", COLUMNS, LINES, 10, open_base=False)
WITH = report(CONTRACT._replace(chart=CHART))
MANY = CHART._replace(
    columns=tuple(column(f"Plan number {number}", point(number, number % 2)) for number in range(12)),
    lines=(Line("single-sign-on", "Single sign-on", (Held.NOT, Held.IN_PLAN) * 6),),
)


def test_the_terminal_shows_signs_and_words():
    """Clauses that differ have a line; those that every plan holds are counted."""
    assert list(matrix_lines(CHART, 100, ENGLISH)) == [
        "                  Free         Pro          Enterprise",
        "  single-sign-on  – not        – not        ✓ in plan",
        "  audit-logging   – not        + by option  ◐ limited",
        "  ✓ in plan, whatever is bought: 1 clause",
    ]


def test_the_terminal_shows_prices_against_coverage():
    """A bar as long as its share of the named clauses; options on a line of their own."""
    assert list(coverage_lines(CHART, ENGLISH, numbered=False)) == [
        "  Free              0.00 EUR  ████████················ 1",
        "  Pro              20.00 EUR  ████████················ 1",
        "    with options   25.00 EUR  ████████████████········ 2",
        "  Enterprise      not stated  ████████████████████████ 3",
    ]


def test_many_plans_have_numbers_and_signs():
    """Where words do not fit, nothing is wider than the terminal, and a key explains the signs."""
    assert not words_fit(MANY, 80, ENGLISH)
    lines = list(matrix_lines(MANY, 80, ENGLISH))
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == [str(number) for number in range(1, 13)]
    assert "✓ in plan, + by option" in lines[2]
    assert next(coverage_lines(MANY, ENGLISH, numbered=True)).startswith("  1 Plan number 0")


def test_a_price_without_an_exact_cent_says_so():
    """A third of a euro is about 0.33."""
    third = point(1, 1)._replace(monthly=Decimal(1) / 3)
    assert point_price(third, CHART, ENGLISH) == "~0.33 EUR"


def test_the_text_report_has_the_chart_only_where_there_is_one():
    """A contract without a choice is reported as before."""
    assert "Plans against the baseline: 3 of 10 clauses named" in render(WITH)
    assert "Plans against" not in render(report(CONTRACT))


def test_every_purchase_is_drawn_within_the_picture():
    """Dots and the whole of their labels."""
    for chart in (CHART, MANY):
        for dot in draw(chart, ENGLISH).dots:
            assert 0 <= dot.x <= WIDTH
            assert 0 <= dot.y <= HEIGHT
            assert 0 <= dot.label_y <= HEIGHT


def test_dearer_is_further_right_and_more_is_higher():
    """The picture keeps the order of figures; without a price a plan stands apart."""
    drawing = draw(CHART, ENGLISH)
    free, pro, more, top = drawing.dots
    assert free.x < pro.x < more.x <= drawing.right < top.x
    assert free.y == pro.y > more.y > top.y
    assert [dot.with_options for dot in drawing.dots] == [False, False, True, False]
    assert len(drawing.links) == 1


def test_labels_of_plans_apart_do_not_overlap():
    """Each label has a place of its own."""
    places = [(dot.label_x, dot.label_y) for dot in draw(CHART, ENGLISH).dots]
    assert all(one != other for one, other in combinations(places, 2))


@pytest.mark.parametrize("dearest", ["0", "0.01", "1", "9.99", "10", "323", "100000"])
def test_the_axis_reaches_the_dearest_plan(dearest):
    """By at most six round ticks, whatever the prices are."""
    alone = point(0, 1)._replace(monthly=Decimal(dearest))
    drawing = draw(CHART._replace(columns=(column("One", alone),)), ENGLISH)
    assert 2 <= len(drawing.prices) <= 6
    assert drawing.dots[0].x <= drawing.prices[-1].at


def test_all_plans_on_request_can_be_drawn():
    """Where nobody states a price there is nothing on the axis, and no error."""
    drawing = draw(CHART._replace(columns=(column("One", point(None, 1)),)), ENGLISH)
    assert drawing.gutter == drawing.dots[0].x


def test_the_page_has_a_picture_that_can_be_read_aloud():
    """A title, a description in words, no script and no style of its own."""
    page = html.render(WITH)
    assert '<svg viewBox="0 0 720 320" role="img" aria-labelledby="c1-chart-title c1-chart-text">' in page
    assert "Free: 1 clause, 0.00 EUR; Pro: 1 clause, 20.00 EUR; Pro + options: 2 clauses" in page
    assert "<script" not in page
    assert " style=" not in page
    assert '<td class="held-by-option">+ by option</td>' in page


def test_names_of_plans_stay_text():
    """A plan may be called anything; nothing of it is markup."""
    evil = "<b onload=x>|`*\u202e"
    chart = CHART._replace(columns=tuple(one._replace(name=evil) for one in COLUMNS))
    bad = report(CONTRACT._replace(chart=chart))
    page = html.render(bad)
    assert "<b onload" not in page
    assert "\u202e" not in page + markdown.render(bad) + render(bad)
    assert "| \\<b onload=x\\>\\|" in markdown.render(bad)


def test_markdown_has_the_matrix_and_the_prices():
    """One table: clauses, then price and coverage of each plan."""
    text = markdown.render(WITH)
    assert "| Audit logs | – not | + by option | ◐ limited |" in text
    assert "| price by month | 0.00 EUR | 20.00 EUR | not stated |" in text
    assert "| with options | – | 2 for 25.00 EUR | – |" in text
    assert "In every plan: Encryption." in text


def test_json_has_all_of_it_and_keeps_to_its_schema():
    """Each plan with both purchases; each clause with a word a plan."""
    jsonschema = pytest.importorskip("jsonschema")
    data = json.loads(json_v1.render(WITH))
    jsonschema.validate(data, report_schema())
    chart = data["contracts"][0]["chart"]
    assert chart["clauses"][1] == {"clause": "audit-logging", "held": ["not", "by option", "limited"]}
    assert [plan["with_options"]["clauses"] for plan in chart["plans"]] == [1, 2, 3]
    assert chart["plans"][1]["with_options"]["purchase"]["options"] == ["log"]
