"""Which passwords are refused (口令规则): Chinese habits and one's own name, beside Django's own rules."""

from __future__ import annotations

import re
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from luoshi.kit import chinese

# Worded by us from what Chinese keyboards and customs suggest; what a person adds to them is mostly digits.
HABITS = (
    "woaini", "woaiwo", "aini", "5201314", "1314520", "520", "1314", "zhongguo", "zhonghua", "beijing", "nihao",
    "wodemima", "mima", "admin", "administrator", "password", "passw0rd", "p@ssw0rd", "p@ssword", "qwerty",
    "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "1qaz2wsx", "3edc4rfv", "qazwsx", "qazwsxedc",
    "1q2w3e4r", "q1w2e3r4", "abcd", "abc", "aabbcc", "luoshi", "gongxin", "gongxinju", "zhengfu", "shizhengfu",
    "tianshui", "lanzhou", "gansu", "root", "test", "user", "welcome", "iloveyou", "letmein", "woshi", "laopo",
    "laogong", "baobei", "xiaoxin", "xiangwo", "a", "q", "z", "aa", "qq", "zz", "wx",
)  # fmt: skip
ENOUGH = 6
SAME_OR_NEXT = {0, 1, -1}


class ChineseHabitsValidator:
    """Refuse what is a habit with digits around it, a telephone number, a date, a run or a repetition."""

    def validate(self, password: str, user=None) -> None:
        folded = password.casefold()
        if any(is_habit(folded) for is_habit in (_is_number, _is_run, _is_repetition, _is_known)):
            raise ValidationError(self.get_help_text(), code="password_habit")

    def get_help_text(self) -> str:
        return _(
            "Not a telephone number, a date, neighbouring keys, a repetition or a common word with digits around it."
        )


class NameValidator:
    """Refuse one's own name, written in pinyin, by its initials or as the user name, with a few signs around it."""

    def validate(self, password: str, user=None) -> None:
        if user is None:
            return
        rest = password.casefold()
        for written in sorted(_written(user), key=len, reverse=True):
            rest = rest.replace(written, "")
        if rest != password.casefold() and len(re.sub(r"[\d\W_]", "", rest)) < ENOUGH:
            raise ValidationError(self.get_help_text(), code="password_holds_name")

    def get_help_text(self) -> str:
        return _(
            "Not your own name or user name with a few signs around it, in pinyin or by its initials either."
        )


def _written(user) -> set[str]:
    syllables = chinese.syllables(user.display_name, errors="ignore")
    ways = {"".join(syllables), "".join(each[0] for each in syllables), user.username.casefold()}
    return {way for way in ways | {user.display_name.casefold()} if len(way) > 1}


def _is_number(password: str) -> bool:
    """Digits and signs alone: a telephone number, an identity number, a date."""
    return not re.sub(r"[\d\W_]", "", password)


def _is_run(password: str) -> bool:
    """Mostly neighbours in the alphabet or among the digits."""
    steps = [ord(second) - ord(first) for first, second in pairwise(password)]
    return sum(step in SAME_OR_NEXT for step in steps) > len(steps) * 0.7


def _is_repetition(password: str) -> bool:
    return any(password == password[:size] * (len(password) // size) for size in range(1, ENOUGH) if password)


def _is_known(password: str) -> bool:
    """A common word, or several, once the digits and signs around them are gone."""
    bare = re.sub(r"^[\d\W_]+|[\d\W_]+$", "", password)
    return bool(re.fullmatch(f"(?:{'|'.join(map(re.escape, HABITS))}|[\\d\\W_])+", bare))
