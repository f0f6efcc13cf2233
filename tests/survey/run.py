"""Prints the tables that the price lists of the corpus give: `python -m tests.survey.run`, or `make survey`."""

from __future__ import annotations

import sys
from pathlib import Path

from slacheck.audit.survey import survey
from slacheck.face.library import shipped
from slacheck.face.price_lists import gather
from slacheck.report.survey import markdown
from tests.conftest import CORPUS
from tests.survey import sso_tax


def tables(corpus: Path) -> str:
    """What `slacheck survey CORPUS/pricing2yaml --format markdown` prints."""
    library = shipped()
    return markdown(survey(gather(str(corpus / "pricing2yaml"), library).listed, library.taxonomy))


if __name__ == "__main__":
    if not (CORPUS / "pricing2yaml").is_dir():
        sys.exit(f"no price lists here: set SLACHECK_CORPUS, or put the corpus in {CORPUS}")
    sys.stdout.write(f"{tables(CORPUS)}\n{sso_tax.markdown(CORPUS)}")
