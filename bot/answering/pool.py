"""BM25 over a small pool of sentences, through rank-bm25."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus


def pool_scores(question: Sequence[str], sentences: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
    """BM25+ of each sentence's stems for the question's, against the pool itself; shape (len(sentences),).

    Lv and Zhai, "Lower-Bounding Term Frequency Normalization" (CIKM 2011).
    """
    if not sentences or not any(sentences):
        return np.zeros(len(sentences))
    return np.asarray(BM25Plus(sentences).get_scores(list(dict.fromkeys(question))))
