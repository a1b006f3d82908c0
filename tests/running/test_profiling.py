"""Timing of the stages."""

from __future__ import annotations

import time

from graphkit.running.profiling import Clock


def test_a_stage_does_not_count_those_within_it() -> None:
    clock = Clock()
    with clock.stage("outer"):
        with clock.stage("inner"):
            time.sleep(0.05)
        list(clock.over("stream", [1, 2]))
    whole = clock.take()
    assert whole["inner"] >= 0.05 > whole["outer"]
    assert clock.take() == {}
    clock.add(whole)
    clock.add(whole)
    assert clock.seconds["inner"] == 2 * whole["inner"]
