"""From rules and contracts to a gap report; `slacheck.audit.run.audit` is the one function that every face calls."""
