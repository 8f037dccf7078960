"""resnet_ref as a wheel beside the notebooks, for pip and for Python in a page."""

import io
from pathlib import Path

from flit_core.wheel import WheelBuilder  # type: ignore[import-untyped]

import resnet_ref

from ..repository import Repository

NAME = f"resnet_ref-{resnet_ref.__version__}-py3-none-any.whl"  # where the site has it


def wheel(repository: Repository) -> tuple[str, bytes]:
    """The wheel's file name and content: the same from the same sources, whatever their age."""
    archive = io.BytesIO()
    project = Path(resnet_ref.__file__).resolve().parents[1] / "pyproject.toml"
    builder = WheelBuilder.from_ini_path(project, archive)
    builder.source_time_stamp = 1980, 1, 1, 0, 0, 0
    urls = {"Homepage": repository.site_url, "Source": repository.github}
    builder.metadata.project_urls = [f"{label}, {url}" for label, url in urls.items() if url]
    builder.build()
    return builder.wheel_filename, archive.getvalue()
