"""ICU cuts each line of standard input where a line may break; run by Debian's own python3.

Debian's LibreOffice breaks lines by the same ICU; PyPI carries ICU's binding as source only.
The answer to a line is a JSON list of its pieces.
"""

import json
import sys
from itertools import pairwise


def main() -> None:
    """Answer each line until the input ends."""
    import icu  # of Debian's python3: the virtual environment, which pytest runs in, has none

    breaks = icu.BreakIterator.createLineInstance(icu.Locale("th_TH"))
    for line in sys.stdin:
        text = line.rstrip("\n")
        breaks.setText(text)
        places = [0, *breaks]
        pieces = [text[start:end] for start, end in pairwise(places)]
        sys.stdout.write(f"{json.dumps(pieces)}\n")


if __name__ == "__main__":
    main()
