"""ICU prints dates line by line; run by Debian's own python3, which has the package python3-icu.

PyPI carries ICU's binding as source only.  A line holds an ISO date; the answer is a JSON object
with the date in the styles `full`, `letter` and `medium`.
"""

import datetime as dt
import json
import sys

STYLES = {"full": "kFull", "letter": "kLong", "medium": "kMedium"}  # by ICU's names


def main() -> None:
    """Answer each line until the input ends."""
    import icu  # of Debian's python3: the virtual environment, which pytest runs in, has none

    thai = icu.Locale("th_TH@calendar=buddhist;numbers=thai")
    formats = {
        name: icu.DateFormat.createDateInstance(getattr(icu.DateFormat, kind), thai)
        for name, kind in STYLES.items()
    }
    for style in formats.values():
        style.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
    for line in sys.stdin:
        date = dt.date.fromisoformat(line.strip())
        moment = dt.datetime(date.year, date.month, date.day, tzinfo=dt.timezone.utc).timestamp()
        print(json.dumps({name: style.format(moment) for name, style in formats.items()}))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
