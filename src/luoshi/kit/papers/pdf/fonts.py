"""The fonts of the PDF (字体): those that come along, or a city's own."""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn

# Noto Sans SC and Noto Serif SC, one weight each: no 仿宋, no 楷体, no 小标宋.
FOLDER = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
