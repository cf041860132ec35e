"""Bytes to text: UTF-8 first, then the other usual encodings, and never a guess that is not reported."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from framing.corpus.exclusions import FileProblem

__all__ = ["decode", "guess_encoding", "open_bytes", "text_lines"]

SAMPLE = 1 << 16
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = {
    b"%PDF": "a PDF file: save it as plain text or HTML first",
    b"PK\x03\x04": "a zip archive or office document: unpack it, or save it as text, HTML or CSV first",
    b"\xd0\xcf\x11\xe0": "an old office document: save it as plain text or CSV first",
    b"{\\rtf": "a rich text file: save it as plain text first",
    b"PAR1": "a Parquet file: give it the suffix .parquet",
    b"\x1f\x8b": "a gzip file: give it the suffix .gz",
}
_WESTERN_MARKS = "\xa0¡¢£§©«®°´·»¼½¾¿‘’‚“”„•–—…‹›€™"
_WESTERN = re.compile(rf"[\x00-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ{_WESTERN_MARKS}]*")
_UNLIKELY = re.compile(
    r"[a-zß-ÿ][À-ÞŠŽŸ]|[À-ÿŠšŽžŒœ]{3}|(?<![a-zA-ZÀ-ÿ])[À-ÿŠšŽž](?![a-zA-Z'’À-ÿ])(?<!à)(?<!À)"
    r"|\w[‚„•](?=\w)"
)

Report = Callable[[str], None]


@contextmanager
def open_bytes(path: Path) -> Iterator[io.BufferedReader]:
    """Open a file, unpacked if its name ends in .gz; what the system may say becomes a FileProblem."""
    try:
        with open(path, "rb") as raw:
            if path.suffix.lower() == ".gz":
                yield io.BufferedReader(gzip.GzipFile(fileobj=raw), buffer_size=SAMPLE)
            else:
                yield raw
    except PermissionError:
        raise FileProblem("unreadable", "You may not read this file: change its permissions.") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        told = "cut off" if isinstance(error, EOFError) else "damaged, or no gzip file at all"
        told = f"The file is {told} ({error}): fetch it again. What could be unpacked was read."
        raise FileProblem("broken gzip", told) from None
    except OSError as error:
        told = f"The system says {error.strerror or error}: check that the file and its disk are there."
        raise FileProblem("unreadable", told) from None


def decode(data: bytes, *, encoding: str | None = None, report: Report | None = None) -> str:
    """Return the text of a whole file.

    Without `encoding`: a byte order mark, else UTF-8, else what the bytes look like; `report` is told which.

    Raises
    ------
    FileProblem
        The bytes are no text, or not in the encoding that was given.
    """
    chosen = encoding or guess_encoding(data)
    if encoding is None and not chosen.startswith("utf") and report:
        report(chosen)
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        told = f"Byte {error.start} is not {chosen}: pass another encoding=, or none to have it detected."
        raise FileProblem("wrong encoding", told) from None
    return text.removeprefix("\ufeff")


def text_lines(
    stream: io.BufferedReader, *, encoding: str | None = None, report: Report | None = None
) -> Iterator[str]:
    """Yield the lines of a file of any size; a byte that is not of the encoding comes as a lone surrogate.

    The encoding is settled by the beginning, or, when that is ASCII, by the first line that is not.
    """
    for number, line in enumerate(_decoded_lines(stream, encoding, report)):
        yield line if number else line.removeprefix("\ufeff")


def guess_encoding(data: bytes) -> str:
    """Return the name of the encoding of `data`.

    Raises
    ------
    FileProblem
        The bytes are no text, or UTF-8 that is broken in places.

    Examples
    --------
    >>> guess_encoding("Kiev, a café".encode()), guess_encoding("Kiev, a café".encode("cp1252"))
    ('utf-8', 'cp1252')
    """
    marked = _by_mark(data)
    if marked:
        return marked
    try:
        data.decode()
        return "utf-8"
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        n_broken = text.count("\ufffd")
        if sum(not each.isascii() for each in text) > 2 * n_broken:
            told = f"It is UTF-8 but for byte {error.start} and perhaps more: repair it, or pass encoding=."
            raise FileProblem("wrong encoding", told) from None
    return _legacy_encoding(data)


def _decoded_lines(stream: io.BufferedReader, encoding: str | None, report: Report | None) -> Iterator[str]:
    chosen = encoding or _by_mark(stream.peek(SAMPLE)) or "utf-8"
    if codecs.lookup(chosen).name not in ("utf-8", "utf-8-sig"):
        yield from _other_lines(stream, chosen)
        return
    chosen, settled = "utf-8", encoding is not None
    for raw in stream:
        if not settled and not raw.removeprefix(codecs.BOM_UTF8).isascii():
            settled = True
            chosen = _settled(raw, stream, report)
        yield raw.decode(chosen, "surrogateescape")


def _by_mark(data: bytes) -> str | None:
    """Return the encoding that the first bytes give away; raise if they are those of another kind of file."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    for magic, told in MAGIC.items():
        if data.startswith(magic):
            raise FileProblem("binary file", f"This is {told}.")
    return _wide_encoding(data) if b"\0" in data else None


def _settled(raw: bytes, stream: io.BufferedReader, report: Report | None) -> str:
    """Return the encoding of a file whose first line that is not ASCII is `raw`."""
    try:
        raw.decode()
        return "utf-8"
    except UnicodeDecodeError:
        encoding = guess_encoding(raw + stream.peek(SAMPLE))
    if report:
        report(encoding)
    return encoding


def _other_lines(stream: io.BufferedReader, encoding: str) -> Iterator[str]:
    # The UTF-16 and UTF-32 codecs cannot set a single byte aside.
    errors = "strict" if codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")) else "surrogateescape"
    wrapper = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    try:
        yield from wrapper
    except UnicodeDecodeError as error:
        told = f"Byte {error.start} is not {encoding}: pass the right encoding=."
        raise FileProblem("wrong encoding", told) from None
    finally:
        # The stream belongs to whoever opened it.
        wrapper.detach()


def _wide_encoding(data: bytes) -> str:
    """Tell UTF-16 without a mark, where every second byte of plain letters is zero, from binary data."""
    half = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 0.3 * half and even < 0.01 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.01 * half:
        return "utf-16-be"
    raise _problem_of_zeros(data)


def _problem_of_zeros(data: bytes) -> FileProblem:
    """Say where the first zero byte is: a stray one in a text can be taken out, many mean that it is no text."""
    first, n_zeros = data.index(0), data.count(0)
    line = data.count(b"\n", 0, first) + 1
    place = f"byte {first:,} (line {line:,})"
    if n_zeros > 0.05 * len(data) + 2 or not _is_utf8(data):
        told = f"This is binary data, not text (zero byte at {place})"
        return FileProblem("binary file", f"{told}: leave the file out, or save it as plain text in UTF-8.")
    many = "a zero byte" if n_zeros == 1 else f"{n_zeros:,} zero bytes, the first"
    return FileProblem("zero bytes", f"The text holds {many} at {place}: take them out, for example with `tr -d '\\000'`.")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3  # a sample may end within a character
    return True


def _legacy_encoding(data: bytes) -> str:
    """Prefer the Western code page where it makes sense; ask charset-normalizer otherwise.

    On short Western texts the detector's favourite is often the Central European page, which has the same
    quotation marks but other letters; whether the Western reading makes plausible words is easy to see.
    """
    sample = data[: 4 * SAMPLE]
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        text = "\0"
    if _is_western(text):
        return "cp1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample).best()
    if best is None or _n_controls(str(best)) > 0.01 * len(sample):
        raise FileProblem(
            "binary file",
            "This is neither UTF-8 nor text in another encoding that could be told: save it as UTF-8.",
        )
    return best.encoding


def _is_western(text: str) -> bool:
    foreign = sum(each.isalpha() and not each.isascii() for each in text)
    letters = sum(each.isalpha() for each in text)
    return (
        bool(_WESTERN.fullmatch(text))
        and not _UNLIKELY.search(text)
        and foreign <= 0.2 * letters
        and _n_controls(text) == 0
    )


def _n_controls(text: str) -> int:
    return sum(each < " " and each not in "\t\n\r\f" for each in text)
