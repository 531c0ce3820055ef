#!/bin/sh
# make package-appdir: dist/Annotator.AppDir of the bundle in dist/annotator; appimagetool, which
# is not needed here, makes one file of it.
set -eu
root=dist/Annotator.AppDir
id=org.annotator.Annotator
rm -rf "$root"
sh packaging/lay_out.sh "$root"
ln -s usr/share/applications/$id.desktop "$root/$id.desktop"
ln -s usr/share/icons/hicolor/256x256/apps/$id.png "$root/$id.png"
ln -s $id.png "$root/.DirIcon"
cat >"$root/AppRun" <<'END'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/bin/annotator" "$@"
END
chmod 755 "$root/AppRun"
"$root/AppRun" --self-test
