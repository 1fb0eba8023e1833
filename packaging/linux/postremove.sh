#!/bin/sh
set -e
if [ -e /etc/apparmor.d/fanlight ]; then
  if command -v apparmor_parser >/dev/null && [ -d /sys/kernel/security/apparmor ]; then
    apparmor_parser --remove /etc/apparmor.d/fanlight || true
  fi
  rm -f /etc/apparmor.d/fanlight
fi
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q || true; fi
