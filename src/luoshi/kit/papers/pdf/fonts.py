"""The fonts of the PDF (字体): a city's own where it has given a folder, else those that come along.

Noto Sans SC and Noto Serif SC come along, one weight each: there 仿宋, 楷体 and 小标宋 become 宋体.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from luoshi.kit.papers.model import Face

FOLDER = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
# The families under which fonts of the standard's faces are sold or installed, the best first.
_FAMILIES = {
    Face.BODY: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02", _SERIF),
    Face.HEI: ("SimHei", "黑体", "STHeiti", "FZHei-B01", _SANS),
    Face.KAI: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FZKai-Z03", _SERIF),
    Face.SONG: ("SimSun", "宋体", "STSong", _SERIF),
    Face.TITLE: (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05",
        "STZhongsong",
        "华文中宋",
        _SERIF,
    ),
}


def folders(own: Path | None) -> list[str]:
    """Where fonts are looked for; those of the machine never are, so that every machine gives the same PDF."""
    return [*([str(own)] if own else []), FOLDER]


@cache
def families(own: Path | None) -> dict[str, list[str]]:
    """For each face the family that is there, and one that has what it lacks."""
    there = set(typst.Fonts(include_system_fonts=False, font_paths=folders(own)).families())
    return {
        face.value: list(dict.fromkeys([next(name for name in names if name in there), _SERIF, _SANS]))
        for face, names in _FAMILIES.items()
    }
