"""The part of YAML that quanteda dictionaries use: nested keys, lists, quoted and plain texts, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["YamlError", "parse_yaml"]

_SCALAR = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^,\[\]#'"][^,\]#]*))\s*""")
_KEY = re.compile(r"""^(?:"([^"]*)"|'([^']*)'|([^:#\[\]{}"'-][^:#]*?|-[^\s:][^:#]*?))\s*:(?=\s|$)\s*(.*)$""")

Found = tuple[int, tuple[str, ...], str]  # line, path of keys, text


class YamlError(ValueError):
    """A line that is outside the part of YAML read here."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def parse_yaml(text: str) -> Iterator[Found]:
    """Yield each text of a dictionary with its line and the keys above it.

    Examples
    --------
    >>> list(parse_yaml("tax:\\n  cut: [low*, 'tax cut']\\n  rise:\\n    - hike\\n"))
    [(2, ('tax', 'cut'), 'low*'), (2, ('tax', 'cut'), 'tax cut'), (4, ('tax', 'rise'), 'hike')]
    """
    open_keys: list[tuple[int, str]] = []  # indentation, key
    for number, line in _logical_lines(text):
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        if stripped.startswith("- ") or stripped == "-":
            open_keys = [each for each in open_keys if each[0] <= indent]
            yield from _values(number, stripped[1:], open_keys)
            continue
        key = _KEY.match(stripped)
        if not key:
            raise YamlError(
                number,
                f"cannot read {stripped!r}. Write `key:` or `- form`; put other texts in quotation marks.",
            )
        open_keys = [each for each in open_keys if each[0] < indent]
        open_keys.append((indent, next(group for group in key.groups()[:3] if group is not None).strip()))
        yield from _values(number, key[4], open_keys)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines with content; a list in brackets that goes on over lines is joined."""
    pending, began = "", 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _without_comment(raw).rstrip()
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise YamlError(number, "indentation by tabs. Use spaces.")
        if not line.strip() or line.strip() in ("---", "..."):
            continue
        if pending:
            line = f"{pending} {line.strip()}"
        else:
            began = number
        pending = line if _depth(line) > 0 else ""
        if not pending:
            yield began, line
    if pending:
        raise YamlError(began, "a list that begins with [ has no ]. Close it.")


def _unquoted(line: str) -> str:
    """Return the line with quoted texts blanked out, at the same length."""
    return re.sub(
        r"""(?<![^\s\[,:-])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""", lambda found: "_" * len(found[0]), line
    )


def _without_comment(line: str) -> str:
    found = re.search(r"(?:^|\s)#", _unquoted(line))
    return line[: found.start()] if found else line


def _depth(line: str) -> int:
    plain = _unquoted(line)
    return plain.count("[") - plain.count("]")


def _values(number: int, rest: str, open_keys: list[tuple[int, str]]) -> Iterator[Found]:
    path = tuple(key for _, key in open_keys)
    rest = rest.strip()
    if not rest:
        return
    if rest[0] in "{&*!|>":
        raise YamlError(number, f"cannot read {rest!r}. Write a list of forms: [one, two].")
    if not rest.startswith("["):
        yield number, path, _whole(number, rest)
        return
    inner, place = rest[1:-1], 0
    while place < len(inner):
        found = _SCALAR.match(inner, place)
        if not rest.endswith("]") or not found or inner[found.end() : found.end() + 1] not in ("", ","):
            raise YamlError(
                number, f"cannot read {inner[place:]!r}. Put texts in quotation marks, commas between."
            )
        yield number, path, _text(found)
        place = found.end() + 1


def _whole(number: int, rest: str) -> str:
    """A text that is not in a list: commas belong to it."""
    if rest[0] not in "\"'":
        return rest
    found = _SCALAR.fullmatch(rest)
    if not found:
        raise YamlError(number, f"cannot read {rest!r}. Close the quotation mark.")
    return _text(found)


def _text(found: re.Match[str]) -> str:
    if found[1] is not None:
        return re.sub(r"\\(.)", r"\1", found[1])
    if found[2] is not None:
        return found[2].replace("''", "'")
    return found[3].strip()
