"""Pronouns and descriptions: taken up when one reading stands out, left alone when two compete."""

from __future__ import annotations

from graphkit.extract.coreference import Discourse, resolve
from graphkit.model import Kind
from tests.extract.notation import mention, parsed


def test_it_takes_up_the_subject_of_the_saying() -> None:
    parse = parsed("Iran/NNP/nsubj/1 says/VBZ/ROOT/1 it/PRP/nsubj/3 attacked/VBD/ccomp/1 Iraq/NNP/dobj/3")
    iran, iraq = mention(parse, 0, "IRN"), mention(parse, 4, "IRQ")
    [found] = resolve(parse, [iran, iraq], [iran], Discourse())
    assert (found.code, found.text, found.rule) == ("IRN", "it", "pronoun")


def test_it_never_stands_for_a_person() -> None:
    parse = parsed("Putin/NNP/nsubj/1 says/VBZ/ROOT/1 it/PRP/nsubj/3 rained/VBD/ccomp/1")
    putin = mention(parse, 0, "RUS", kind=Kind.PERSON)
    assert list(resolve(parse, [putin], [putin], Discourse())) == []


def test_he_needs_a_person_and_only_one() -> None:
    before = parsed("Putin/NNP/nsubj/1 and/CC/cc/0 Xi/NNP/conj/0")
    putin, xi = mention(before, 0, "RUS", kind=Kind.PERSON), mention(before, 2, "CHN", kind=Kind.PERSON)
    parse = parsed("He/PRP/nsubj/1 left/VBD/ROOT/1")
    alone, both = Discourse(), Discourse()
    alone.remember([putin], [putin])
    both.remember([putin, xi], [])
    assert [m.code for m in resolve(parse, [], [], alone)] == ["RUS"]
    assert list(resolve(parse, [], [], both)) == []


def test_both_countries_are_the_last_two() -> None:
    before = parsed("Russia/NNP/nsubj/1 met/VBD/ROOT/1 China/NNP/dobj/1")
    discourse = Discourse()
    discourse.remember([mention(before, 0, "RUS"), mention(before, 2, "CHN")], [])
    parse = parsed("Both/DT/det/1 countries/NNS/nsubj/2 agreed/VBD/ROOT/2")
    assert sorted(m.code for m in resolve(parse, [], [], discourse)) == ["CHN", "RUS"]


def test_both_countries_among_three_are_left_alone() -> None:
    before = parsed("Russia/NNP/nsubj/1 met/VBD/ROOT/1 China/NNP/dobj/1 and/CC/cc/2 India/NNP/conj/2")
    discourse = Discourse()
    discourse.remember([mention(before, 0, "RUS"), mention(before, 2, "CHN"), mention(before, 4, "IND")], [])
    parse = parsed("Both/DT/det/1 countries/NNS/nsubj/2 agreed/VBD/ROOT/2")
    assert list(resolve(parse, [], [], discourse)) == []
