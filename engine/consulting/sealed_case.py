"""Case files sealed with a passphrase, as the page seals and opens them too (web/page/seal.js).

PBKDF2 with SHA-256 makes the key, AES-GCM seals the text; a file that was changed does not open.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from ..language import NakanaoriError, Place, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEALED = ".sealed"
"""How the name of a file ends that is to be sealed."""

_FORM = "nakanaori-sealed/1"
_ROUNDS, _MOST_ROUNDS = 600_000, 10_000_000
_SALT, _NONCE, _KEY = 16, 12, 32
_BEGINS = b'{"sealed":'


class _Sealed(msgspec.Struct, frozen=True):
    """A sealed file; bytes are written as base64."""

    sealed: str
    rounds: int
    salt: str
    nonce: str
    text: str


def is_sealed(data: bytes) -> bool:
    """Whether a file is sealed: nothing is read of it without its passphrase."""
    return data[:100].lstrip().startswith(_BEGINS)


def sealed(text: str, passphrase: str, random: Callable[[int], bytes] = os.urandom) -> str:
    """The text, sealed with the passphrase; `random` gives so many bytes by chance.

    Raises NakanaoriError where the package cryptography is missing.
    """
    salt, nonce = random(_SALT), random(_NONCE)
    held = _cipher(passphrase, salt, _ROUNDS).encrypt(nonce, text.encode(), _FORM.encode())
    parts = _Sealed(_FORM, _ROUNDS, *(b64encode(part).decode() for part in (salt, nonce, held)))
    return msgspec.json.encode(parts).decode() + "\n"


def unsealed(data: bytes, passphrase: str) -> bytes | None:
    """What was sealed; None where the passphrase is another one, or the file was changed.

    Raises NakanaoriError where the package cryptography is missing.
    """
    try:
        parts = msgspec.json.decode(data, type=_Sealed)
        salt, nonce, held = (b64decode(part, validate=True) for part in (parts.salt, parts.nonce, parts.text))
    except (ValueError, msgspec.DecodeError):
        return None
    if parts.sealed != _FORM or not 0 < parts.rounds <= _MOST_ROUNDS or len(nonce) != _NONCE:
        return None
    cipher = _cipher(passphrase, salt, parts.rounds)
    # The package is there, since there is a cipher.
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(nonce, held, _FORM.encode())
    except InvalidTag:
        return None


def _cipher(passphrase: str, salt: bytes, rounds: int) -> AESGCM:
    try:
        # It takes long to load, and few files are sealed.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
    except ImportError:
        right = "Install what opens and seals files: pip install 'nakanaori[sealed]'."
        raise NakanaoriError([Problem(Place("passphrase"), "The package cryptography is missing.", right)]) from None
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return AESGCM(PBKDF2HMAC(SHA256(), _KEY, salt, rounds).derive(typed))
