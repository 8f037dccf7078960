"""The site's own words in both languages."""

from pathlib import Path
from types import SimpleNamespace

import yaml

from resnet_ref.findings import VERDICTS

LANGUAGES = ("zh", "en")
DEFAULT, *OTHERS = LANGUAGES
_FILE = Path(__file__).parent.parent / "templates/site/words.yml"
WORDS: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8")) | VERDICTS


def words(language: str) -> SimpleNamespace:
    """Every word in one language; in a template, `words.copy` of a dict would be its method."""
    return SimpleNamespace(**{key: both[language] for key, both in WORDS.items()})
