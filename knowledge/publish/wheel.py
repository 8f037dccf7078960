"""resnet_ref as a wheel beside the notebooks, for pip and for Python in a page.

A wheel of pure Python is a zip; the same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import resnet_ref

from ..repository import Repository

TAGS = "py3-none-any"
RELEASE = f"resnet_ref-{resnet_ref.__version__}"
NAME = f"{RELEASE}-{TAGS}.whl"  # where the site has it


def wheel(repository: Repository) -> tuple[str, bytes]:
    """The wheel's file name and content."""
    package = Path(resnet_ref.__file__).resolve().parent
    root = package.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = f"{RELEASE}.dist-info"
    files = {
        f"resnet_ref/{path.name}": path.read_bytes()
        for path in sorted(package.iterdir())
        if path.suffix in (".py", ".typed")
    }
    files[f"{info}/licenses/LICENSE"] = (root / "LICENSE").read_bytes()
    files[f"{info}/METADATA"] = _metadata(project, root, repository).encode()
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: {__name__}\nRoot-Is-Purelib: true\nTag: {TAGS}\n".encode()
    )
    scripts = "".join(f"{name} = {call}\n" for name, call in project["scripts"].items())
    files[f"{info}/entry_points.txt"] = f"[console_scripts]\n{scripts}".encode()
    files[f"{info}/RECORD"] = "".join(
        [*(_recorded(*file) for file in files.items()), f"{info}/RECORD,,\n"]
    ).encode()
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            entry = ZipInfo(name)  # of 1980
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content, ZIP_DEFLATED, compresslevel=9)
    return NAME, archive.getvalue()


def _metadata(project: dict[str, Any], root: Path, repository: Repository) -> str:
    """What pyproject.toml says of the package, and where this build knows it to be."""
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {resnet_ref.__version__}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        f"Keywords: {','.join(project['keywords'])}",
        *(f"Classifier: {classifier}" for classifier in project["classifiers"]),
    ]
    if repository.site_url:
        lines.append(f"Project-URL: Homepage, {repository.site_url}")
    if repository.name:
        lines.append(f"Project-URL: Source, https://github.com/{repository.name}")
    for extra, needed in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {need}; extra == "{extra}"' for need in needed]
    readme = (root / project["readme"]).read_text(encoding="utf-8")
    return "\n".join([*lines, "Description-Content-Type: text/markdown", "", readme])


def _recorded(name: str, content: bytes) -> str:
    digest = urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"
