#!/bin/sh
# Install the Debian packages that are missing: as root through apt, else say what to install.
# With the argument `test`, those that only the tests need too.
set -eu

missing=""
want() { # want PACKAGE REASON TEST...: note PACKAGE when TEST fails
    package=$1 reason=$2
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        missing="$missing $package"
        echo "ยังไม่มี $package ($reason)"
    fi
}
has_office() { command -v soffice || test -x /usr/lib/libreoffice/program/soffice; }
has_font() { find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" \
    \( -iname 'Laksaman*.[to]tf' -o -iname 'TH*Sarabun*.ttf' \) 2>/dev/null | grep -q .; }
has_fontconfig() { command -v fc-list; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_postgresql() { find /usr/lib/postgresql/*/bin/initdb 2>/dev/null | grep -q .; }

want libreoffice-writer-nogui "จัดหน้าและทำ PDF" has_office
want python3-uno "สั่งงาน LibreOffice" /usr/bin/python3 -c "import uno"
want fonts-tlwg-laksaman-ttf "แบบอักษรที่จัดหน้าเท่ากับ TH Sarabun" has_font
want fontconfig "ค้นหาแบบอักษร" has_fontconfig
want python3-venv "สร้าง .venv" "${PYTHON:-python3}" -c "import ensurepip, venv"

if [ "${1:-}" = test ]; then
    want postgresql "ทะเบียนหนังสือส่งบน PostgreSQL ในชุดทดสอบ" has_postgresql
    want chromium "หน้าเว็บในชุดทดสอบ" has_chromium
    want curl "ตัวอย่างของ API ในชุดทดสอบ" command -v curl
    want python3-icu "เทียบวันที่กับ ICU ในชุดทดสอบ" /usr/bin/python3 -c "import icu"
fi

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 - one word for each package
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "โปรดติดตั้ง: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
