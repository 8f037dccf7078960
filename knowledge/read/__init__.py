"""Files into forms: YAML, notebooks, pages, and all of them joined."""
