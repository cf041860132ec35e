"""Small helpers for forms, ids and digests."""

from __future__ import annotations

import hashlib

__all__ = ["digest", "free_id", "slug", "wrong_form"]


def wrong_form(phrase: str) -> str:
    """Say why a phrase cannot be matched; "" if it can."""
    if "*" not in phrase and phrase and not phrase.isspace():
        return ""
    words = phrase.split()
    if not words:
        return "holds an empty form: remove it"
    if words[0] == "*":
        return f"form {phrase!r} begins with *: begin with a word (or word*)"
    if any("*" in word[:-1] for word in words):
        return f"form {phrase!r}: * may only end a word (word*) or stand alone"
    return ""


def slug(form: str) -> str:
    """Return a form as the last part of an entry id.

    Examples
    --------
    >>> slug("so-called *"), slug("flood of…")
    ('so_called', 'flood_of')
    """
    letters = "".join(letter if letter.isalnum() else " " for letter in form.casefold())
    return "_".join(letters.split()) or "form"


def free_id(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or with a number behind it if it is taken, and take it."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    taken.add(name)
    return name


def digest(content: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
