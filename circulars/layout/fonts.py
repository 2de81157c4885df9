"""A font with the layout of TH Sarabun: the real one, or one derived from Debian's Laksaman."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.model.errors import LayoutError
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib import TTFont

# Names under which documents ask for TH Sarabun, the preferred ones first.  Source: the name
# tables of the files that SIPA and the Department of Intellectual Property give out, and the
# spellings without a space that circulate beside them.
NAMES: Final = (
    "TH SarabunPSK",
    "TH Sarabun New",
    "TH SarabunNew",
    "TH Sarabun PSK",
    "THSarabunPSK",
    "THSarabunNew",
    "TH Sarabun",
)
# Draws Arabic digits as Thai ones, so it cannot stand for the others.
THAI_DIGIT_NAMES: Final = ("TH SarabunIT๙", "TH SarabunIT9")
DERIVED_NAME: Final = "Circulars Sarabun"
SOURCE_NAME: Final = "Laksaman"
STYLES: Final = ("Regular", "Bold", "Italic", "Bold Italic")

# Laksaman is TH Sarabun New drawn 1.503 times as large on an em of 1000.
UNITS_PER_EM: Final = 1503
# Vertical metrics of TH Sarabun New per em, from its hhea and OS/2 tables.
ASCENT: Final = 0.844
DESCENT: Final = 0.457
LINE_GAP: Final = 0.03
TYPO: Final = (0.85, -0.25, 0.06)
USE_TYPO_METRICS: Final = 1 << 7  # OS/2.fsSelection, OpenType 1.4
# A space that LibreOffice never breaks a line at, and that no font of Debian has; package.py writes
# it for U+00A0, at which LibreOffice 7.4 breaks where no other space stands before it in the line.
KEPT_SPACE: Final = 0x202F  # NARROW NO-BREAK SPACE, here as wide as any space
RENAMED: Final = (1, 3, 4, 6, 16)  # name table: family, unique, full, PostScript, typographic

FONT_MISSING: Final = Finding(
    code="font-missing",
    level=Level.WARN,
    where="เครื่องนี้",
    message="ไม่พบฟอนต์ TH SarabunPSK หรือ TH Sarabun New และไม่พบฟอนต์ Laksaman ที่ใช้แทนกันได้ "
    "จึงจัดหน้าให้ตรงกับ Word ไม่ได้",
    hint="ติดตั้งฟอนต์ TH Sarabun ของหน่วยงาน หรือสั่ง apt-get install fonts-tlwg-laksaman-ttf",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSetup:
    """Which font stands for TH Sarabun, and the fontconfig file that says so."""

    family: str
    derived: bool  # made from Laksaman, not the real TH Sarabun
    config: Path  # for the environment variable FONTCONFIG_FILE


def prepare_fonts(cache: Path | None = None) -> FontSetup:
    """Return the font to lay out with; derive it in `cache` where TH Sarabun is not installed.

    The cache is by default ``$XDG_CACHE_HOME/circulars`` (or ``~/.cache/circulars``), or a private
    folder under the temporary one if that cannot be written.  Safe with several processes at
    once: a folder appears whole or not at all.  Raises :exc:`LayoutError` without any font.
    """
    installed = installed_fonts()
    real = next((name for name in NAMES if name in installed), None)
    sources = installed.get(SOURCE_NAME, {})
    if real is None and set(STYLES) - set(sources):
        raise LayoutError(FONT_MISSING)
    derived = real is None
    family = real or DERIVED_NAME
    aliases = [name for name in NAMES + THAI_DIGIT_NAMES if name not in installed]
    files = [sources[style] for style in STYLES] if derived else []
    folder = _folder(cache or _writable_cache(), files, family, aliases)
    return FontSetup(family=family, derived=derived, config=folder / "fonts.conf")


def installed_fonts() -> dict[str, dict[str, Path]]:
    """Return the files fontconfig knows, by family and then by English style; empty without it."""
    program = shutil.which("fc-list")
    if program is None:
        return {}
    form = "%{family}\t%{style[0]}\t%{file}\n"
    listing = subprocess.run(  # noqa: S603  # the program is found on PATH, nothing is quoted
        [program, "--format", form], capture_output=True, check=False, text=True, encoding="utf-8"
    ).stdout
    found: dict[str, dict[str, Path]] = {}
    for line in listing.splitlines():
        families, style, file = line.split("\t")
        for family in families.split(","):
            found.setdefault(family, {}).setdefault(style, Path(file))
    return found


def _folder(cache: Path, files: list[Path], family: str, aliases: list[str]) -> Path:
    """Return the folder with the fonts and the fontconfig file, made unless it is there.

    Its name is a digest of all that goes into it, so a new Laksaman gets a new folder.
    """
    config = fontconfig(Path(), family, aliases)
    recipe = (UNITS_PER_EM, ASCENT, DESCENT, LINE_GAP, TYPO, KEPT_SPACE, config)
    digest = hashlib.sha256(repr(recipe).encode())
    for file in files:
        digest.update(file.read_bytes())
    final = cache / f"fonts-{digest.hexdigest()[:16]}"
    if not final.is_dir():
        _build(final, files, family, aliases)
    return final


def _build(final: Path, files: list[Path], family: str, aliases: list[str]) -> None:
    """Write the fonts and the fontconfig file aside, then move the folder to `final` whole."""
    final.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".fonts-", dir=final.parent))
    try:
        for file in files:
            font = derive(file)
            font.save(aside / file.name.replace(SOURCE_NAME, DERIVED_NAME.replace(" ", "")))
        (aside / "fonts.conf").write_text(fontconfig(final, family, aliases), encoding="utf-8")
        aside.rename(final)
    except OSError:
        if not final.is_dir():  # otherwise another process was first, with the same bytes
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def derive(file: Path) -> TTFont:
    """Return the font in `file` (a Laksaman) changed to lay out exactly as TH Sarabun New.

    The bytes it saves depend on `file` alone: `head.modified` stays as it was.
    """
    from fontTools.ttLib import TTFont  # here: 100 ms, and once a machine

    font = TTFont(file, recalcTimestamp=False)
    font["head"].unitsPerEm = UNITS_PER_EM
    _set_vertical_metrics(font)
    _add_kept_space(font)
    for record in font["name"].names:
        if record.nameID in RENAMED:
            name = DERIVED_NAME.replace(" ", "") if record.nameID == 6 else DERIVED_NAME
            record.string = record.toUnicode().replace(SOURCE_NAME, name)
    return font


def _set_vertical_metrics(font: TTFont) -> None:
    """Give `font` the line height of TH Sarabun New."""
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent = os2.usWinAscent = _units(ASCENT)
    os2.usWinDescent = _units(DESCENT)
    hhea.descent = -os2.usWinDescent
    hhea.lineGap = _units(LINE_GAP)
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = (_units(share) for share in TYPO)
    os2.fsSelection &= ~USE_TYPO_METRICS


def _add_kept_space(font: TTFont) -> None:
    """Give `font` an empty glyph for the space that is kept, as wide as a space."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    name = f"uni{KEPT_SPACE:04X}"
    font["glyf"][name] = Glyph()  # also puts it into the order of glyphs
    font["hmtx"][name] = font["hmtx"][font.getBestCmap()[ord(" ")]]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[KEPT_SPACE] = name


def _units(share: float) -> int:
    return round(share * UNITS_PER_EM)


def fontconfig(folder: Path, family: str, aliases: Iterable[str]) -> str:
    """Return a fontconfig file: the fonts in `folder`, `aliases` led to `family`, the system's.

    The aliases come first: Debian's own rule leads TH Sarabun to Laksaman with a matrix that
    LibreOffice does not apply, which prints 1.5 times too large.
    """
    rules = "\n".join(
        f"""  <match target="pattern">
    <test name="family"><string>{escape(alias)}</string></test>
    <edit name="family" mode="assign" binding="same"><string>{escape(family)}</string></edit>
  </match>"""
        for alias in aliases
    )
    system = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{rules}
  <include ignore_missing="yes">{escape(system)}</include>
  <dir>{escape(str(folder))}</dir>
  <cachedir>{escape(str(folder / "cache"))}</cachedir>
</fontconfig>
"""


def _writable_cache() -> Path:
    """Return the user's cache folder, or a private one under the temporary folder."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    cache = Path(home, "circulars")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _private_folder()
    return cache if os.access(cache, os.W_OK) else _private_folder()


def _private_folder() -> Path:
    """Return a folder under the temporary one that belongs to this user alone."""
    folder = Path(tempfile.gettempdir(), f"circulars-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():  # somebody else laid it there for us to use
        return Path(tempfile.mkdtemp(prefix="circulars-"))
    return folder
