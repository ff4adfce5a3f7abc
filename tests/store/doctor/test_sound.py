"""A sound desk: the doctor says so, beside an app at work too, and leaves all as it is."""

from __future__ import annotations

import os
import shutil
import threading

import pytest

from store import Article, doctor, open_desk

from ..test_migrations import FIRST
from .findings import NONE, is_sound, said, wrong

PAUSE = doctor._PAUSE


def test_a_sound_desk_is_told_so_and_left_as_it_is(written):
    assert wrong(written) == ""
    text = said(doctor.examine(written))
    assert "ok  The desk file and its journal belong together and are whole." in text
    assert "ok  The generation before could replace the desk file: proven." in text
    assert "ok  Read: campaigns 1, tasks 1, articles 1, news items 1." in text


def test_a_new_desk_of_nothing_is_sound(desk_path, clock):
    desk_path.write_bytes(b"")
    assert wrong(desk_path) == ""
    assert said(doctor.repair(desk_path, clock)) == "ok  There was nothing to mend."
    assert desk_path.read_bytes() == b""


def test_a_desk_of_the_first_version_is_sound_and_stays_of_it(desk_path, clock):
    shutil.copy(FIRST, desk_path)
    assert wrong(desk_path) == ""
    assert "no generation before yet" in said(doctor.examine(desk_path))
    assert said(doctor.repair(desk_path, clock)) == "ok  There was nothing to mend."
    assert desk_path.read_bytes() == FIRST.read_bytes()


def test_a_desk_of_one_save_is_sound_at_every_moment(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.add(Article(headline="một"))
        assert is_sound(desk_path)
        desk.file.checkpoint()
        assert is_sound(desk_path)
        desk.records.add(Article(headline="hai"))
        assert "articles 2" in said(doctor.examine(desk_path))
        assert is_sound(desk_path)
    assert is_sound(desk_path)


def test_the_doctor_works_beside_an_app_in_the_middle_of_saving(desk_path, clock, monkeypatch):
    monkeypatch.setattr(doctor, "_PAUSE", PAUSE)
    desk = open_desk(desk_path, clock=clock, keep=NONE)
    article = desk.records.add(Article(headline="Một", body="x"))
    stop = threading.Event()

    def save():
        number = 0
        while not stop.is_set():
            number += 1
            desk.records.change(article, body=f"{number} " * 2_000)
            if number % 7 == 0:
                desk.file.checkpoint()

    saving = threading.Thread(target=save)
    saving.start()
    try:
        for _ in range(40):
            reports = doctor.examine(desk_path)
            assert all(report.is_sound for report in reports), said(reports)
    finally:
        stop.set()
        saving.join()
        desk.close()
    assert is_sound(desk_path)


def test_an_app_can_be_started_while_the_doctor_looks(written, clock):
    stop = threading.Event()

    def look():
        while not stop.is_set():
            doctor.examine(written)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(20):
            with open_desk(written, clock=clock, keep=NONE):
                pass
    finally:
        stop.set()
        looking.join()


def test_a_link_is_followed_to_what_lies_beside_the_file(written, tmp_path):
    link = tmp_path / "nơi khác" / "liên-kết.json"
    link.parent.mkdir()
    link.symlink_to(written)
    assert said(doctor.examine(link)) == said(doctor.examine(written))
    assert "proven" in said(doctor.examine(link))


def test_a_read_only_look_needs_no_room(written):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("write", "pwrite", "fsync", "replace", "link", "mkdir"):
            patch.setattr(os, name, lambda *_, **__: pytest.fail("the doctor has written"))
        assert is_sound(written)
