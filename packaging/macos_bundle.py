"""Fanlight.app and its disk image, on macOS with Xcode's command line tools.

Signing and notarisation need the publisher's own: FANLIGHT_SIGNING_IDENTITY (a "Developer ID
Application" in the keychain) and FANLIGHT_NOTARY_PROFILE (`xcrun notarytool store-credentials`).
Without them the bundle is signed ad hoc, for this machine.
https://developer.apple.com/documentation/security/notarizing-macos-software-before-distribution
"""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from pathlib import Path

from archive import mark
from frozen import ROOT

ENTITLEMENTS = ROOT / "packaging" / "macos" / "entitlements.plist"
AD_HOC = "-"


def describe(bundle: Path, version: str) -> None:
    """Write what the system asks of the bundle: links, file type, languages."""
    file = bundle / "Contents" / "Info.plist"
    facts = plistlib.loads(file.read_bytes())
    facts.update(description(version))
    file.write_bytes(plistlib.dumps(facts))


def description(version: str) -> dict[str, object]:
    """The members of Info.plist that are Fanlight's own."""
    return {
        "CFBundleIdentifier": "org.fanlight.Fanlight",
        "CFBundleName": "Fanlight",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleLocalizations": ["en", "zh-Hans"],
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "CFBundleURLTypes": [
            {"CFBundleURLName": "org.fanlight.link", "CFBundleURLSchemes": ["fanlight"]}
        ],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Mini-program package",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": ["org.fanlight.package"],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": "org.fanlight.package",
                "UTTypeDescription": "Mini-program package",
                "UTTypeConformsTo": ["public.zip-archive"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["ma"],
                    "public.mime-type": ["application/miniapp-pkg+zip"],
                },
            }
        ],
    }


def mark_bundle(bundle: Path, build: str, version: str, root: Path | None) -> None:
    """Write into the bundle what it is, and whose releases it takes (host/release/bundle.py):
    before it is signed, which seals both. `root` None: it does not update itself."""
    resources = bundle / "Contents" / "Resources"
    mark(resources, "dmg", f"{build}-app", version)
    if root is not None:
        shutil.copyfile(root, resources / "update-root.json")


def make_image(bundle: Path, out: Path, version: str) -> Path:
    """Sign the bundle, put it into a .dmg in `out`, have that notarised. Raises
    CalledProcessError."""
    describe(bundle, version)
    identity = os.environ.get("FANLIGHT_SIGNING_IDENTITY", AD_HOC)
    sign = ["codesign", "--force", "--deep", "--options=runtime", f"--sign={identity}"]
    if identity != AD_HOC:
        sign.append("--timestamp")
    subprocess.run([*sign, f"--entitlements={ENTITLEMENTS}", str(bundle)], check=True)
    image = out / f"Fanlight-{version}.dmg"
    make = ["hdiutil", "create", "-volname", "Fanlight", "-srcfolder", str(bundle), "-ov"]
    subprocess.run([*make, "-format", "ULFO", str(image)], check=True)
    if profile := os.environ.get("FANLIGHT_NOTARY_PROFILE"):
        words = ["submit", str(image), f"--keychain-profile={profile}", "--wait"]
        subprocess.run(["xcrun", "notarytool", *words], check=True)
        subprocess.run(["xcrun", "stapler", "staple", str(image)], check=True)
    return image
