"""What holds of every format: goldens, the same bytes again, hostile texts, an empty run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from slacheck.report.formats import FORMATS
from tests.reading import text_of
from tests.report.samples import CONTRACT, EMPTY, FULL, GOVERNED, SINGLE, hostile, many_absent, report

every_format = pytest.mark.parametrize("name", FORMATS)

# The last ones turn the writing direction, hide, or are obeyed by a terminal.
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% for x in y %}",
    '"><img src=x onerror=alert(1)>',
    "`code` | bar \\ back *bold* _it_ [link](javascript:alert(1)) <b>",
    "http://evil.example www.evil.example @somebody #1 &amp; ![i](x)",
    "a\u202egnp.exe\u2066\u200b",
    "\x1b[31mred\x1b]0;title\x07 \x9b31m",
    "one\ntwo\r\nthree\t\u2028four",
    '=HYPERLINK("http://evil.example","x");=1+1,@SUM(A1)',
    "::error file=x::y\n::stop-commands::z ##[error]w 100% %0A::set-output name=a::b",
    "]]> <![CDATA[ --> <?xml?> & &lt; \x00\x0b\ufffe\uffff",
    "half \ud83d of \udcff a pair",
    "[link](0) {0} {{1}} \\ '",
)
# Beside the report in JSON of the same ending, or the one for a terminal; of what is no text, the text.
ENDINGS = {
    "gitlab": "gitlab.json",
    "github": "github.txt",
    "docx": "docx.txt",
    "xlsx": "xlsx.txt",
    "pdf": "pdf.txt",
}
# A list of findings and nothing else has no room for the date of a run without any.
LISTS = ("gitlab", "csv")


@every_format
@pytest.mark.parametrize("sample", ["full", "single", "governed"])
def test_reads_as_its_golden_output(name, sample, golden):
    """Each format of three samples is what somebody has looked at."""
    form = FORMATS[name]
    ending = ENDINGS.get(name, form.extension)
    golden(f"{sample}.{ending}", form.render({"full": FULL, "single": SINGLE, "governed": GOVERNED}[sample]))


@every_format
def test_gives_the_same_again(name):
    """The same report gives the same bytes, and a text ends with one line break."""
    made = FORMATS[name].render(FULL)
    assert made == FORMATS[name].render(FULL)
    assert isinstance(made, bytes) == FORMATS[name].binary
    if isinstance(made, str):
        assert made.endswith("\n")
        assert not made.endswith("\n\n")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in LISTS])
def test_writes_an_empty_run(name):
    """A run that checked nothing is a report, too."""
    text = text_of(FORMATS[name].render(EMPTY))
    assert "2026-11-22" in text or "22 November 2026" in text


@every_format
@pytest.mark.parametrize("words", HOSTILE)
def test_shows_no_character_that_is_obeyed_or_hides(name, words):
    """No format lets a terminal sequence, a direction mark or an invisible sign through; JSON escapes controls."""
    text = text_of(FORMATS[name].render(hostile(words)))
    # What passes texts on unchanged escapes them in its own way.
    obeyed = "\x1b\x07" if name == "json" else "\x1b\x07\x9b\u202e\u2066\u200b\u2028"
    assert not set(obeyed) & set(text)


@every_format
def test_survives_a_clause_of_100_kb(name, within):
    """A long word is wrapped, cut or passed on, and takes no time that grows with its square."""
    with within(400):
        text = FORMATS[name].render(hostile("x" * 100_000))
    assert len(text) < 100_000 * 200


@every_format
def test_names_each_of_many_like_findings(name):
    """Findings that are put together lose none of their subjects."""
    text = text_of(FORMATS[name].render(report(CONTRACT._replace(findings=many_absent(20)))))
    assert all(f"Kind {index}:" in text for index in range(20))


def test_knows_the_formats_by_their_names():
    """The command line offers what stands in the table."""
    endings = {
        "text": "txt", "json": "json", "markdown": "md", "html": "html", "sarif": "sarif", "junit": "xml",
        "gitlab": "json", "github": "txt", "csv": "csv", "docx": "docx", "xlsx": "xlsx", "pdf": "pdf",
    }  # fmt: skip
    assert {name: one.extension for name, one in FORMATS.items()} == endings
    assert [name for name, one in FORMATS.items() if one.binary] == ["docx", "xlsx", "pdf"]


HEAVY = {"html": ["jinja2"], "docx": ["docx"], "xlsx": ["xlsxwriter"], "pdf": ["typst"]}


@every_format
def test_imports_what_is_heavy_for_its_own_format_alone(name):
    """The template engine, the makers of documents, the terminal library: nobody waits for those of others."""
    code = (
        "import sys\n"
        "from tests.report.samples import SINGLE\n"
        "from slacheck.report.formats import FORMATS\n"
        f"FORMATS['{name}'].render(SINGLE)\n"
        "print([one for one in ('jinja2', 'docx', 'xlsxwriter', 'typst', 'rich') if one in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(HEAVY.get(name, []))
