"""A browser for a module's tests, and pages opened in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from . import browsing


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = browsing.chromium(playwright.chromium)
        yield started
        started.close()
