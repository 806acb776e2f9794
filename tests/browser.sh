#!/bin/sh
# The browser for the tests of the page, from the system's package manager where that can be used.
# Without one those tests are skipped, with the reason.
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 0
echo "Signaalwijzer: Chromium installeren voor de tests van de pagina ..."
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true
