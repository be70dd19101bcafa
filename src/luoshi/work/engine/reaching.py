"""Which network addresses a message may be sent to (防止借道访问内网)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address behind NAT64


def is_public(written: str) -> bool:
    """Whether an address is one of the open internet: no loopback, no private network, nothing disguised as one."""
    address = ip_address(written.partition("%")[0])
    inner = _inside(address)
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address carries."""
    if isinstance(address, IPv4Address):
        return None
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    carried = address.ipv4_mapped or address.sixtofour
    return carried or (address.teredo[1] if address.teredo else None)
