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
@pytest.mark.parametrize("spread", [1.0, 1e-3])
def test_the_nearest_of_many_are_exactly_those_of_brute_force(chosen: int, spread: float) -> None:
    generator = np.random.default_rng(6)
    vectors = 1 + spread * generator.standard_normal((30_000, 64))  # with a small spread, half precision cannot tell them apart
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    table = VectorTable(np.zeros((30_000, 3), np.int32), vectors, vectors, np.zeros(1, np.int64))
    vector = (vectors[0] / np.linalg.norm(vectors[0].astype(np.float32))).astype(np.float32)
    positions = np.sort(generator.choice(30_000, chosen, replace=False)).astype(np.int64)
    cosines = vectors[positions].astype(np.float32) @ vector
    found = table.nearest(vector, positions, 100)
    assert len(found) == min(100, chosen) and len(set(found)) == len(found)
    assert np.allclose(vectors[found].astype(np.float32) @ vector, np.sort(cosines)[::-1][:100], atol=1e-6)


def test_a_key_leads_back_to_its_row() -> None:
    table = make_table(1_000)
    numbers = np.array([key_number(passage_key(row)) for row in table.rows])
    assert (np.diff(table.order) > 0).all() and (np.searchsorted(table.order, numbers) == np.arange(1_000)).all()


def test_days_are_numbers_in_their_order() -> None:
    days = ["0", "2019-12", "2019-12-31", "2020", "2020-01-01", "2024-02-29", "9"]
    numbers = [_day_number(day) for day in days]
    assert numbers == sorted(numbers) and _day(_day_number("2024-02-29")) == "2024-02-29"
