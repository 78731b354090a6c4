"""Ctrl-C is noted instead of raised, and afterwards everything is as before."""

from __future__ import annotations

import signal
from threading import Thread

import pytest
from nakanaori.engine.proving.interruption import noting_ctrl_c


def test_ctrl_c_is_noted() -> None:
    before = signal.getsignal(signal.SIGINT)
    with noting_ctrl_c() as pressed:
        assert not pressed()
        signal.raise_signal(signal.SIGINT)
        assert pressed()
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_leaves_ctrl_c_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ValueError, match="wrong"), noting_ctrl_c():
        raise ValueError("wrong")
    assert signal.getsignal(signal.SIGINT) is before


def test_beside_the_main_thread_nothing_is_noted_and_nothing_changed() -> None:
    noted: list[bool] = []

    def work() -> None:
        with noting_ctrl_c() as pressed:
            noted.append(pressed())

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert noted == [False]
