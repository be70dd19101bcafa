"""Secrets at rest: sealed where they must be read again, digested where they need not be (密钥保护)."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# No 0 and O, 1, I and L: what is read from paper is typed as it was printed.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def seal(secret: bytes) -> str:
    """Encrypt with the installation's key, which lies outside the database."""
    return Fernet(_key("seal")).encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    return Fernet(_key("seal")).decrypt(sealed.encode())


def digest(text: str, *, purpose: str) -> str:
    """A keyed digest: whoever reads the database can't try out short texts against it."""
    return hmac.new(_key(purpose), text.encode(), "sha256").hexdigest()


def spoken(*, groups: int) -> str:
    """A random secret for paper: groups of four letters, twenty bits each (31 letters, so 19.8)."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(groups))


def _key(purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"luoshi.{purpose}".encode())
    return urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode()))
