#!/bin/sh
# Lay the bundle out below ROOT as a Linux system has it: program, menu entry, type of project
# files, icons, manual page. Usage, from the root of the checkout: lay_out.sh ROOT
set -eu
root=$1
id=org.annotator.Annotator
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' annotator/__init__.py)
# The day of the last change, so that the same sources make the same package.
date=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" +%F)
share=$root/usr/share
fill() { sed "s/@VERSION@/$version/;s/@DATE@/$date/" "$1"; }

mkdir -p "$root/usr/lib" "$root/usr/bin" "$share/applications" "$share/metainfo" \
    "$share/mime/packages" "$share/man/man1" "$share/doc/annotator" \
    "$share/icons/hicolor/scalable/apps" "$share/icons/hicolor/scalable/mimetypes"
cp -a dist/annotator "$root/usr/lib/annotator"
ln -s ../lib/annotator/annotator "$root/usr/bin/annotator"
install -m 644 packaging/linux/$id.desktop "$share/applications/"
install -m 644 packaging/linux/$id.mime.xml "$share/mime/packages/$id.xml"
fill packaging/linux/$id.metainfo.xml.in >"$share/metainfo/$id.metainfo.xml"
fill packaging/linux/annotator.1.in | gzip -9n >"$share/man/man1/annotator.1.gz"
gzip -9nc CHANGELOG.md >"$share/doc/annotator/changelog.gz"
install -m 644 resources/icons/annotator.svg "$share/icons/hicolor/scalable/apps/$id.svg"
install -m 644 resources/icons/annotator-project.svg \
    "$share/icons/hicolor/scalable/mimetypes/$id.project.svg"
for size in 16 24 32 48 64 128 256; do
    for kind in apps mimetypes; do
        folder=$share/icons/hicolor/${size}x$size/$kind
        mkdir -p "$folder"
        case $kind in apps) name=annotator to=$id ;; *) name=annotator-project to=$id.project ;; esac
        install -m 644 "build/icons/$name-$size.png" "$folder/$to.png"
    done
done
desktop-file-validate "$share/applications/$id.desktop"
appstreamcli validate --no-net "$share/metainfo/$id.metainfo.xml"
