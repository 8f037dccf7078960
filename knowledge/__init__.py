"""The site's side: joins claims and findings, refuses anything incomplete, writes what pages show.

It needs no torch. `load` reads and checks, `words` and `write` turn claims into pages, `notebooks`
turns notebooks into pages, `export` writes the machine-readable forms, `hooks` is the only module
that knows MkDocs.
"""
