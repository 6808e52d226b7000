"""T27, T29: what is taken and what is refused, and what people read then."""

import time
import tracemalloc
from contextlib import suppress
from io import BytesIO

import pytest

from officers.attachments.judging import judge
from officers.workbook.gate import Refusal

from .corpus import REFUSED, TAKEN


def test_the_corpus_is_large_enough():
    assert len(TAKEN) + len(REFUSED) >= 100


@pytest.mark.parametrize("case", TAKEN)
def test_what_people_send_is_taken(case):
    name, content = TAKEN[case]
    file = BytesIO(content)
    kind = judge(name, file)
    assert kind == name.rsplit(".", 1)[-1].lower().replace("jpeg", "jpg")
    assert file.tell() == 0, "whoever stores it reads from the beginning"


@pytest.mark.parametrize("case", REFUSED)
def test_everything_else_is_refused_with_a_sentence(case):
    name, content, said = REFUSED[case]
    begun = time.monotonic()
    with pytest.raises(Refusal) as refusal:
        judge(name, BytesIO(content))
    assert said in str(refusal.value)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("case", ["docx that swells", "jpg of 65535 by 65535", "png of 4 billion by 4 billion"])
def test_what_would_swell_costs_no_memory(case):
    name, content, _ = REFUSED[case]
    tracemalloc.start()
    try:
        with pytest.raises(Refusal):
            judge(name, BytesIO(content))
        assert tracemalloc.get_traced_memory()[1] < 30 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("case", TAKEN)
def test_no_piece_of_a_good_file_is_a_fault_of_ours(case):
    """T28: cut anywhere, bent anywhere, the answer is yes or a sentence."""
    name, content = TAKEN[case]
    step = max(1, len(content) // 40)
    for at in range(0, len(content), step):
        bent = bytearray(content)
        bent[at] ^= 0xFF
        for piece in (content[:at], bytes(bent)):
            with suppress(Refusal):
                judge(name, BytesIO(piece))
