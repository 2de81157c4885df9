"""The words of PyThaiNLP: read and looked up without its own tree of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

from circulars.data.corpora import corpus
from circulars.data.words import words

DICTIONARY = sorted(thai_words())
LETTERS = st.text(st.sampled_from("กขคงจนมรวสอฮะาำิีุูเแโไ่้์ฯๆ 0๑.,()aB\n"), max_size=12)


def test_the_dictionary_is_read_whole() -> None:
    """The file of words is read as PyThaiNLP reads it."""
    assert thai_words() == set(corpus("words_th.txt").splitlines())


@given(text=st.lists(st.sampled_from(DICTIONARY) | LETTERS, max_size=8).map("".join))
@settings(deadline=None)
def test_words_are_those_of_pythainlp(text: str) -> None:
    """Any text is cut where PyThaiNLP's newmm cuts it with its own dictionary."""
    assert word_tokenize(text, engine="newmm") == list(words(text))
