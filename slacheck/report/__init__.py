"""A gap report as text: one pure renderer a format, and none of them decides anything."""
