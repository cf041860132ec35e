"""Dates as articles carry them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

__all__ = ["is_date_line", "parse_date"]

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in MONTHS) + "|sept"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+|[-–|]\s+)?(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?)\s*(?P<half>[ap]\.?m\.?)?)?"
_ZONE = r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?"
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf",?\s+(?P<year>\d{{4}}){_CLOCK}{_ZONE}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,4}})(?P<mark>[./-])(?P<b>\d{{1,2}})(?P=mark)(?P<c>\d{{2,4}}){_CLOCK}{_ZONE}", re.IGNORECASE
)
_DIGITS = re.compile(r"\d{8}(?:\d{4}|\d{6})?")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}")
EARLIEST = 1500


def parse_date(value: Any) -> datetime:
    """Return the moment that `value` names, with its time zone if it names one; a date alone is midnight.

    ISO 8601, RFC 2822, ``20220125``, ``26 May 2025``, ``May 26, 2025, 3:04 PM``, ``26.05.2025``, ``5/26/25``,
    seconds or milliseconds since 1970, and the date types of Python, NumPy and pandas.

    Raises
    ------
    ValueError
        The value is no date, or could be two: 03/04/2025 is March in one country and April in the next.

    Examples
    --------
    >>> parse_date("20220125"), parse_date("2018-10-18T16:15:00-07:00").isoformat()
    (datetime.datetime(2022, 1, 25, 0, 0), '2018-10-18T16:15:00-07:00')
    """
    moment = _from_type(value)
    if moment is None:
        moment = _from_text(str(value).strip())
    if not EARLIEST <= moment.year <= 2200:
        raise ValueError(f"the year {moment.year} cannot be")
    return moment


def is_date_line(line: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    line = line.strip()
    if len(line) > 45 or not any(each.isdigit() for each in line):
        return False
    return any(form.fullmatch(line) for form in (_WRITTEN, _NUMERIC)) and not line.isdigit()


def _from_type(value: Any) -> datetime | None:
    """Read the date types, without importing the packages that they come from."""
    if hasattr(value, "to_pydatetime"):
        moment: datetime = value.to_pydatetime(warn=False)
        return moment
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if type(value).__name__ == "datetime64":
        return _from_type(value.astype("datetime64[us]").item())
    return None


def _from_text(text: str) -> datetime:
    digits = text.removesuffix(".0")
    if _EPOCH.fullmatch(digits):
        return _since_1970(float(digits))
    if _DIGITS.fullmatch(digits):
        return datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")
    for read in (_iso, _written, _numeric, _mail):
        moment = read(text)
        if moment is not None:
            return moment
    raise ValueError("not a date in a form that is known; ISO dates such as 2025-05-16 are")


def _since_1970(number: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / 1000 if number >= 1e11 else number)


def _iso(text: str) -> datetime | None:
    plain = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", text)
    plain = re.sub(r"(?<=\d)\s+(?=[+-]\d{2}:?\d{2}$)", "", plain)
    if not re.match(r"\d{4}-?\d{2}-?\d{2}", plain):
        return None
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        return None


def _written(text: str) -> datetime | None:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    name = (match["m1"] or match["m2"]).lower()[:3]
    month = next(number for number, each in enumerate(MONTHS, 1) if each.startswith(name))
    return _moment(int(match["year"]), month, int(match["d1"] or match["d2"]), match)


def _numeric(text: str) -> datetime | None:
    """Read three numbers; with slashes or dashes day and month may be told only by their size."""
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, third = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return _moment(first, second, third, match)
    if len(match["c"]) == 2:
        third += 1900 if third > 68 else 2000
    elif len(match["c"]) == 3 or len(match["a"]) == 3:
        raise ValueError("the year needs four digits")
    if match["mark"] == "." or first > 12 or first == second:
        return _moment(third, second, first, match)
    if second > 12:
        return _moment(third, first, second, match)
    raise ValueError("day and month cannot be told apart; write the date as 2025-05-16")


def _mail(text: str) -> datetime | None:
    if not re.match(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d", text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None


def _moment(year: int, month: int, day: int, match: re.Match[str]) -> datetime:
    hour, minute, second = (
        ([int(each) for each in re.split("[:.]", match["clock"])] + [0])[:3] if match["clock"] else (0, 0, 0)
    )
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    zone = (
        (match["zone"] or "").upper().replace("UTC", "+00:00").replace("GMT", "+00:00").replace("Z", "+00:00")
    )
    return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
