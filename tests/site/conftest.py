"""A browser for a module's tests, and pages opened in it."""

import pytest
from playwright.sync_api import sync_playwright

from . import browsing


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = browsing.chromium(playwright.chromium)
        yield started
        started.close()
