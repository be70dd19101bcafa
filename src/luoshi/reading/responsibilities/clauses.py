"""What a bracket or line says about agencies (责任分句): lists, each with the verb or label that gives its role.

A牵头,B配合 · 由A牵头,B、C参与 · A、B按职责分工负责 · 责任单位:A,B · A(牵头)、B. Texts are folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import dropwhile
from typing import Final, NamedTuple

from luoshi.reading.model import Role
from luoshi.reading.responsibilities.labels import Roles
from luoshi.reading.responsibilities.lists import Listed, listed
from luoshi.reading.responsibilities.names import ends_as_names_do, is_labelled_name, is_name

_MANNER: Final = (
    r"(?:[、,]?(?:按照?|依据|依照|根据|结合|依)(?:各自|有关|相关|部门|本部门)*的?(?:职责|职能|任务|工作|权限)*"
    r"(?:和|、)?(?:职责|职能|任务)?(?:分工|范围|权限|要求|任务)*(?:的要求)?"
    r"|共同|分别|具体|联合|积极|密切|统一|统筹|分工|主要|总|直接|同步|予以|做好|切实|认真|全力|加强|抓好|分级|为主|各自)*+"
)
_VERB: Final = (
    r"(?:牵头|主办|负责(?![人制]|同志)|配合|参与|参加|协助|协同|协办(?!公)|协作|指导|支持|督导|落实|组织实施|实施|推进|推动|承担|办理|执行"
    r"|抓落实|承办|完成|统筹|作为_ROLE|为_ROLE|是_ROLE)"
).replace("_ROLE", r"(?:牵头|责任|配合|参与|协办|主办)(?:单位|部门)")
_OBJECT: Final = r"(?:组织|协调|实施|落实|推进|推动|指导|监督|督促|落地|抓总|开展|做好|工作|相关|各项|有关|任务|和|制定|本|辖区|区域|行政|内|到位|办理|推广)"
_VERBS: Final = re.compile(rf"(?P<verb>{_VERB})(?:{_VERB}|{_OBJECT})*+")
_MANNER_BEFORE: Final = re.compile(rf"{_MANNER}$")
_LONGEST_MANNER: Final = 40
_MANNER_ALONE: Final = re.compile(
    r"[、,]?(?:按照?|依据|根据|依)(?:各自|有关|相关)*(?:职责|职能|任务)+(?:和|、)?(?:分工|范围)*"
    r"(?:,?(?:做好|抓好|开展|履行)[^,;。()]{0,12})?$"
)
# These keep their role whatever follows (负责本地区摸排); the others must end the clause.
_LOOSE: Final = re.compile(r"牵头|负责|配合|参与|协助|主办|协办")
_CLAUSE_END: Final = re.compile(r"[、,;。\s)]|$")
_WITH: Final = re.compile(r"[、,\s]*(?:并)?(?:会同|联合|协同)")
_ROLES: Final = (
    (re.compile(r"牵头|主办"), Role.LEAD),
    (re.compile(r"负责|责任"), Role.RESPONSIBLE),
    (re.compile(r"配合|参与|参加|协助|协同|协办|协作|指导|支持|督导"), Role.SUPPORT),
)  # fmt: skip
_Accept = Callable[[str], bool]
_PARTS: Final = re.compile(r"[^;。]+")
_INNER: Final = re.compile(r"\(([^()]{4,200})\)")


class Group(NamedTuple):
    """Agencies that share what is said of them."""

    roles: Roles
    agencies: tuple[Listed, ...]


def labelled(text: str, base: int, roles: Roles) -> tuple[Group, ...]:
    """The groups behind a label; a verb in the list overrides it."""
    return _read(text, base, roles, is_labelled_name)


def stated(text: str, base: int) -> tuple[Group, ...]:
    """The groups of words that no label vouches for (由A牵头,B配合)."""
    return _read(text, base, None, is_name)


def stated_alone(text: str, base: int) -> tuple[Group, ...]:
    """The groups of words that say nothing else; none as soon as something else is said."""
    text, groups = _with_asides_read(text, base)
    for part in _parts(text, base, None, is_name):
        groups += part.groups()
        if not part.whole:
            return ()
    return tuple(groups)


def bare(text: str, base: int) -> tuple[Group, ...]:
    """A bracket that holds nothing but names: whoever is named answers for it."""
    names = list(listed(text, base))
    if not names or not all(is_name(one.name) for one in names):
        return ()
    return (Group(Roles(Role.RESPONSIBLE, Role.RESPONSIBLE), tuple(names)),)


def tagged(text: str, base: int) -> tuple[Group, ...]:
    """A list in which a bracket behind a name gives its role (A(牵头)、B、C)."""
    groups = bare(text, base)
    return groups if any(one.tag for group in groups for one in group.agencies) else ()


def _read(text: str, base: int, default: Roles | None, accept: _Accept) -> tuple[Group, ...]:
    text, groups = _with_asides_read(text, base)
    for part in _parts(text, base, default, accept):
        groups += part.groups()
    return tuple(groups)


def _parts(text: str, base: int, default: Roles | None, accept: _Accept) -> Iterator[_Part]:
    for part in _PARTS.finditer(text):
        yield _Part(part[0], base + part.start(), default, accept)


def _with_asides_read(text: str, base: int) -> tuple[str, list[Group]]:
    """What a bracket inside a list says of others (A(B、C配合)), taken out of the list."""
    groups: list[Group] = []

    def taken(aside: re.Match[str]) -> str:
        said = stated_alone(aside[1], base + aside.start(1))
        groups.extend(said)
        return "。" * len(aside[0]) if said else aside[0]

    return (_INNER.sub(taken, text) if "(" in text else text), groups


class _Verb(NamedTuple):
    """A verb with its manner and tail, and where they stand."""

    start: int
    end: int
    words: str


class _Part:
    """One part between full stops: its verbs in order, each with the list before it."""

    def __init__(self, text: str, base: int, default: Roles | None, accept: _Accept) -> None:
        self._text, self._base, self._default, self._accept = text, base, default, accept
        self.whole = True

    def groups(self) -> Iterator[Group]:
        start, last = 0, None
        for verb in self._verbs():
            yield from self._group(start, verb.start, _roles(verb.words), after=last)
            start, last = verb.end, verb
        if start < len(self._text):
            yield from self._rest(start, last)

    def _verbs(self) -> Iterator[_Verb]:
        for found in _VERBS.finditer(self._text):
            verb = self._with_manner(found)
            if self._is_said_of_a_list(verb, found["verb"]):
                yield verb
        tail = max(0, len(self._text) - _LONGEST_MANNER)
        if alone := _MANNER_ALONE.search(self._text, tail):
            yield _Verb(alone.start(), alone.end(), alone[0])

    def _with_manner(self, found: re.Match[str]) -> _Verb:
        """The verb with what stands in front of it: 按职责分工负责."""
        manner = _MANNER_BEFORE.search(self._text, max(0, found.start() - _LONGEST_MANNER), found.start())
        return _Verb(manner.start() if manner else found.start(), found.end(), found[0])

    def _is_said_of_a_list(self, verb: _Verb, word: str) -> bool:
        """Names stand before it, and it ends the clause there or may take an object."""
        before = self._text[max(0, verb.start - 12) : verb.start].rstrip("、, ")
        if not before or not (before[-1] in ")等" or ends_as_names_do(before)):
            return False
        return bool(_CLAUSE_END.match(self._text, verb.end)) or bool(_LOOSE.match(word))

    def _rest(self, start: int, last: _Verb | None) -> Iterator[Group]:
        """What follows the last verb: with a label its own list, after a lead those who join it."""
        if last is None:
            if self._default is not None:
                yield from self._group(0, len(self._text), self._default, after=None)
            else:
                self.whole = False
            return
        joined = (
            Roles(Role.SUPPORT, Role.SUPPORT) if _roles(last.words).first is Role.LEAD else _roles(last.words)
        )
        yield from self._group(start, len(self._text), joined, after=last)

    def _group(self, start: int, end: int, roles: Roles, *, after: _Verb | None) -> Iterator[Group]:
        names = list(listed(self._text[start:end], self._base + start))
        listing = names
        if after is not None:  # the object of the verb before stands first: 负责平台建设,市财政局…
            listing = list(dropwhile(lambda one: not is_name(one.name), names))
        good = [one for one in listing if self._accept(one.name)]
        self.whole = self.whole and len(good) == len(names)
        if good and (self._default is not None or len(good) == len(listing)):
            yield Group(roles, tuple(good))


def _roles(verb: str) -> Roles:
    role = next((role for pattern, role in _ROLES if pattern.search(verb)), Role.RESPONSIBLE)
    return Roles(role, role)
