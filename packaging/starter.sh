#!/bin/sh
# Starts the version that the file `current` names. One that was taken just now is on trial: when
# its first start ended before it said that it stands (it removes `previous` then), this goes back
# to the version before. host/release/place.py says what lies beside this file.
self=$0
[ -L "$self" ] && self=$(readlink -f "$self")
place=${self%/*}
[ "$place" = "$self" ] && place=.
version= before= first=
if ! read -r version 2>/dev/null < "$place/current"; then
  echo "fanlight: $place/current is missing; write the name of one of versions/ into it" >&2
  exit 1
fi
if [ -e "$place/previous" ]; then
  read -r before 2>/dev/null < "$place/previous"
  if [ "$before" != "$version" ] && [ -x "$place/versions/$before/fanlight" ]; then
    [ -e "$place/trying" ] && read -r first 2>/dev/null < "$place/trying"
    if [ -z "$first" ]; then
      echo $$ > "$place/trying"
    elif ! kill -0 "$first" 2>/dev/null; then
      echo "fanlight: version $version did not start; $before runs again" >&2
      echo "$version" > "$place/failed"
      echo "$before" > "$place/current.$$" && mv -f "$place/current.$$" "$place/current"
      rm -f "$place/previous" "$place/trying"
      version=$before
    fi
  fi
fi
exec "$place/versions/$version/fanlight" "$@"
