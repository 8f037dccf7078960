"""A browser for a module's tests, and pages of the fixed base opened in it."""

import pytest
from playwright.sync_api import sync_playwright

from . import browsing


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = browsing.chromium(playwright.chromium)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(base_site):
    with browsing.served(base_site) as served:
        yield served


@pytest.fixture
def opened(browser, address):
    with browsing.opening(browser, address) as open_page:
        yield open_page
