"""Word pieces in, word vectors out: the exported encoder behind `onnxruntime`, and its tokenizer."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import tokenizers

from dateline.reader.runtime import session
from dateline.reader.windows import COLUMNS, OFFSETS, Window, Word

Floats = npt.NDArray[np.float32]
CLS, SEP, UNKNOWN = 101, 102, 100
_MOST = 12  # pieces of a word


class WordPieces:
    """A `tokenizers` file as `windows.Pieces`."""

    def __init__(self, data: bytes) -> None:
        self._tokenizer = tokenizers.Tokenizer.from_buffer(data)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cached = functools.lru_cache(maxsize=50_000)(self._of)

    def cut(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, ...]]]:
        """For each sentence, for each of its words, the ids of its pieces; a word's neighbours change nothing."""
        return [[self._cached(word) for word in words] for words in sentences]

    def _of(self, word: str) -> tuple[int, ...]:
        coded = self._tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False)
        return tuple(coded.ids[:_MOST]) or (UNKNOWN,)


def layout(window: Window, words: Sequence[Word]) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
    """Piece ids, feature rows of each piece, and the position of each word's first piece."""
    none = tuple(OFFSETS)
    ids, rows, firsts = [CLS], [none], []
    for segment in window.segments:
        for word, pieces in zip(words[segment.first : segment.stop], segment.pieces, strict=True):
            row = _row(word.features)
            firsts.append(len(ids))
            ids.extend(pieces)
            rows.extend([row] * len(pieces))
        ids.append(SEP)
        rows.append(none)
    return ids, rows, firsts


@functools.lru_cache(maxsize=20_000)  # most words of a page have the features of another
def _row(features: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(o + f for o, f in zip(OFFSETS, features, strict=True))


class Encoder:
    """The exported encoder. Windows run one by one: nothing is padded, so a window's vectors depend on it alone.

    (Activations are scaled by the largest of a whole run; batches were slower besides, as they leave the cache.)
    """

    def __init__(self, model: bytes, threads: int = 1) -> None:
        self._session = session(model, threads)

    def encode(self, windows: Sequence[Window], words: Sequence[Sequence[Word]]) -> list[Floats]:
        """For each window the vectors of its words; `words[i]` are the article's words that window i points into."""
        return [self._run(*layout(w, ws)) for w, ws in zip(windows, words, strict=True)]

    def _run(self, ids: list[int], rows: list[tuple[int, ...]], firsts: list[int]) -> Floats:
        feed = {
            "ids": np.array([ids], np.int64),
            "features": np.array([rows], np.int64),
            "mask": np.ones((1, len(ids)), np.float32),
        }
        (hidden,) = self._session.run(None, feed)
        return np.asarray(hidden[0, firsts], np.float32)


assert len(COLUMNS) == len(OFFSETS)
