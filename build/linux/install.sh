#!/bin/sh
# Puts Latchkey into your own menu, from wherever the archive was unpacked: no root, and nothing
# outside your home directory.
#   ./install.sh            after unpacking, and again after the folder was moved
#   ./install.sh --remove   takes it out of the menu again; the workspace stays where it is
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
program=$here/latchkey
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
icons=$data/icons/hicolor

files() {
  echo "$data/applications/latchkey.desktop"
  echo "$data/mime/packages/latchkey.xml"
  echo "$data/metainfo/org.latchkey.latchkey.metainfo.xml"
  echo "$data/man/man1/latchkey.1"
  echo "$icons/scalable/apps/latchkey.svg"
  echo "$icons/symbolic/apps/latchkey-symbolic.svg"
  for size in 16 24 32 48 64 128 256 512; do
    echo "$icons/${size}x$size/apps/latchkey.png"
  done
  echo "$bin/latchkey"
}

tell_desktop() {
  if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$data/applications" || true
  fi
  if command -v update-mime-database >/dev/null; then
    update-mime-database "$data/mime" 2>/dev/null || true
  fi
}

case ${1-} in
'') ;;
--remove)
  files | while IFS= read -r file; do rm -f -- "$file"; done
  tell_desktop
  echo 'Latchkey is out of the menu. Its workspace was not touched.'
  exit 0
  ;;
*)
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac

# What a desktop entry or sed would take for something else.
case $here in
*[\"\`\$\\\|\&%]* | *'
'*)
  echo "Unpack Latchkey into a folder without any of \" \` \$ \\ | & % in its path: $here" >&2
  exit 1
  ;;
esac

# A trial and a real package have the same entry in the menu; a newer one of the same kind replaces it.
kind() {
  if grep -aq '"runtime": "trial"' "$1/resources/app.asar"; then echo trial; else echo real; fi
}
# The folder of the program $1, if it is a Latchkey of the other kind.
other_kind() {
  folder=$(dirname -- "$(readlink -f -- "$1")")
  [ -e "$folder/resources/app.asar" ] && [ "$(kind "$folder")" != "$(kind "$here")" ] && echo "$folder"
}
refuse() {
  echo "The menu has a $(kind "$other") Latchkey, and this is a $(kind "$here") one. First $1" >&2
  exit 1
}
if [ -x "$bin/latchkey" ] && other=$(other_kind "$bin/latchkey"); then
  refuse "run: $other/install.sh --remove"
fi
# The entry of a deb or an rpm would be hidden behind this one.
if installed=$(command -v latchkey) && other=$(other_kind "$installed"); then
  refuse "remove the package in $other."
fi

files | while IFS= read -r file; do mkdir -p -- "$(dirname -- "$file")"; done
sed "s|^Exec=latchkey|Exec=\"$program\"|" "$here/desktop/latchkey.desktop" \
  >"$data/applications/latchkey.desktop"
cp -- "$here/desktop/latchkey-mime.xml" "$data/mime/packages/latchkey.xml"
cp -- "$here/desktop/org.latchkey.latchkey.metainfo.xml" "$data/metainfo/"
cp -- "$here/desktop/latchkey.1" "$data/man/man1/"
cp -- "$here/desktop/latchkey.svg" "$icons/scalable/apps/"
cp -- "$here/desktop/latchkey-symbolic.svg" "$icons/symbolic/apps/"
for size in 16 24 32 48 64 128 256 512; do
  cp -- "$here/desktop/icons/${size}x$size.png" "$icons/${size}x$size/apps/latchkey.png"
done
ln -sf -- "$program" "$bin/latchkey"
tell_desktop
echo "Latchkey is in the menu, and $bin/latchkey starts it from a terminal."
