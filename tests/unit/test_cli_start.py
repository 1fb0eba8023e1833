"""The program's first module: what the desktop's icon starts waits for no command line."""

import subprocess
import sys
from pathlib import Path

import pytest

ALONE = """
import sys
from pathlib import Path
import host.compose.launcher_first as first

def opened(home, choices, handed, turn):
    print(home.root, choices.joinable, "click" in sys.modules, "socket" in sys.modules, *handed)
    {end}

first.with_launcher = opened
sys.argv = ["fanlight", *{words!r}]
from host.cli.start import fanlight
fanlight()
"""


def start(
    home: Path, end: str = "", words: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """The program in a child, where opening the launcher only says with what."""
    return subprocess.run(
        [sys.executable, "-c", ALONE.format(end=end or "pass", words=words)],
        env={"FANLIGHT_HOME": str(home), "PATH": "", "DISPLAY": ":0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_alone_it_opens_the_launcher_without_click(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path} True False False\n"), done.stderr


def test_alone_it_brings_no_more_of_pythons_own_than_a_first_paint_needs(tmp_path: Path) -> None:
    done = start(tmp_path, "print({'subprocess', 'asyncio', 'ssl'} & {*sys.modules})")
    assert done.stdout.splitlines()[1:] == ["set()"], done.stderr


def test_with_options_it_is_the_same_launcher(tmp_path: Path) -> None:
    done = start(tmp_path, words=("--home", str(tmp_path / "other")))
    assert done.stdout == f"{tmp_path / 'other'} True True False\n", done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("word", "handed"),
    [
        ("fanlight://open/org.example.tea", "fanlight://open/org.example.tea"),
        (str(Path("tea.ma").absolute()), str(Path("tea.ma").absolute())),
        (Path("green tea.ma").absolute().as_uri(), str(Path("green tea.ma").absolute())),
        ("fanlight:no-link", "fanlight:no-link"),
    ],
)
def test_what_the_system_hands_over_is_opened_in_the_launcher(
    tmp_path: Path, word: str, handed: str
) -> None:
    """Where nothing that is installed is meant; what is wrong with it a window says."""
    done = start(tmp_path, words=(word,))
    assert done.stdout.split(" ", 3)[3].strip().removeprefix("True ") == handed, done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("word", ["nosuch", "https://example.org/", "file://elsewhere/srv/tea.ma"])
def test_other_words_are_no_targets(tmp_path: Path, word: str) -> None:
    done = start(tmp_path, words=(word,))
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr


@pytest.mark.parametrize(
    ("end", "code", "says"),
    [
        ("from bridge.errors import StoreBusy; raise StoreBusy('in use')", 1, "fanlight: in use"),
        ("raise KeyboardInterrupt", 130, ""),
        ("raise RuntimeError('never foreseen')", 1, "incident"),
        ("sys.exit(7)", 7, ""),
    ],
)
def test_alone_it_ends_as_every_command_does(
    tmp_path: Path, end: str, code: int, says: str
) -> None:
    for words in ((), ("shell",)):
        done = start(tmp_path, end, words)
        assert done.returncode == code, done.stderr
        assert says in done.stderr
