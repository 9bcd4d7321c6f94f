"""Word pieces in, word vectors out: the exported encoder behind `onnxruntime`, and its tokenizer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import tokenizers

from dateline.reader.runtime import session
from dateline.reader.windows import COLUMNS, OFFSETS, Window, Word

Floats = npt.NDArray[np.float32]
CLS, SEP, UNKNOWN = 101, 102, 100
_BATCH_PIECES = 2048


class WordPieces:
    """A `tokenizers` file as `windows.Pieces`."""

    def __init__(self, data: bytes) -> None:
        self._tokenizer = tokenizers.Tokenizer.from_buffer(data)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, ...]]]:
        """For each sentence, for each of its words, the ids of its pieces."""
        if not sentences:
            return []
        coded = self._tokenizer.encode_batch(
            [list(words) for words in sentences], is_pretokenized=True, add_special_tokens=False
        )
        out = []
        for words, one in zip(sentences, coded, strict=True):
            pieces: list[list[int]] = [[] for _ in words]
            for ident, word in zip(one.ids, one.word_ids, strict=True):
                if word is not None:
                    pieces[word].append(ident)
            out.append([tuple(p[:12]) or (UNKNOWN,) for p in pieces])
        return out


def layout(window: Window, words: Sequence[Word]) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
    """Piece ids, feature rows of each piece, and the position of each word's first piece."""
    none = tuple(OFFSETS)
    ids, rows, firsts = [CLS], [none], []
    for segment in window.segments:
        for word, pieces in zip(words[segment.first : segment.stop], segment.pieces, strict=True):
            row = tuple(o + f for o, f in zip(OFFSETS, word.features, strict=True))
            firsts.append(len(ids))
            ids.extend(pieces)
            rows.extend([row] * len(pieces))
        ids.append(SEP)
        rows.append(none)
    return ids, rows, firsts


class Encoder:
    """The exported encoder. Batches hold windows of like length; the order of the results is the order asked for."""

    def __init__(self, model: bytes, threads: int = 1) -> None:
        self._session = session(model, threads)

    def encode(self, windows: Sequence[Window], words: Sequence[Sequence[Word]]) -> list[Floats]:
        """For each window the vectors of its words; `words[i]` are the article's words that window i points into."""
        laid = [layout(w, ws) for w, ws in zip(windows, words, strict=True)]
        order = sorted(range(len(laid)), key=lambda i: len(laid[i][0]))
        out: list[Floats] = [np.zeros((0, 0), np.float32)] * len(laid)
        batch: list[int] = []
        for i in order:
            longest = len(laid[i][0])
            if batch and longest * (len(batch) + 1) > _BATCH_PIECES:
                self._run(batch, laid, out)
                batch = []
            batch.append(i)
        if batch:
            self._run(batch, laid, out)
        return out

    def _run(
        self,
        batch: Sequence[int],
        laid: Sequence[tuple[list[int], list[tuple[int, ...]], list[int]]],
        out: list[Floats],
    ) -> None:
        longest = max(len(laid[i][0]) for i in batch)
        ids = np.zeros((len(batch), longest), np.int64)
        rows = np.tile(np.array(OFFSETS, np.int64), (len(batch), longest, 1))
        mask = np.zeros((len(batch), longest), np.float32)
        for k, i in enumerate(batch):
            size = len(laid[i][0])
            ids[k, :size] = laid[i][0]
            rows[k, :size] = laid[i][1]
            mask[k, :size] = 1.0
        (hidden,) = self._session.run(None, {"ids": ids, "features": rows, "mask": mask})
        for k, i in enumerate(batch):
            out[i] = hidden[k, laid[i][2]]


assert len(COLUMNS) == len(OFFSETS)
