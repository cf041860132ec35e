"""Dates as articles carry them."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.dates import is_date_line, parse_date

DAY = "2025-05-26T00:00:00"
AFTERNOON = "2025-05-26T15:04:00"
READ = [
    ("2025-05-26", DAY),
    ("20250526", DAY),
    (20250526, DAY),
    (20250526.0, DAY),
    ("2025/05/26", DAY),
    ("2025-5-26", DAY),
    ("26 May 2025", DAY),
    ("26th May 2025", DAY),
    ("May 26, 2025", DAY),
    ("Mon, May 26 2025", DAY),
    ("Monday 26 May 2025", DAY),
    ("26.05.2025", DAY),
    ("5/26/2025", DAY),
    ("26/05/2025", DAY),
    ("5/26/25", DAY),
    (date(2025, 5, 26), DAY),
    (datetime(2025, 5, 26), DAY),
    (pd.Timestamp("2025-05-26"), DAY),
    (np.datetime64("2025-05-26"), DAY),
    ("May 26, 2025, 3:04 PM", AFTERNOON),
    ("May 26, 2025 at 3:04 p.m.", AFTERNOON),
    ("26 May 2025 15:04", AFTERNOON),
    ("2025-05-26 15:04", AFTERNOON),
    ("20250526150400", AFTERNOON),
    ("2025-05-26T15:04:00Z", AFTERNOON + "+00:00"),
    ("20250526T150400Z", AFTERNOON + "+00:00"),
    ("2025-05-26 15:04:00 UTC", AFTERNOON + "+00:00"),
    ("2025-05-26 15:04:00 +0300", AFTERNOON + "+03:00"),
    ("2025-05-26T15:04:00-07:00", AFTERNOON + "-07:00"),
    ("Mon, 26 May 2025 15:04:00 GMT", AFTERNOON + "+00:00"),
    ("Mon, 26 May 2025 15:04:00 -0700", AFTERNOON + "-07:00"),
    ("26 May 2025 15:04:00 +0000", AFTERNOON + "+00:00"),
    (pd.Timestamp("2025-05-26 15:04", tz="UTC"), AFTERNOON + "+00:00"),
    (1748271840, AFTERNOON + "+00:00"),
    ("1748271840", AFTERNOON + "+00:00"),
    (1748271840000, AFTERNOON + "+00:00"),
    ("12 AM, 26 May 2025", None),
    ("May 26, 2025 12:30 am", "2025-05-26T00:30:00"),
    ("May 26, 2025 12:30 pm", "2025-05-26T12:30:00"),
]
NOT_READ = [
    "yesterday",
    "2025",
    "May 2025",
    "2025-13-01",
    "31 June 2025",
    "03/04/2025",
    "8/11/18",
    "0001-01-01",
    "12345",
    7,
    "",
    "17:30",
    True,
]


@pytest.mark.parametrize(("value", "expected"), [each for each in READ if each[1]])
def test_dates_that_are_understood(value: Any, expected: str) -> None:
    assert parse_date(value).isoformat() == expected


@pytest.mark.parametrize("value", [*NOT_READ, READ[-3][0]])
def test_dates_that_are_not_understood_are_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        parse_date(value)


def test_day_and_month_that_cannot_be_told_apart_are_said_to_be_so() -> None:
    with pytest.raises(ValueError, match="day and month cannot be told apart"):
        parse_date("03/04/2025")
    assert parse_date("04/04/2025") == datetime(2025, 4, 4)


@given(st.datetimes(datetime(1600, 1, 1), datetime(2199, 1, 1), timezones=st.none() | st.just(UTC)))
def test_whatever_isoformat_writes_is_read(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(str(moment)) == moment


@given(st.text(max_size=30))
def test_any_string_is_a_date_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse_date(text), datetime)


@pytest.mark.parametrize(
    "line",
    [
        "26 May 2025",
        "May 26, 2025",
        " Monday, 26 May 2025 ",
        "2025-05-26",
        "26.05.2025",
        "26 May 2025, 15:04",
    ],
)
def test_lines_that_are_only_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    ["", "On 26 May 2025 they met", "26 May 2025 – Istanbul – They met", "2025", "1748271840", "In May"],
)
def test_lines_that_are_more_or_less_than_a_date(line: str) -> None:
    assert not is_date_line(line)
