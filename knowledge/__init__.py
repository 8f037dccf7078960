"""The site's engine: joins claims and findings, refuses anything incomplete, makes the pages.

It needs no torch. `read` joins what authors wrote, `check` tells what they can break, `render`
makes pages, `publish` what stands beside them; `site` alone knows MkDocs.
"""
