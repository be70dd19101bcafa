"""Chinese words and sounds (分词、拼音). Their dictionaries are loaded when first needed, not at every start."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """Cut a text into its words; together they are the text again."""
    import rjieba

    return rjieba.cut(text)


def syllables(text: str, *, errors: str = "default") -> list[str]:
    """Say each sign of a text in pinyin without tones; `errors` as pypinyin takes it."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text, errors=errors)
