"""Vectors and filters over more passages than one block holds."""

import numpy as np
import pytest

from index.search import _day, _day_number
from index.vectors import VectorTable, key_number, passage_key, sentence_starts


def make_table(passages: int, dimension: int = 16) -> VectorTable:
    generator = np.random.default_rng(5)
    vectors = generator.standard_normal((passages, dimension)).astype(np.float16)
    rows = np.array([(i // 4 + 1, i % 4 * 3, i % 4 * 3 + 3) for i in range(passages)], np.int32)
    return VectorTable(rows, vectors, vectors, sentence_starts(rows))


@pytest.mark.parametrize("chosen", [0, 1, 4_096, 4_097, 20_000])
def test_cosines_of_many_passages_are_those_of_each(chosen: int) -> None:
    table, vector = make_table(30_000), np.random.default_rng(6).standard_normal(16).astype(np.float32)
    positions = np.sort(np.random.default_rng(7).choice(30_000, chosen, replace=False)).astype(np.int64)
    expected = table.passages.astype(np.float32)[positions] @ vector
    assert np.allclose(table.cosines(vector, positions), expected, atol=1e-4)


def test_a_key_leads_back_to_its_row() -> None:
    table = make_table(1_000)
    numbers = np.array([key_number(passage_key(row)) for row in table.rows])
    assert (np.diff(table.order) > 0).all() and (np.searchsorted(table.order, numbers) == np.arange(1_000)).all()


def test_days_are_numbers_in_their_order() -> None:
    days = ["0", "2019-12", "2019-12-31", "2020", "2020-01-01", "2024-02-29", "9"]
    numbers = [_day_number(day) for day in days]
    assert numbers == sorted(numbers) and _day(_day_number("2024-02-29")) == "2024-02-29"
