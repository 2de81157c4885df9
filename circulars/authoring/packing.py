"""The package of the old letter with its main part written anew, and without parts that go."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from circulars.ooxml import CONTENT_TYPES
from circulars.reading.package import parse

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.authoring.leftovers import Stories
    from circulars.reading.package import WordPackage


def repacked(data: bytes, package: WordPackage, stories: Stories) -> bytes:
    """Return the package `data` with `package`'s main part, and with headers as `stories` say."""
    main = _main_member(package)
    folder, file = posixpath.split(main)
    relations = posixpath.join(folder, f"_rels/{file}.rels")
    dropped = {package.by_id[key] for key in stories.gone if key in package.by_id}
    dropped |= {
        posixpath.join(*posixpath.split(each)[:1], f"_rels/{posixpath.basename(each)}.rels")
        for each in dropped
    }
    changed = {package.by_id[key]: content for key, content in stories.changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            name = member.filename
            content = old.read(member)
            if name == main:
                content = _written(package.main)
            elif name == relations:
                content = _without(content, "Id", stories.gone)
            elif name == CONTENT_TYPES:
                content = _without(content, "PartName", {f"/{each}" for each in dropped})
            elif name in changed:
                content = changed[name]
            if name not in dropped:
                new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _main_member(package: WordPackage) -> str:
    """Return the member whose root is that of the main part."""
    root = package.main.tag
    return next(name for name, xml in package.contents.items() if parse(xml).tag == root)


def _without(xml: bytes, attribute: str, values: Collection[str]) -> bytes:
    root = parse(xml)
    for each in list(root):
        if each.get(attribute) in values:
            root.remove(each)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
