"""What every test stands on: a home of its own, a desk with a fixed clock, pages to read."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import hypothesis
import pytest

from store import Desk, SavedSearch, open_desk
from tests.clock import NOW, ZONE

os.environ["TZ"] = ZONE
time.tzset()

# `nohup` and shells in the background have them ignored, and so would what the tests start.
_USUAL: dict[signal.Signals, signal.Handlers | Callable[..., object]] = {
    signal.SIGHUP: signal.SIG_DFL,
    signal.SIGINT: signal.default_int_handler,
    signal.SIGQUIT: signal.SIG_DFL,
}
for _number, _usual in _USUAL.items():
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)

# How long an example takes tells how busy the machine is, and nothing of the code. The examples are
# the same in each run: what has passed passes again, so a failure is of the change that one has
# made. Others are looked for with `--hypothesis-profile=explore`, which the fuzz tests do by
# themselves.
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.load_profile("same")

SAMPLE = Path(__file__).resolve().parents[1].parent / "shared" / "pages"

PAGE = """\
Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê

Trần An |

Hà Nội –\xa0Sáng 18.4, tổ may số 7 trao 1.250 suất quà cho công nhân xa quê ở ba khu nhà trọ.

Mỗi suất có gạo, dầu ăn và một vé xe về quê. “Vé xe là thứ mọi người mừng nhất”, chị Lê Thu nói.

Đợt trao quà thứ hai mở vào ngày 28.4, trước Tháng Công nhân.

Trần An
TIN LIÊN QUAN

Xưởng may mở lớp học đêm

Lê Thu |

Lớp có 40 chỗ, học phí bằng không, mở tối thứ ba và thứ năm.

Công đoàn khu Bắc khám mắt cho 300 thợ

|

Khám trong hai ngày, kính được tặng tại chỗ.

Xe đưa đón ca đêm chạy thêm hai chuyến

PV |

Hai chuyến mới đi qua khu nhà trọ phía nam."""
"""A page as the desk writes it: headline, byline, 3 paragraphs, sign-off, heading, 3 cards."""


class Clock:
    """A clock that stands still until a test lets time pass."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time

    def wait(self, minutes: int = 1) -> None:
        self.time += timedelta(minutes=minutes)

    def use(self, desk: Desk, days: int) -> None:
        """Let days pass on which something is saved: what is old is told by those."""
        for _ in range(days):
            self.time += timedelta(days=1)
            passing = desk.records.add(SavedSearch(name="x", words="x"))
            desk.records.write("", [], drop=[passing])
            desk.trash.expire()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home folders of the tests, made as they are asked for.

    (pytest's own `mktemp` reads all that it has made before, each time.)
    """
    folder = tmp_path_factory.mktemp("h")  # a short name: sentences with paths wrap
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own: no test sees the desk or settings of who runs it."""
    folder = next(homes)
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("TOASOAN_DESK", str(folder / "desk.json"))
    for name in ("LC_MESSAGES", "LANGUAGE", "LANG", "PYTHONUNBUFFERED", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # so the screens are in English
    return folder


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which the whole program goes: no test knows what day it is."""
    made = Clock()
    monkeypatch.setattr("store.clock.source", made)
    return made


class Disk:
    """The disk under every desk of a test, which can be full for a while."""

    full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    real, found = os.pwrite, Disk()

    def pwrite(handle: int, data: bytes, place: int) -> int:
        if found.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, data, place)

    monkeypatch.setattr(os, "pwrite", pwrite)
    return found


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


@pytest.fixture
def desk(desk_path: Path, clock: Clock):
    """An open desk with nothing on it."""
    with open_desk(desk_path, clock=clock) as opened:
        yield opened


@pytest.fixture
def page_bytes() -> bytes:
    return PAGE.encode()


@pytest.fixture
def shared_page() -> bytes:
    """The real page of the study, where it is at hand."""
    found = sorted(SAMPLE.glob("*.txt")) if SAMPLE.is_dir() else []
    if not found:
        pytest.skip("the shared pages are not here")
    return found[0].read_bytes()


@pytest.fixture
def campaign(desk: Desk):
    return desk.campaigns.new_empty("Mùa quà xa quê", 2027)
