"""Files of the app's own: folders that only this app reads and writes, by `wxfile://` addresses."""

from __future__ import annotations

import enum
from typing import Annotated, Final

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import FileRefused, InvalidParams, NotFound, QuotaExceeded
from bridge.methods import Done, MethodSpec, NoParams, Outcome, Params
from bridge.wire import Body

MAX_FILE_BYTES: Final = 100 * 1024 * 1024
MAX_READ_BYTES: Final = 10 * 1024 * 1024
"""Of one call: 4/3 of it in base64 fits a message. Longer files are read in parts."""

Address = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=4096,
        description="`wxfile://usr/…` (kept), `wxfile://store/…` (saved files) or "
        "`wxfile://tmp/…` (until the app ends).",
    ),
]
Base64 = Annotated[str, msgspec.Meta(description="The bytes, as base64.")]
GivenBase64 = Annotated[
    str | None, msgspec.Meta(description="The bytes, as base64; or give `data`.")
]
GivenBytes = Annotated[
    Body | None, msgspec.Meta(description="The bytes themselves, which is the quickest way.")
]


class FileForm(enum.StrEnum):
    """How bytes are given to a page."""

    BASE64 = "base64"
    ARRAYBUFFER = "arraybuffer"


class DigestAlgorithm(enum.StrEnum):
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"


class PathParams(Params, frozen=True):
    path: Address


class DeepParams(Params, frozen=True):
    path: Address
    recursive: Annotated[
        bool, msgspec.Meta(description="With everything below, or the folders above.")
    ] = False


class ReadParams(Params, frozen=True):
    path: Address
    position: Annotated[int, msgspec.Meta(ge=0, description="First byte.")] = 0
    length: Annotated[
        int | None,
        msgspec.Meta(description="How many bytes; without it all of them, 10 MB at most."),
    ] = None
    response_type: Annotated[
        FileForm,
        msgspec.Meta(description="`arraybuffer` gives the bytes as `data`, the quickest way."),
    ] = FileForm.BASE64


class ReadOutcome(Outcome, frozen=True):
    base64: Annotated[
        str, msgspec.Meta(description="The bytes, as base64; empty where they are `data`.")
    ]
    size: Annotated[int, msgspec.Meta(description="Bytes of the whole file.")]
    data: Annotated[
        Body | None, msgspec.Meta(description="The bytes, where an ArrayBuffer was asked for.")
    ] = None


class WriteParams(Params, frozen=True):
    path: Address
    base64: GivenBase64 = None
    append: Annotated[bool, msgspec.Meta(description="Behind what is there.")] = False
    position: Annotated[
        int | None, msgspec.Meta(description="Write from this byte on into what is there.")
    ] = None
    data: GivenBytes = None


class FileEntry(Outcome, frozen=True):
    """Times are whole seconds since 1970; `mode` is POSIX st_mode; `path` is below the asked."""

    path: str
    is_directory: bool
    size: int
    last_accessed_time: int
    last_modified_time: int
    mode: int


class StatOutcome(Outcome, frozen=True):
    entries: Annotated[
        list[FileEntry], msgspec.Meta(description="The place itself first, its path empty.")
    ]


class NamesOutcome(Outcome, frozen=True):
    files: Annotated[list[str], msgspec.Meta(description="Names in the folder, sorted.")]


class RenameParams(Params, frozen=True):
    old_path: Address
    new_path: Address


class CopyParams(Params, frozen=True):
    src_path: Address
    dest_path: Address


class TruncateParams(Params, frozen=True):
    path: Address
    length: Annotated[int, msgspec.Meta(ge=0, le=MAX_FILE_BYTES, description="Bytes to keep.")] = 0


class UnzipParams(Params, frozen=True):
    zip_file_path: Address
    target_path: Address


class ZipPart(Params, frozen=True):
    path: Annotated[str, msgspec.Meta(max_length=1024, description="Name in the archive.")]
    position: Annotated[int, msgspec.Meta(ge=0, description="First byte.")] = 0
    length: Annotated[int | None, msgspec.Meta(description="How many bytes.")] = None


class ReadZipParams(Params, frozen=True):
    path: Address
    entries: Annotated[
        list[ZipPart],
        msgspec.Meta(max_length=1000, description="What to read; empty: all files."),
    ] = msgspec.field(default_factory=list)


class ZipEntry(Outcome, frozen=True):
    """One of the two is given."""

    base64: str | None = None
    err_msg: str | None = None


class ReadZipOutcome(Outcome, frozen=True):
    entries: Annotated[dict[str, ZipEntry], msgspec.Meta(description="By name in the archive.")]


class SaveParams(Params, frozen=True):
    temp_file_path: Address
    file_path: Annotated[
        str, msgspec.Meta(max_length=4096, description="Where; empty: a new place in `store`.")
    ] = ""


class SaveOutcome(Outcome, frozen=True):
    saved_file_path: Annotated[str, msgspec.Meta(description="Where it is kept now.")]


class SavedFile(Outcome, frozen=True):
    """`create_time` is whole seconds since 1970."""

    file_path: str
    size: int
    create_time: int


class SavedListOutcome(Outcome, frozen=True):
    file_list: Annotated[list[SavedFile], msgspec.Meta(description="Files in `store`.")]


class InfoParams(Params, frozen=True):
    path: Address
    digest_algorithm: Annotated[
        DigestAlgorithm, msgspec.Meta(description="Of the digest that is given.")
    ] = DigestAlgorithm.MD5


class InfoOutcome(Outcome, frozen=True):
    size: Annotated[int, msgspec.Meta(description="Bytes.")]
    digest: Annotated[str, msgspec.Meta(description="Hexadecimal, lower case.")]


class TempParams(Params, frozen=True):
    base64: GivenBase64 = None
    extension: Annotated[
        str,
        msgspec.Meta(pattern="^[A-Za-z0-9]{0,16}$", description="Such as `png`; may be empty."),
    ] = ""
    data: GivenBytes = None


class PlaceOutcome(Outcome, frozen=True):
    path: Annotated[str, msgspec.Meta(description="Its address.")]


FS_ACCESS = MethodSpec(
    name="fsAccess",
    params=PathParams,
    result=Done,
    summary="Whether there is a file or folder.",
    sync=True,
)
FS_READ_FILE = MethodSpec(
    name="fsReadFile",
    params=ReadParams,
    result=ReadOutcome,
    summary="Read a file, or a part of it.",
    sync=True,
    gives_body=True,
)
FS_WRITE_FILE = MethodSpec(
    name="fsWriteFile",
    params=WriteParams,
    result=Done,
    summary="Write a file: anew, behind what is there, or into it. A file that is written anew "
    "is the old or the new one, never half of it.",
    sync=True,
    takes_body=True,
)
FS_STAT = MethodSpec(
    name="fsStat",
    params=DeepParams,
    result=StatOutcome,
    summary="What a file or folder is; with `recursive`, all below too.",
    sync=True,
)
FS_READDIR = MethodSpec(
    name="fsReaddir",
    params=PathParams,
    result=NamesOutcome,
    summary="The names in a folder.",
    sync=True,
)
FS_MKDIR = MethodSpec(
    name="fsMkdir",
    params=DeepParams,
    result=Done,
    summary="Make a folder; with `recursive`, those above too.",
    sync=True,
)
FS_RMDIR = MethodSpec(
    name="fsRmdir",
    params=DeepParams,
    result=Done,
    summary="Remove an empty folder; with `recursive`, all in it too.",
    sync=True,
)
FS_UNLINK = MethodSpec(
    name="fsUnlink",
    params=PathParams,
    result=Done,
    summary="Remove a file, not a folder.",
    sync=True,
)
FS_RENAME = MethodSpec(
    name="fsRename",
    params=RenameParams,
    result=Done,
    summary="Rename or move a file or folder; a file in its way is replaced.",
    sync=True,
)
FS_COPY = MethodSpec(
    name="fsCopy",
    params=CopyParams,
    result=Done,
    summary="Copy a file; one in its way is replaced.",
    sync=True,
)
FS_TRUNCATE = MethodSpec(
    name="fsTruncate",
    params=TruncateParams,
    result=Done,
    summary="Cut a file, or fill it with zeros, to a length.",
    sync=True,
)
FS_UNZIP = MethodSpec(
    name="fsUnzip",
    params=UnzipParams,
    result=Done,
    summary="Unpack a ZIP of the app's own into a folder. Links, `..` and archives that grow "
    "past the app's room are refused before anything is written.",
    cost=10.0,
)
FS_READ_ZIP = MethodSpec(
    name="fsReadZipEntry",
    params=ReadZipParams,
    result=ReadZipOutcome,
    summary="Read files out of a ZIP without unpacking it.",
    cost=10.0,
)
FS_SAVE = MethodSpec(
    name="fsSave",
    params=SaveParams,
    result=SaveOutcome,
    summary="Move a temporary file to where it is kept.",
    sync=True,
)
FS_SAVED_LIST = MethodSpec(
    name="fsSavedList",
    params=NoParams,
    result=SavedListOutcome,
    summary="The files kept in `store`.",
    sync=True,
)
FS_INFO = MethodSpec(
    name="fsInfo", params=InfoParams, result=InfoOutcome, summary="Size and digest of a file."
)
TEMP_FILE = MethodSpec(
    name="tempFile",
    params=TempParams,
    result=PlaceOutcome,
    summary="Keep bytes in a new temporary file.",
    sync=True,
    takes_body=True,
)

_ERRORS = (NotFound, FileRefused)
_WRITING = (NotFound, FileRefused, QuotaExceeded)

FAMILY = Family(
    name="appfiles",
    title="App files",
    summary="Three folders that belong to this app alone: `wxfile://usr/` and `wxfile://store/` "
    "are kept (200 MB together), `wxfile://tmp/` (512 MB) is emptied when the app ends. WeChat's "
    "FileSystemManager is made of these.",
    entries=(
        Entry(FS_ACCESS, 'await fanlight.fsAccess({ path: "wxfile://usr/a.txt" });', _ERRORS),
        Entry(
            FS_READ_FILE,
            "const { data } = await fanlight.fsReadFile({\n"
            '  path: "wxfile://usr/a.txt",\n'
            '  responseType: "arraybuffer",\n'
            "});",
            _ERRORS,
        ),
        Entry(
            FS_WRITE_FILE,
            'await fanlight.fsWriteFile({ path: "wxfile://usr/a.txt", base64: btoa("tea") });',
            (*_WRITING, InvalidParams),
        ),
        Entry(
            FS_STAT,
            'const { entries } = await fanlight.fsStat({ path: "wxfile://usr", recursive: true });',
            _ERRORS,
        ),
        Entry(
            FS_READDIR,
            'const { files } = await fanlight.fsReaddir({ path: "wxfile://usr" });',
            _ERRORS,
        ),
        Entry(
            FS_MKDIR,
            'await fanlight.fsMkdir({ path: "wxfile://usr/a/b", recursive: true });',
            _WRITING,
        ),
        Entry(
            FS_RMDIR,
            'await fanlight.fsRmdir({ path: "wxfile://usr/a", recursive: true });',
            _ERRORS,
        ),
        Entry(FS_UNLINK, 'await fanlight.fsUnlink({ path: "wxfile://usr/a.txt" });', _ERRORS),
        Entry(
            FS_RENAME,
            "await fanlight.fsRename({\n"
            '  oldPath: "wxfile://usr/a.txt",\n'
            '  newPath: "wxfile://usr/b.txt",\n'
            "});",
            _WRITING,
        ),
        Entry(
            FS_COPY,
            "await fanlight.fsCopy({\n"
            '  srcPath: "wxfile://usr/a.txt",\n'
            '  destPath: "wxfile://usr/b.txt",\n'
            "});",
            _WRITING,
        ),
        Entry(
            FS_TRUNCATE,
            'await fanlight.fsTruncate({ path: "wxfile://usr/a.txt", length: 3 });',
            _WRITING,
        ),
        Entry(
            FS_UNZIP,
            "await fanlight.fsUnzip({\n"
            '  zipFilePath: "wxfile://usr/a.zip",\n'
            '  targetPath: "wxfile://usr/a",\n'
            "});",
            _WRITING,
        ),
        Entry(
            FS_READ_ZIP,
            'const { entries } = await fanlight.fsReadZipEntry({ path: "wxfile://usr/a.zip" });',
            _ERRORS,
        ),
        Entry(
            FS_SAVE,
            "const { savedFilePath } = await fanlight.fsSave({\n"
            '  tempFilePath: "wxfile://tmp/a.png",\n'
            "});",
            _WRITING,
        ),
        Entry(FS_SAVED_LIST, "const { fileList } = await fanlight.fsSavedList();"),
        Entry(
            FS_INFO,
            'const { size, digest } = await fanlight.fsInfo({ path: "wxfile://usr/a.txt" });',
            _ERRORS,
        ),
        Entry(
            TEMP_FILE,
            'const { path } = await fanlight.tempFile({ base64: btoa("tea"), extension: "txt" });',
            (QuotaExceeded, InvalidParams),
        ),
    ),
)
