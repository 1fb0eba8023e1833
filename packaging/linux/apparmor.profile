# Lets Chromium's sandbox make its namespaces where the system denies them to programs without a
# profile (Ubuntu 23.10 and later: kernel.apparmor_restrict_unprivileged_userns).
abi <abi/4.0>,
include <tunables/global>

profile fanlight /usr/lib/fanlight/{fanlight,_internal/PySide6/Qt/libexec/QtWebEngineProcess} flags=(unconfined) {
  userns,

  include if exists <local/fanlight>
}
