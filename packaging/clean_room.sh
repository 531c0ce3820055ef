#!/bin/sh
# Try a package on a Debian 12 that has nothing else: install it, do the main job by keyboard on a
# virtual display, remove it, and see that nothing is left but the user's files.
#
#   clean_room.sh deb   [FOLDER]   the .deb of dist/
#   clean_room.sh wheel [FOLDER]   the wheel of dist/, by pipx
#
# As root, from the root of the checkout. Needs debootstrap, Xvfb, openbox and xdotool; FOLDER
# (build/clean-room) keeps the bare system for the next time. The display and the keys are outside
# of it, so that only the package and what it asks for is inside.
set -eu
kind=$1
here=$(mkdir -p "${2:-build/clean-room}" && cd "${2:-build/clean-room}" && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}
root=$here/$kind
number=${DISPLAY_NUMBER:-77}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' annotator/__init__.py)
say() { printf '\n== %s\n' "$*"; }

[ -e "$here/base/bin/sh" ] || debootstrap --variant=minbase bookworm "$here/base" "$mirror" >/dev/null

leave() {
    [ -z "${display:-}" ] || kill $display 2>/dev/null || true
    for each in tmp/.X11-unix dev/shm dev proc; do umount -l "$root/$each" 2>/dev/null || true; done
}
trap leave EXIT
leave
rm -rf "$root"
cp -a "$here/base" "$root"
mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
cp /etc/resolv.conf "$root/etc/resolv.conf"

inside() { chroot "$root" /usr/bin/env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
as_ana() {
    chroot "$root" /usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups /usr/bin/env -i \
        HOME=/home/ana USER=ana LOGNAME=ana LC_ALL=C.UTF-8 PATH=/home/ana/.local/bin:/usr/bin:/bin "$@"
}
# Every file and folder but those of the packages' own tool and of the person.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./home/ana \
        -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache -o -path ./var/log \) \
        -prune -o -print | sort)
}
inside useradd --create-home --uid 1000 ana
inside apt-get update -qq
case $kind in
    deb)
        say "bare system"
        files >"$here/$kind-before.txt"
        cp "dist/annotator_${version}_$(dpkg --print-architecture).deb" "$root/tmp/annotator.deb"
        say "install"
        inside apt-get install -y -qq --no-install-recommends /tmp/annotator.deb >"$here/$kind-apt.log" 2>&1
        ;;
    wheel)
        # What Debian needs for pipx, and what Qt's wheels need of any system.
        libraries=$(sed -n '/^`libegl1/,/^$/p' packaging/README.md | grep -o 'lib[a-z0-9.+-]*[0-9]\b' |
            sort -u | tr '\n' ' ')
        # shellcheck disable=SC2086
        inside apt-get install -y -qq --no-install-recommends pipx ca-certificates $libraries \
            >"$here/$kind-apt.log" 2>&1
        say "bare system with pipx and Qt's libraries"
        files >"$here/$kind-before.txt"
        # The certificates of a proxy, where this machine goes through one.
        authorities=/etc/ssl/certs/ca-certificates.crt
        cp $authorities "$root$authorities"
        cp "dist/annotator-$version-py3-none-any.whl" constraints.txt "$root/tmp/"
        say "install"
        as_ana PIP_CERT=$authorities SSL_CERT_FILE=$authorities \
            pipx install --pip-args="--constraint /tmp/constraints.txt" \
            "/tmp/annotator-$version-py3-none-any.whl"
        ;;
esac
say "installed: $(du -smx "$root" | cut -f 1) MB in all, $(du -smx "$here/base" | cut -f 1) MB before"

say "self-test"
as_ana annotator --self-test

say "by keyboard"
Xvfb ":$number" -screen 0 1440x900x24 -nolisten tcp -ac >/dev/null 2>&1 &
display=$!
sleep 2
DISPLAY=:$number openbox >/dev/null 2>&1 &
display="$display $!"
sleep 1
mkdir -p "$root/home/ana/Documents"
chown -R 1000:1000 "$root/home/ana"
# A shell function cannot be handed on; this is as_ana as a command.
cat >"$here/as_ana" <<END
#!/bin/sh
exec chroot "$root" /usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups /usr/bin/env -i \\
    HOME=/home/ana USER=ana LOGNAME=ana LC_ALL=C.UTF-8 DISPLAY=:$number \\
    PATH=/home/ana/.local/bin:/usr/bin:/bin "\$@"
END
chmod 755 "$here/as_ana"
sh packaging/by_keyboard.sh ":$number" "$here/$kind-pictures" \
    "$here/as_ana" annotator demo --to /home/ana/news

say "what was done"
as_ana annotator check /home/ana/news/sample.db
as_ana annotator stats /home/ana/news/sample.db | sed -n '/Reviews/,$p'
as_ana annotator stats /home/ana/news/sample.db | grep -q 'ana *done' ||
    { echo "No article is done." >&2; exit 1; }
exported=$(find "$root/home/ana" -newer "$here/as_ana" -name 'sample*.jsonl' -size +10k)
[ -n "$exported" ] || { echo "Nothing was exported." >&2; exit 1; }
ls -l $exported

say "remove"
case $kind in
    deb) inside apt-get purge -y -qq --auto-remove annotator >>"$here/$kind-apt.log" 2>&1 ;;
    wheel) as_ana pipx uninstall annotator ;;
esac
files >"$here/$kind-after.txt"
echo "left outside of /home/ana:"
if ! diff "$here/$kind-before.txt" "$here/$kind-after.txt"; then
    echo "Something is left." >&2
    exit 1
fi
echo "nothing"
echo "in /home/ana:"
(cd "$root/home/ana" && find . -type f ! -path './.cache/*' ! -path './.local/pipx/*' ! -path './.local/state/*' | sort)
say "passed"
