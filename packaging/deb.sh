#!/bin/sh
# make package-deb: dist/annotator_VERSION_ARCH.deb of the bundle in dist/annotator. Needs
# dpkg-dev, desktop-file-utils and appstream. DEB_LEVEL=1 packs quicker and larger, for a trial.
set -eu
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' annotator/__init__.py)
arch=$(dpkg --print-architecture)
root=build/deb
umask 022
rm -rf "$root"
sh packaging/lay_out.sh "$root"
bundle=$(pwd)/$root/usr/lib/annotator
# What Debian has comes from Debian, with its updates; the bundle's copies are for other systems.
find "$bundle/_internal" -maxdepth 1 -type f -name 'lib*.so*' ! -name 'libpython*' -delete
rm -rf "$bundle/_internal/licences"
chmod -R u+rwX,go+rX,go-w "$root"
doc=$root/usr/share/doc/annotator
{
    printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
    printf 'Upstream-Name: Annotator\n\nFiles: *\nCopyright: Annotator contributors\nLicense: MIT\n'
    sed 's/^$/./;s/^/ /' LICENSE
    printf '\nComment: The bundle holds Python, Qt, spaCy and more, each under its own licence. The\n'
    printf ' texts are in /usr/lib/annotator/_internal/annotator/resources/third-party.json; the\n'
    printf ' About box of the program shows them.\n'
} >"$doc/copyright"

# What the files of the bundle need of the system, by the system's own tool. It wants a source
# package to look at.
mkdir -p build/deb-source/debian
printf 'Source: annotator\n\nPackage: annotator\nArchitecture: any\n' >build/deb-source/debian/control
inside=$(find "$bundle/_internal" -name '*.so*' -printf '-l%h\n' | sort -u)
files=$(find "$bundle" -type f \( -name '*.so*' -o -name annotator \) -printf '-e%p\n' |
    xargs -n 1 sh -c 'head -c 4 "${0#-e}" | grep -q ELF && echo "$0"' || true)
# shellcheck disable=SC2086
depends=$(cd build/deb-source && dpkg-shlibdeps -O --ignore-missing-info $inside $files 2>/dev/null |
    sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { echo "dpkg-shlibdeps found nothing" >&2; exit 1; }

mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: annotator
Version: $version
Architecture: $arch
Maintainer: Annotator contributors <annotator@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: $depends
Recommends: xdg-utils
Section: science
Priority: optional
Description: annotate news: entities, quotes and claims
 Shows news articles with entities, quotes and claims already highlighted by a
 spaCy pipeline. Mostly by keyboard you accept, correct and relabel, link each
 quote to its speaker, tag claims, and export labelled datasets.
 .
 A project is one SQLite file. No server, no account, no network.
END
(cd "$root" && find usr -type f -printf '%P\0' | sort -z | (cd usr && xargs -0 md5sum) |
    sed 's/  /  usr\//' >DEBIAN/md5sums)
dpkg-deb --root-owner-group -Zxz -z"${DEB_LEVEL:-6}" --build "$root" "dist/annotator_${version}_$arch.deb"
du -m "dist/annotator_${version}_$arch.deb"
