"""Attacks by a template's tags, each to be refused with a finding or to print something harmless.

Run as a program, it makes the letter of each attack with little memory, and says for each what
became of it: a line of JSON with the name, the outcome, the seconds.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import time
import zipfile
from typing import Any, Final

from blank_documents import begin_with_slim_documents
from docx import Document

from circulars import Template
from circulars.model.errors import TemplateError

MEMORY: Final = 1_500_000_000  # bytes, with all libraries
SECRET: Final = "ความลับ"
_LOOP: Final = "{% for i in range(99999) %}"
_END: Final = "{% endfor %}"
_LIST: Final = "{% set b = range(99999) | list %}"

# Tags in paragraphs of their own.
TAGS: Final[dict[str, str]] = {
    "attribute chain": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attribute by item": "{{ ''['__class__'] }}",
    "attribute by filter": "{{ '' | attr('__class__') }}",
    "attribute by map": "{{ [''] | map(attribute='__class__') | first }}",
    "attribute by sort": "{{ ['', 'a'] | sort(attribute='__class__.__name__') | join }}",
    "attribute of an object": "{{ คน.รหัสผ่าน }}",
    "method of an object": "{{ คน.delete() }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "globals of cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "globals of joiner": "{{ joiner.__init__.__globals__ }}",
    "globals of namespace": "{{ namespace.__init__.__globals__ }}",
    "globals of range": "{{ range.__self__ }}",
    "the context": "{{ self._TemplateReference__context }}",
    "the environment": "{{ self.__init__.__globals__ }}",
    "environment of a loop": "{% for i in [1] %}{{ loop.__class__ }}{{ loop._x }}{% endfor %}",
    "format string": "{{ '{0.__class__}'.format(คน) }}",
    "format filter": "{{ '%s' | format(คน) }}",
    "format map": "{{ '{a.__class__}'.format_map({'a': คน}) }}",
    "percent": "{{ '%(a)s' % {'a': คน} }}",
    "percent width": "{{ '%1000000000d' % 1 }}",
    "namespace of names": "{% set ns = namespace() %}{% set ns.__class__ = 1 %}",
    "printed object": "{{ คน }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os.system('id') }}",
    "from import": "{% from 'os' import system %}",
    "extends": "{% extends '/etc/passwd' %}",
    "include of a computed name": "{% include ['a', '../../etc/passwd'] ignore missing %}",
    "block": "{% block a %}{{ super() }}{% endblock %}",
    "autoescape off": "{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}",
    "safe": "{{ '</w:t></w:r></w:p>' | safe }}",
    "xmlattr": "{{ {'onload': 'x'} | xmlattr }}",
    "text as XML": "{{r '<w:p/>' }}",
    "do": "{% do คน.delete() %}",
    "debug": "{% debug %}",
    "product": "{{ 'a' * 10**10 }}",
    "product of lists": "{{ ([1] * 10**10) | length }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "long decimal": "{{ '1E+999999999' | จำนวน }}",
    "decimal places": "{{ 1 | จำนวน(10**9) }}",
    "center": "{{ 'a' | center(10**9) }}",
    "indent": "{{ 'a' | indent(10**9) }}",
    "wordwrap": "{{ ('a' * 99999) | wordwrap(1, wrapstring='b' * 99999) }}",
    "replace": "{{ ('a' * 99999) | replace('', 'b' * 99999) }}",
    "join": "{{ range(99999) | join('a' * 99999) }}",
    "batch": "{{ [1] | batch(10**9, 'x') | list | length }}",
    "slice": "{{ [1] | slice(10**9) | list | length }}",
    "lipsum": "{{ lipsum(10**9) }}",
    "range": "{{ range(10**12) | list }}",
    "nested loops": _LOOP * 3 + "x" + _END * 3,
    "recursive loop": "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "recursive macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macro twice in itself": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}"
    "{% endmacro %}{{ m(99) }}",
    "billion laughs": "{% set a = 'ha' * 9999 %}"
    + "".join(f"{{% set a{n} %}}{{{{ a{n - 1 or ''} }}}}{{% endset %}}" * 1 for n in range(1, 2))
    + "".join(f"{{% set a{n} = a{n - 1} * 9 %}}" for n in range(2, 12)),
    "doubled list": "{% set ns = namespace(a=[1]) %}"
    + _LOOP + "{% set ns.a = [ns.a, ns.a] %}" + _END,
    "cycler of many": _LIST + _LOOP + "{{ cycler(*b) and '' }}" + _END,
    "joiner": "{% set j = joiner('a' * 99999) %}" + _LOOP + "{{ j() }}" + _END,
    "found in a list": _LIST + _LOOP + "{% if 'x' in b %}{% endif %}" + _END,
    "found by a test": _LIST + _LOOP + "{% if 'x' is in b %}{% endif %}" + _END,
    "found by select": _LIST + "{{ b | select('in', b | map('string') | list) | list | length }}",
    "equal lists": _LIST + "{% set c = range(99999) | list %}"
    + _LOOP + "{% if b == c %}{% endif %}" + _END,
    "greatest list": "{% set b = [range(99999) | list, range(99999) | list] %}"
    + _LOOP + "{% set m = b | max %}" + _END,
    "sorted again": _LIST + _LOOP + "{% set c = b | sort %}" + _END,
    "long key": "{% set t = (1,) * 99999 %}" + _LOOP + "{% set d = {t: 1} %}" + _END,
    "long item": "{% set t = (1,) * 99999 %}{% set d = {1: 1} %}" + _LOOP + "{{ d[t] }}" + _END,
    "text in a text": "{% set t = 'a' * 99999 %}{% set s = 'a' * 49999 ~ 'b' %}"
    + _LOOP + "{{ s in t }}" + _END,
    "QR codes": "{% for i in range(999) %}{{ (i ~ 'a') | คิวอาร์ }}" + _END,
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep lists": "{{ " + "[" * 500 + "]" * 500 + " }}",
    "deep negation": "{{ " + "not " * 9000 + "1 }}",
    "long sum": "{{ 1" + "+1" * 20_000 + " }}",
    "long chain": "{{ a" + ".b" * 9000 + " }}",
    "many filters": "{{ a" + "|e" * 9000 + " }}",
    "many ifs": "{% if 1 %}" * 500 + "{% endif %}" * 500,
    "huge number": "{{ " + "9" * 9000 + " }}",
    "spaces in a tag": "{{ a" + " " * 60_000 + "b }}",
    "spaces that are divided": "{% colspan 3" + " " * 3000 + "% 2 %}",
    "openings": "{{" * 50_000,
    "openings of all kinds": "{{{%{#" * 20_000,
    "remarks never closed": "{#" * 50_000,
    "closings": "}}" * 50_000,
    "many tags": "{{ 1 }}" * 30_000,
    "long unknown name": "{{ " + "ก" * 60_000 + " }}",
    "far months": "{{ 'x' | เลื่อนเดือน(10**12) }}",
    "null in a text": "{{ '\\x00' }}",
    "half a character": "{{ '\\ud800' }}",
}  # fmt: skip


class Person:
    """An object of a program that makes letters; a template must not look into it."""

    รหัสผ่าน = SECRET

    def __str__(self) -> str:
        """Return what a letter may print of it."""
        return "นายสมชาติ ใจดี"

    def delete(self) -> str:
        """Return what nobody may call."""
        raise AssertionError(SECRET)


def template(text: str) -> bytes:
    """Return a DOCX with `text` in one paragraph."""
    document = Document()
    document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def outcome(text: str) -> dict[str, Any]:
    """Return what becomes of a template with `text`: findings, or what the letter prints."""
    try:
        docx = Template(template(text), digits=str).render({"คน": Person()})
    except TemplateError as error:
        codes = sorted({finding.code for finding in error.findings})
        return {"refused": codes, "told": len(str(error))}
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    printed = "\n".join(each.text for each in Document(io.BytesIO(docx)).paragraphs)
    return {"printed": printed, "leaks": SECRET in xml or "<class" in printed or "0x" in printed}


def main(names: list[str]) -> None:
    """Print the outcome of each attack of `names`."""
    begin_with_slim_documents()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in names:
        started = time.process_time()
        made = outcome(TAGS[name])
        seconds = time.process_time() - started
        sys.stdout.write(json.dumps({"name": name, "seconds": seconds, **made}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:] or list(TAGS))
