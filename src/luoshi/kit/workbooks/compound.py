"""The streams of an OLE compound file (复合文档), in which old Office files and encrypted ones are kept."""

from __future__ import annotations

import struct

from .refusals import Unreadable

END, HEADER, ENTRY = 0xFFFFFFFA, 512, 128
STREAM, ROOT = 2, 5


class Compound:
    """The names of the streams, and their bytes."""

    def __init__(self, content: bytes) -> None:
        try:
            self._open(content)
        except (struct.error, IndexError, ValueError) as error:
            raise Unreadable("damaged") from error

    def _open(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if not 7 <= shift <= 16 or not 3 <= mini_shift <= shift:
            raise ValueError("no such size of sectors")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, self._cutoff = struct.unpack_from("<I4xI", content, 48)
        mini_first = struct.unpack_from("<I", content, 60)[0]
        self._table = self._allocation()
        self._mini_table = self._numbers(self._chain(mini_first, self._table))
        self._entries = dict(
            self._directory(b"".join(map(self._sector, self._chain(directory, self._table))))
        )
        root = next((start for kind, start, _size in self._entries.values() if kind == ROOT), END)
        self._mini = b"".join(map(self._sector, self._chain(root, self._table)))

    @property
    def names(self) -> set[str]:
        return set(self._entries)

    def read(self, name: str) -> bytes:
        _kind, start, size = self._entries[name]
        try:
            if size < self._cutoff:
                chain = self._chain(start, self._mini_table)
                pieces = [self._mini[at * self._mini_size : (at + 1) * self._mini_size] for at in chain]
            else:
                pieces = [self._sector(at) for at in self._chain(start, self._table)]
        except (IndexError, ValueError) as error:
            raise Unreadable("damaged") from error
        return b"".join(pieces)[:size]

    def _sector(self, at: int) -> bytes:
        start = HEADER + at * self._size
        if self._size > HEADER:
            start = (at + 1) * self._size
        if start >= len(self._content):
            raise ValueError("a sector beyond the end of the file")
        return self._content[start : start + self._size]

    def _numbers(self, chain: list[int]) -> list[int]:
        joined = b"".join(self._sector(at).ljust(self._size, b"\xff") for at in chain)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _allocation(self) -> list[int]:
        sectors = [at for at in struct.unpack_from("<109I", self._content, 76) if at < END]
        following, left = struct.unpack_from("<II", self._content, 68)
        while following < END and left:
            *more, following = self._numbers([following])
            sectors += [at for at in more if at < END]
            left -= 1
            if len(sectors) * self._size > len(self._content):
                raise ValueError("the table of sectors names more than there are")
        return self._numbers(sectors)

    def _chain(self, start: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while start < END:
            chain.append(start)
            if len(chain) > len(table):
                raise ValueError("a chain of sectors bites its tail")
            start = table[start]
        return chain

    @staticmethod
    def _directory(content: bytes):  # type: ignore[no-untyped-def]
        for at in range(0, len(content) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            if kind in (1, STREAM, ROOT) and 2 <= length <= 64:
                start, size = struct.unpack_from("<II", content, at + 116)
                yield content[at : at + length - 2].decode("utf-16-le", "replace"), (kind, start, size)
