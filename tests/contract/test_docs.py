"""The documentation against the program: commands, options, links, codes, limits, samples."""

from __future__ import annotations

import base64
import hashlib
import inspect
import json
import os
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sysconfig
import zlib
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bridge import errors
from host.cli.root import fanlight
from host.settings import Settings
from sandbox.manifest import wire
from sandbox.package.index import Index, IndexFile, LineageLink
from sandbox.package.limits import DEFAULT_LIMITS, Limits
from sandbox.package.lineage import succeed
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from tests.package_forge import sample_files

ROOT = Path(__file__).resolve().parents[2]
NAMED = ("CONTRIBUTING.md", "SECURITY.md")
PAGES = sorted(
    [*ROOT.glob("README*.md"), *(ROOT / name for name in NAMED), *ROOT.glob("docs/*.md")]
)
COMMON = {"--home", "--json", "--quiet", "-v", "--help"}
WAIT_S = 60


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_rows(text: str) -> Iterator[list[str]]:
    """The cells of every row that begins with a code span."""
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def first_spans(text: str) -> list[str]:
    """What the first code span of each table row says."""
    return [row[0].split("`")[1] for row in table_rows(text)]


def section(text: str, heading: str) -> str:
    """From a heading to the next one of its level or above."""
    level = heading.split(" ")[0]
    _, found, rest = f"\n{text}".partition(f"\n{heading}\n")
    assert found, f"there is no heading {heading!r}"
    return re.split(rf"\n#{{1,{len(level)}}} ", rest)[0]


# Commands and options.


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its usage, such as `fanlight keys export [NAME]`."""

    def walk(command: click.Command, words: list[str]) -> Iterator[tuple[str, click.Command]]:
        context = click.Context(command, info_name=words[-1])
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from walk(found, [*words, name])
            return
        pieces = [x for x in command.collect_usage_pieces(context) if x != "[OPTIONS]"]
        yield " ".join([*words, *pieces]), command

    yield from walk(fanlight, ["fanlight"])


def test_every_command_and_option_is_in_the_reference_and_no_other() -> None:
    reference = text_of("docs/cli.md")
    program = dict(commands())
    assert sorted(re.findall(r"^### `(fanlight .*)`$", reference, re.MULTILINE)) == sorted(program)
    for usage, command in program.items():
        options = {
            name for each in command.params if isinstance(each, click.Option) for name in each.opts
        }
        told = {span.split(" ")[0] for span in first_spans(section(reference, f"### `{usage}`"))}
        assert told == options - COMMON, usage
        assert options >= COMMON - {"--help"}, usage
    told = {span.split(" ")[0] for span in first_spans(section(reference, "## For every command"))}
    assert told >= COMMON


def test_defaults_and_choices_of_options_are_told() -> None:
    reference = text_of("docs/cli.md")
    for usage, command in commands():
        rows = {
            row[0].split("`")[1].split(" ")[0]: " ".join(row)
            for row in table_rows(section(reference, f"### `{usage}`"))
        }
        for each in command.params:
            if not isinstance(each, click.Option) or each.opts[0] in COMMON:
                continue
            row = rows[each.opts[0]]
            if isinstance(each.type, click.Choice):
                assert all(f"`{choice}`" in row for choice in each.type.choices), (usage, row)
            if isinstance(each.default, int | float) and not each.is_flag and each.default:
                assert f"{each.default:g}" in row, (usage, row)


def test_every_setting_is_in_the_reference() -> None:
    told = first_spans(section(text_of("docs/cli.md"), "### The home folder"))
    assert set(told) == {field.name for field in msgspec.structs.fields(Settings)}


def test_every_error_code_is_explained_once() -> None:
    codes = {
        leaf.code
        for _, leaf in inspect.getmembers(errors, inspect.isclass)
        if issubclass(leaf, errors.FanlightError) and "code" in vars(leaf)
    }
    told = first_spans(section(text_of("docs/troubleshooting.md"), "## Error codes"))
    assert sorted(told) == sorted(codes)
    retriable = {
        leaf.code
        for _, leaf in inspect.getmembers(errors, inspect.isclass)
        if issubclass(leaf, errors.FanlightError) and leaf.retriable
    }
    rows = table_rows(section(text_of("docs/troubleshooting.md"), "## Error codes"))
    assert {row[0].strip("`") for row in rows if row[1].endswith("retriable")} == retriable


# Manifest and packages.


def wire_names(struct_: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct_)}


@pytest.mark.parametrize(
    ("heading", "struct_"),
    [
        ("## Members", wire.WireManifest),
        ("### `icons`", wire.WireIcon),
        ("### `version`", wire.WireVersion),
        ("### `platform_version`", wire.WirePlatform),
        ("### `window`", wire.WireWindow),
        ("### `widgets`", wire.WireWidget),
        ("### `req_permissions`", wire.WirePermission),
        ("## The member `fanlight`", wire.WireFanlight),
        ("### `fanlight.network`", wire.WireNetwork),
        ("### `fanlight.csp`", wire.WireCsp),
        ("### `fanlight.i18n`", wire.WireLocal),
    ],
)
def test_manifest_members(heading: str, struct_: type[msgspec.Struct]) -> None:
    own = section(text_of("docs/manifest.md"), heading).split("\n### ")[0]
    assert set(first_spans(own)) == wire_names(struct_)


def test_package_members_and_limits() -> None:
    told = section(text_of("docs/packages.md"), "## Index").split("\n### ")[0]
    expected = [wire_names(Index), wire_names(IndexFile), wire_names(LineageLink)]
    assert sorted(first_spans(told)) == sorted(name for names in expected for name in names)
    units = {"": 1, "KiB": 1024, "MiB": 1024**2}
    limits = {}
    for name, value, *_ in table_rows(section(text_of("docs/packages.md"), "## Limits")):
        number, _, unit = value.partition(" ")
        limits[name.strip("`")] = int(number) * units[unit]
    assert Limits(**limits) == DEFAULT_LIMITS
    assert set(limits) == wire_names(Limits)


REFUSED = (
    AssertionError,
    InvalidSignature,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def plain_base64(text: str) -> bytes:
    content = base64.b64decode(text, validate=True)
    assert base64.b64encode(content).decode() == text
    return content


def canonical(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def second_reader(package: bytes) -> dict[str, bytes]:
    """A reader written after docs/packages.md alone: all files, or AssertionError."""

    def hex_of(content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    def pae(kind: bytes, payload: bytes) -> bytes:
        return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)

    # 1. Structure.
    end = struct.unpack("<IHHHHIIH", package[-22:])
    _, _, _, here, count, directory_bytes, directory_at, comment_bytes = end
    assert (end[0], end[1:3], here, comment_bytes) == (0x06054B50, (0, 0), count, 0)
    assert directory_at + directory_bytes + 22 == len(package)
    assert package[directory_at - 16 : directory_at] == b"Fanlight Sig v01"
    (length,) = struct.unpack("<Q", package[directory_at - 24 : directory_at - 16])
    block_at = directory_at - length - 8
    assert struct.unpack("<Q", package[block_at : block_at + 8]) == (length,)
    pairs, values = package[block_at + 8 : directory_at - 24], []
    for pair_id in (0x0F410001, 0x0F410002):
        pair_bytes, found = struct.unpack("<QI", pairs[:12])
        assert found == pair_id
        values.append(pairs[12 : 8 + pair_bytes])
        pairs = pairs[8 + pair_bytes :]
    assert not pairs
    # 2. Signatures.
    envelope = json.loads(values[0])
    keys = [values[1][at : at + 32] for at in range(0, len(values[1]), 32)]
    assert envelope["payloadType"] == "application/vnd.fanlight.index.v1+json"
    assert canonical(envelope) == values[0]
    payload = plain_base64(envelope["payload"])
    assert len(envelope["signatures"]) == len(keys) == len(set(keys)) > 0
    for signature, key in zip(envelope["signatures"], keys, strict=True):
        assert signature["keyid"] == hex_of(key)
        message = pae(envelope["payloadType"].encode(), payload)
        Ed25519PublicKey.from_public_bytes(key).verify(plain_base64(signature["sig"]), message)
    # 3. Index.
    index = json.loads(payload)
    assert canonical(index) == payload
    assert (index["format"], index["publisher"]) == (1, hex_of(keys[0]))
    lineage = index.get("lineage", [])
    ids = [hex_of(bytes.fromhex(link["public_key"])) for link in lineage] + [index["publisher"]]
    for number, link in enumerate(lineage):
        statement = f"{number} {ids[number]} {ids[number + 1]}".encode()
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(link["public_key"])).verify(
            bytes.fromhex(link["signature"]),
            pae(b"application/vnd.fanlight.lineage.v1", statement),
        )
    # 4 and 6. The ZIP, header by header, and each file.
    assert count == len(index["files"])
    files, directory, at = {}, b"", 0
    for file in index["files"]:
        name, deflated = file["path"].encode(), file["method"] == "deflate"
        fields = struct.pack("<HHHH", 0x0800, 8 if deflated else 0, 0, 0x0021) + struct.pack(
            "<IIIH", file["crc32"], file["compressed_bytes"], file["size_bytes"], len(name)
        )
        local = struct.pack("<IH", 0x04034B50, 20) + fields + bytes(2) + name
        directory += struct.pack("<IHH", 0x02014B50, 20, 20) + fields + bytes(12)
        directory += struct.pack("<I", file["offset"]) + name
        assert file["offset"] == at
        assert package[at : at + len(local)] == local
        at += len(local)
        content = package[at : at + file["compressed_bytes"]]
        at += file["compressed_bytes"]
        if deflated:
            assert hex_of(content) == file["compressed_sha256"]
            content = zlib.decompress(content, -15)
        assert (len(content), hex_of(content)) == (file["size_bytes"], file["sha256"])
        assert zlib.crc32(content) == file["crc32"]
        files[file["path"]] = content
    assert at == block_at
    assert package[directory_at:-22] == directory
    # 5. Manifest.
    manifest = json.loads(files["manifest.json"])
    assert index["manifest_sha256"] == hex_of(files["manifest.json"])
    assert manifest["app_id"] == index["app_id"]
    assert manifest["version"] == {"code": index["version_code"], "name": index["version_name"]}
    return files


def test_a_reader_written_after_the_documentation_reads_packages() -> None:
    old, private = SigningKey.generate(), SigningKey.generate()
    key = SigningKey.from_pem(private.to_pem(), succeed(old, private))
    files = sample_files() | {"notes/text.txt": b"tea " * 5_000, "notes/noise": os.urandom(999)}
    package = pack(files, key)
    assert second_reader(package) == files
    for position in range(0, len(package), 97):
        broken = bytearray(package)
        broken[position] ^= 4
        with pytest.raises(REFUSED):
            second_reader(bytes(broken))


# Links and names of files.


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = set()
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(plain.replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_resolve(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, anchor = target.partition("#")
        linked = (page.parent / place).resolve() if place else page
        assert linked.is_relative_to(ROOT), target
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors(linked), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    tops = "host|sandbox|bridge|docs|tests|packaging|sample_apps"
    for span in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")):
        for name in re.findall(rf"(?<![\w/.-])((?:{tops})/[\w./*-]+)", span):
            if not re.search(r"[A-Z]{4}|/dist/", name):
                assert list(ROOT.glob(name.rstrip("/"))), f"{page.name} names {name}"


def test_pictures_are_small_and_used() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8"))
    }
    pictures = set((ROOT / "docs" / "images").glob("*.png"))
    assert pictures == shown
    for picture in pictures:
        assert picture.stat().st_size <= 150_000, picture.name


# Samples.


def samples(name: str) -> list[str]:
    """The lines of a page's shell samples, without remarks."""
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words:
                found.append(shlex.join(words))
    return found


def test_both_readmes_show_the_same_commands() -> None:
    assert samples("README.zh-CN.md") == samples("README.md")


class Terminal:
    """A person at a terminal in a folder and home of their own, who says yes to questions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = os.environ | {"FANLIGHT_HOME": str(folder / "home")}
        self._environment["PATH"] = (
            f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
        )
        self._serving: subprocess.Popen[str] | None = None
        self._served: dict[str, str] = {}

    def run(self, words: list[str]) -> None:
        """Run one line as it stands; `registry serve` goes on beside the others."""
        if words[:3] == ["fanlight", "registry", "serve"]:
            self._serve(words)
            return
        if words[:3] == ["fanlight", "registry", "add"]:
            # The page cannot know the port and the fingerprint that `serve` prints.
            place, (_, fingerprint) = words[3], words[4:]
            assert place.startswith("http://127.0.0.1:"), words
            words = [*words[:3], self._served["url"], words[4], self._served["root_sha256"]]
            assert fingerprint == "SHA256"
        import pty  # not on Windows

        person, terminal = pty.openpty()
        try:
            os.write(person, b"y\n")
            done = subprocess.run(
                words,
                cwd=self._folder,
                env=self._environment,
                stdin=terminal,
                stdout=subprocess.PIPE,
                stderr=terminal,
                timeout=WAIT_S,
                check=False,
            )
            told = os.read(person, 65_536).decode(errors="replace")
        finally:
            os.close(person)
            os.close(terminal)
        assert done.returncode == 0, (words, done.stdout.decode(), told)

    def _serve(self, words: list[str]) -> None:
        self._serving = subprocess.Popen(
            [*words, "--port", "0", "--json"],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._serving.stdout is not None
        self._served = json.loads(self._serving.stdout.readline())

    def close(self) -> None:
        """End what is still served."""
        if self._serving is not None:
            self._serving.send_signal(signal.SIGINT)
            self._serving.communicate(timeout=WAIT_S)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    made.close()


NEEDS_A_WINDOW = {("fanlight", "open"), ("fanlight", "dev")}


@pytest.mark.skipif(os.name == "nt", reason="the samples' person sits at a POSIX terminal")
@pytest.mark.parametrize("page", ["README.md", "docs/first-mini-program.md"])
def test_shell_samples_run(page: str, terminal: Terminal) -> None:
    assert shutil.which("fanlight", path=sysconfig.get_path("scripts"))
    lines = [shlex.split(line) for line in samples(page)]
    run = [x for x in lines if x[0] == "fanlight" and tuple(x[:2]) not in NEEDS_A_WINDOW]
    assert {words[1] for words in run} >= {"new", "keys", "lint", "build", "verify", "install"}
    for words in run:
        terminal.run(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_json_samples_are_json(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for block in re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        whole = re.sub(r"\bVERSION\b", '{"name": "1.0.0", "code": 1}', block)
        # Some show only a member of an object.
        assert json.loads(whole if whole.startswith(("{", "[")) else f"{{{whole}}}")
