"""Pages from what was read; templates give every form."""
