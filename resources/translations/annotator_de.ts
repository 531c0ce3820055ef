<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>About Annotator</source>
        <translation>Über Annotator</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Read news, correct what is highlighted, export datasets that trainers take.
Free software under the MIT licence, built with the parts below.</source>
        <translation>Nachrichten lesen, das Hervorgehobene berichtigen, Datensätze für das Training exportieren.
Freie Software unter der MIT-Lizenz, gebaut aus den Bestandteilen hierunter.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Annotate</source>
        <translation>&amp;Annotieren</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Ans&amp;icht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt…</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen…</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>Beispielprojekt öffnen</translation>
    </message>
    <message>
        <source>Import articles…</source>
        <translation>Artikel importieren…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren…</translation>
    </message>
    <message>
        <source>Export dataset…</source>
        <translation>Datensatz exportieren…</translation>
    </message>
    <message>
        <source>Brief of articles…</source>
        <translation>Dossier aus Artikeln…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>Save again what could not be saved</source>
        <translation>Nicht Gespeichertes noch einmal speichern</translation>
    </message>
    <message>
        <source>Labels…</source>
        <translation>Labels…</translation>
    </message>
    <message>
        <source>Save a copy of the project…</source>
        <translation>Kopie des Projekts speichern…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>Sicherungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown with its source</source>
        <translation>Als Markdown mit Quelle kopieren</translation>
    </message>
    <message>
        <source>Paste as a new article</source>
        <translation>Als neuen Artikel einfügen</translation>
    </message>
    <message>
        <source>Search or run a command…</source>
        <translation>Suchen oder Befehl ausführen…</translation>
    </message>
    <message>
        <source>Find in the article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Next open suggestion</source>
        <translation>Nächster offener Vorschlag</translation>
    </message>
    <message>
        <source>next</source>
        <translation>nächster</translation>
    </message>
    <message>
        <source>Previous open suggestion</source>
        <translation>Voriger offener Vorschlag</translation>
    </message>
    <message>
        <source>Next span</source>
        <translation>Nächster Span</translation>
    </message>
    <message>
        <source>Previous span</source>
        <translation>Voriger Span</translation>
    </message>
    <message>
        <source>Span in the line below</source>
        <translation>Span in der Zeile darunter</translation>
    </message>
    <message>
        <source>Span in the line above</source>
        <translation>Span in der Zeile darüber</translation>
    </message>
    <message>
        <source>Other span at this place</source>
        <translation>Anderer Span an dieser Stelle</translation>
    </message>
    <message>
        <source>Along the link, and back</source>
        <translation>Der Verknüpfung folgen, und zurück</translation>
    </message>
    <message>
        <source>Next and previous: least certain first</source>
        <translation>Nächster und voriger: Unsicherste zuerst</translation>
    </message>
    <message>
        <source>To the names</source>
        <translation>Zu den Namen</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Nächster Artikel</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Voriger Artikel</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>Artikelliste filtern</translation>
    </message>
    <message>
        <source>Find in the project</source>
        <translation>Im Projekt suchen</translation>
    </message>
    <message>
        <source>Find alike in the project</source>
        <translation>Gleiche im Projekt suchen</translation>
    </message>
    <message>
        <source>Near copies of the article</source>
        <translation>Beinahe-Kopien des Artikels</translation>
    </message>
    <message>
        <source>Everything this name said</source>
        <translation>Alles, was dieser Name gesagt hat</translation>
    </message>
    <message>
        <source>To the inspector</source>
        <translation>Zum Inspektor</translation>
    </message>
    <message>
        <source>Open the article’s web page</source>
        <translation>Webseite des Artikels öffnen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Accept, next open</source>
        <translation>Annehmen, nächster offener</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>annehmen</translation>
    </message>
    <message>
        <source>Reject or remove, next</source>
        <translation>Ablehnen oder entfernen, nächster</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>Accept all alike in the article</source>
        <translation>Alle gleichen im Artikel annehmen</translation>
    </message>
    <message>
        <source>Reject all alike in the article</source>
        <translation>Alle gleichen im Artikel ablehnen</translation>
    </message>
    <message>
        <source>Accept all open shown</source>
        <translation>Alle gezeigten offenen annehmen</translation>
    </message>
    <message>
        <source>Accept all with this label</source>
        <translation>Alle mit diesem Label annehmen</translation>
    </message>
    <message>
        <source>Accept all in view</source>
        <translation>Alle sichtbaren annehmen</translation>
    </message>
    <message>
        <source>Accept all that the list of spans shows</source>
        <translation>Alle in der Spanliste gezeigten annehmen</translation>
    </message>
    <message>
        <source>Accept all, hidden layers too</source>
        <translation>Alle annehmen, auch auf ausgeblendeten Ebenen</translation>
    </message>
    <message>
        <source>Offer these spans to the near copies</source>
        <translation>Diese Spans den Beinahe-Kopien anbieten</translation>
    </message>
    <message>
        <source>Article done, next article</source>
        <translation>Artikel erledigt, nächster Artikel</translation>
    </message>
    <message>
        <source>Skip the article</source>
        <translation>Artikel überspringen</translation>
    </message>
    <message>
        <source>Flag the article</source>
        <translation>Artikel vormerken</translation>
    </message>
    <message>
        <source>Label, kind or claim type</source>
        <translation>Label, Art oder Typ der Behauptung</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Relabel: type the first letters</source>
        <translation>Anderes Label: Anfangsbuchstaben tippen</translation>
    </message>
    <message>
        <source>End one token on</source>
        <translation>Ende ein Token weiter</translation>
    </message>
    <message>
        <source>End one token back</source>
        <translation>Ende ein Token zurück</translation>
    </message>
    <message>
        <source>Start one token back</source>
        <translation>Anfang ein Token zurück</translation>
    </message>
    <message>
        <source>Start one token on</source>
        <translation>Anfang ein Token weiter</translation>
    </message>
    <message>
        <source>Boundary by character</source>
        <translation>Grenze zeichenweise</translation>
    </message>
    <message>
        <source>Expand: word, name, clause, sentence</source>
        <translation>Erweitern: Wort, Name, Teilsatz, Satz</translation>
    </message>
    <message>
        <source>Join with the next</source>
        <translation>Mit dem nächsten verbinden</translation>
    </message>
    <message>
        <source>Knife: split at a token</source>
        <translation>Messer: an einem Token teilen</translation>
    </message>
    <message>
        <source>Same words in another layer</source>
        <translation>Dieselben Wörter auf anderer Ebene</translation>
    </message>
    <message>
        <source>Add: type a word’s start</source>
        <translation>Hinzufügen: Wortanfang tippen</translation>
    </message>
    <message>
        <source>add</source>
        <translation>hinzufügen</translation>
    </message>
    <message>
        <source>Quote here</source>
        <translation>Zitat hier</translation>
    </message>
    <message>
        <source>Quote: pick a sentence or marks</source>
        <translation>Zitat: Satz oder Anführungszeichen wählen</translation>
    </message>
    <message>
        <source>Claim here</source>
        <translation>Behauptung hier</translation>
    </message>
    <message>
        <source>Claim: pick a sentence</source>
        <translation>Behauptung: Satz wählen</translation>
    </message>
    <message>
        <source>Speaker or source</source>
        <translation>Sprecher oder Quelle</translation>
    </message>
    <message>
        <source>Cue verb</source>
        <translation>Cue</translation>
    </message>
    <message>
        <source>Addressee</source>
        <translation>Adressat</translation>
    </message>
    <message>
        <source>Link to a name</source>
        <translation>Mit einem Namen verknüpfen</translation>
    </message>
    <message>
        <source>Worth checking, then 0–3</source>
        <translation>Prüfenswert, dann 0–3</translation>
    </message>
    <message>
        <source>Certainty, then its letter</source>
        <translation>Sicherheit, dann ihr Buchstabe</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Memo on the span</source>
        <translation>Notiz zum Span</translation>
    </message>
    <message>
        <source>Comment on the article</source>
        <translation>Kommentar zum Artikel</translation>
    </message>
    <message>
        <source>Unsure: question to the reviewer</source>
        <translation>Unsicher: Frage an die Durchsicht</translation>
    </message>
    <message>
        <source>Leave, deselect</source>
        <translation>Verlassen, Auswahl aufheben</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Concordance</source>
        <translation>Konkordanz</translation>
    </message>
    <message>
        <source>Entities shown</source>
        <translation>Entitäten gezeigt</translation>
    </message>
    <message>
        <source>Quotes shown</source>
        <translation>Zitate gezeigt</translation>
    </message>
    <message>
        <source>Claims shown</source>
        <translation>Behauptungen gezeigt</translation>
    </message>
    <message>
        <source>Show every layer</source>
        <translation>Alle Ebenen zeigen</translation>
    </message>
    <message>
        <source>Text only, full screen</source>
        <translation>Nur Text, ganzer Bildschirm</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Textgröße</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language…</source>
        <translation>Sprache…</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>Suggest with…</source>
        <translation>Vorschlagen mit…</translation>
    </message>
    <message>
        <source>Claims to suggest…</source>
        <translation>Behauptungen vorschlagen…</translation>
    </message>
    <message>
        <source>Cancel suggesting</source>
        <translation>Vorschlagen abbrechen</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>alle Tasten</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>for whoever reviews it</source>
        <translation>für die Durchsicht</translation>
    </message>
    <message>
        <source>Made beside the project: when it is opened, while you work and before steps over many articles. They get fewer as they get older.</source>
        <translation>Sie liegen neben dem Projekt und entstehen beim Öffnen, während der Arbeit und vor Schritten über viele Artikel. Je älter sie sind, desto weniger bleiben.</translation>
    </message>
    <message>
        <source>The file stays as it is, whatever you choose. A backup takes its place and the file is kept under another name; or all that can still be read is saved into a new project.</source>
        <translation>Die Datei bleibt in jedem Fall, wie sie ist. Entweder tritt eine Sicherung an ihre Stelle, und die Datei bleibt unter anderem Namen erhalten; oder alles noch Lesbare wird in ein neues Projekt gespeichert.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>{name} cannot be opened</source>
        <translation>{name} lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Backups of {name}</source>
        <translation>Sicherungen von {name}</translation>
    </message>
    <message>
        <source>Backups, newest first</source>
        <translation>Sicherungen, neueste zuerst</translation>
    </message>
    <message>
        <source>There is no backup of it yet.</source>
        <translation>Davon gibt es noch keine Sicherung.</translation>
    </message>
    <message>
        <source>Bring this backup back</source>
        <translation>Diese Sicherung zurückholen</translation>
    </message>
    <message>
        <source>Open a copy of it…</source>
        <translation>Eine Kopie davon öffnen…</translation>
    </message>
    <message>
        <source>Save what can be read…</source>
        <translation>Lesbares speichern…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <comment>%n article</comment>
        <translation>
            <numerusform>%n Artikel</numerusform>
            <numerusform>%n Artikel</numerusform>
        </translation>
    </message>
    <message>
        <source>damaged, cannot be used</source>
        <translation>beschädigt, nicht verwendbar</translation>
    </message>
    <message>
        <source>when it was opened</source>
        <translation>beim Öffnen</translation>
    </message>
    <message>
        <source>while it was open</source>
        <translation>während der Arbeit</translation>
    </message>
    <message>
        <source>before a newer version of Annotator changed its tables</source>
        <translation>bevor eine neuere Version von Annotator die Tabellen geändert hat</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>auf Wunsch</translation>
    </message>
    <message>
        <source>before a step over many articles</source>
        <translation>vor einem Schritt über viele Artikel</translation>
    </message>
    <message>
        <source>before labels were renamed or merged</source>
        <translation>vor dem Umbenennen oder Zusammenführen von Labels</translation>
    </message>
    <message>
        <source>before spans were offered in near copies</source>
        <translation>vor dem Anbieten von Spans in Beinahe-Kopien</translation>
    </message>
    <message>
        <source>before annotations were imported</source>
        <translation>vor dem Import von Annotationen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <comment>a date</comment>
        <translation>ddd d. MMM</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>a date</comment>
        <translation>ddd d. MMM yyyy</translation>
    </message>
    <message>
        <source>{summary}. {undo} takes it back</source>
        <translation>{summary}. {undo} macht es rückgängig</translation>
    </message>
    <message>
        <source>Digits belong to the labels; the label schema says which</source>
        <translation>Ziffern gehören den Labels; welche, steht im Labelschema</translation>
    </message>
    <message>
        <source>Esc always leaves</source>
        <translation>Esc verlässt immer</translation>
    </message>
    <message>
        <source>{key} moves the focus</source>
        <translation>{key} bewegt den Fokus</translation>
    </message>
    <message>
        <source>{key} always leaves</source>
        <translation>{key} verlässt immer</translation>
    </message>
    <message>
        <source>{key} opens the menus</source>
        <translation>{key} öffnet die Menüs</translation>
    </message>
    <message>
        <source>{key} scrolls the text</source>
        <translation>{key} rollt den Text</translation>
    </message>
    <message>
        <source>{key} closes the window</source>
        <translation>{key} schließt das Fenster</translation>
    </message>
    <message>
        <source>{key} opens the menu of the text</source>
        <translation>{key} öffnet das Menü des Textes</translation>
    </message>
    <message>
        <source>{key} cuts in every field</source>
        <translation>{key} schneidet in jedem Feld aus</translation>
    </message>
    <message>
        <source>{key} pastes in every field</source>
        <translation>{key} fügt in jedem Feld ein</translation>
    </message>
    <message>
        <source>{key} selects all in every field</source>
        <translation>{key} wählt in jedem Feld alles aus</translation>
    </message>
    <message>
        <source>{key} deletes in every field</source>
        <translation>{key} löscht in jedem Feld</translation>
    </message>
    <message>
        <source>This key has no name</source>
        <translation>Diese Taste hat keinen Namen</translation>
    </message>
    <message>
        <source>{shown} writes a sign on some keyboards, as AltGr does</source>
        <translation>{shown} schreibt auf manchen Tastaturen ein Zeichen, wie AltGr</translation>
    </message>
    <message>
        <source>{shown} belongs to the system</source>
        <translation>{shown} gehört dem System</translation>
    </message>
    <message>
        <source>{shown} could not be typed in a field any more: this needs Ctrl, Alt or an F key</source>
        <translation>{shown} ließe sich in keinem Feld mehr tippen: hier braucht es Strg, Alt oder eine F-Taste</translation>
    </message>
    <message>
        <source>{shown} opens the menu {menu}</source>
        <translation>{shown} öffnet das Menü {menu}</translation>
    </message>
    <message>
        <source>{key} is the key of “{action}”</source>
        <translation>{key} ist die Taste von „{action}“</translation>
    </message>
    <message>
        <source>{key} begins {other}, the key of “{action}”</source>
        <translation>Mit {key} beginnt {other}, die Taste von „{action}“</translation>
    </message>
    <message>
        <source>Brief of articles</source>
        <translation>Dossier aus Artikeln</translation>
    </message>
    <message>
        <source>Those the queue shows: {shown}</source>
        <translation>Die in der Artikelliste gezeigten: {shown}</translation>
    </message>
    <message>
        <source>The open article</source>
        <translation>Der offene Artikel</translation>
    </message>
    <message>
        <source>Open suggestions too, marked as such</source>
        <translation>Auch offene Vorschläge, als solche gekennzeichnet</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern als</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Quotes by speaker and claims by type, with source, date and link.</source>
        <translation>Zitate nach Sprecher und Behauptungen nach Typ, mit Quelle, Datum und Link.</translation>
    </message>
    <message numerus="yes">
        <source>Write brief of %n articles</source>
        <comment>Write brief of %n article</comment>
        <translation>
            <numerusform>Dossier aus %n Artikel schreiben</numerusform>
            <numerusform>Dossier aus %n Artikeln schreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the brief as</source>
        <translation>Dossier speichern als</translation>
    </message>
    <message>
        <source>Let the name end in {endings}</source>
        <translation>Der Name muss auf {endings} enden</translation>
    </message>
    <message>
        <source>{name} is there already. Give another name, or Change… to replace it</source>
        <translation>{name} gibt es schon. Anderen Namen angeben oder mit „Ändern…“ ersetzen</translation>
    </message>
    <message>
        <source>None ticked: {none}</source>
        <translation>Keine gewählt: {none}</translation>
    </message>
    <message>
        <source>What looks forgotten</source>
        <translation>Was vergessen aussieht</translation>
    </message>
    <message>
        <source>show</source>
        <translation>zeigen</translation>
    </message>
    <message>
        <source>go there</source>
        <translation>hingehen</translation>
    </message>
    <message>
        <source>right as it is</source>
        <translation>ist richtig so</translation>
    </message>
    <message>
        <source>done all the same</source>
        <translation>trotzdem erledigt</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Look at these, or let them be. The article is not done yet.</source>
        <translation>Diese Stellen ansehen oder so lassen. Der Artikel ist noch nicht erledigt.</translation>
    </message>
    <message>
        <source>Nothing looks forgotten any more</source>
        <translation>Nichts sieht mehr vergessen aus</translation>
    </message>
    <message>
        <source>Check {number}</source>
        <translation>Prüfen {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n things that may be forgotten</source>
        <comment>%n thing that may be forgotten</comment>
        <translation>
            <numerusform>%n Stelle, die vergessen sein könnte</numerusform>
            <numerusform>%n Stellen, die vergessen sein könnten</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}, key {key}</source>
        <translation>{words}, Taste {key}</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <source>No claims are suggested</source>
        <translation>Es werden keine Behauptungen vorgeschlagen</translation>
    </message>
    <message>
        <source>&amp;Few: score 60 or more</source>
        <translation>&amp;Wenige: Score ab 60</translation>
    </message>
    <message>
        <source>Few claims are suggested</source>
        <translation>Es werden wenige Behauptungen vorgeschlagen</translation>
    </message>
    <message>
        <source>&amp;Usual: score 30 or more</source>
        <translation>&amp;Normal: Score ab 30</translation>
    </message>
    <message>
        <source>The usual claims are suggested</source>
        <translation>Es werden die üblichen Behauptungen vorgeschlagen</translation>
    </message>
    <message>
        <source>&amp;Many: score 15 or more</source>
        <translation>&amp;Viele: Score ab 15</translation>
    </message>
    <message>
        <source>Many claims are suggested</source>
        <translation>Es werden viele Behauptungen vorgeschlagen</translation>
    </message>
    <message>
        <source>Claims to suggest</source>
        <translation>Behauptungen vorschlagen</translation>
    </message>
    <message>
        <source>How many claims to suggest</source>
        <translation>Wie viele Behauptungen vorschlagen</translation>
    </message>
    <message>
        <source>It counts from the next article on that is suggested.</source>
        <translation>Gilt ab dem nächsten Artikel, für den vorgeschlagen wird.</translation>
    </message>
    <message>
        <source>Suggest so many</source>
        <translation>So viele vorschlagen</translation>
    </message>
    <message>
        <source>{key} then: {choices}</source>
        <translation>{key}, dann: {choices}</translation>
    </message>
    <message>
        <source>Open an article first</source>
        <translation>Zuerst einen Artikel öffnen</translation>
    </message>
    <message>
        <source>No span is current. {next_open} goes to the next open suggestion</source>
        <translation>Kein Span ist aktuell. {next_open} geht zum nächsten offenen Vorschlag</translation>
    </message>
    <message>
        <source>{open} open. Enter accept them · X reject them · L leave them · Esc</source>
        <translation>{open} offen. Enter: annehmen · X: ablehnen · L: offen lassen · Esc</translation>
    </message>
    <message>
        <source>{open} open, {hidden} of them in hidden layers. Enter accept them · X reject them · L leave them · Esc</source>
        <translation>{open} offen, davon {hidden} auf ausgeblendeten Ebenen. Enter: annehmen · X: ablehnen · L: offen lassen · Esc</translation>
    </message>
    <message>
        <source>Its twins have all of this already</source>
        <translation>Die Beinahe-Kopien haben das alles schon</translation>
    </message>
    <message>
        <source>Select some words or go to a span first</source>
        <translation>Zuerst Wörter auswählen oder zu einem Span gehen</translation>
    </message>
    <message>
        <source>{name}: no label has the key {key}</source>
        <translation>{name}: kein Label hat die Taste {key}</translation>
    </message>
    <message>
        <source>No claim type has the key {key}</source>
        <translation>Kein Behauptungstyp hat die Taste {key}</translation>
    </message>
    <message>
        <source>A claim has a type: press its digit</source>
        <translation>Eine Behauptung hat einen Typ: seine Ziffer drücken</translation>
    </message>
    <message>
        <source>Go to a span or select some words first</source>
        <translation>Zuerst zu einem Span gehen oder Wörter auswählen</translation>
    </message>
    <message>
        <source>It cannot go further</source>
        <translation>Weiter geht es nicht</translation>
    </message>
    <message>
        <source>Worth checking is asked of claims, not of {label} · Esc</source>
        <translation>„Prüfenswert“ gilt für Behauptungen, nicht für {label} · Esc</translation>
    </message>
    <message>
        <source>Worth checking: 0 to 3</source>
        <translation>Prüfenswert: 0 bis 3</translation>
    </message>
    <message>
        <source>All decided here. {done}: done, next article</source>
        <translation>Hier ist alles entschieden. {done}: erledigt, nächster Artikel</translation>
    </message>
    <message>
        <source>Nothing of this is open</source>
        <translation>Davon ist nichts offen</translation>
    </message>
    <message>
        <source>No source is linked</source>
        <translation>Keine Quelle ist verknüpft</translation>
    </message>
    <message>
        <source>No speaker is linked</source>
        <translation>Kein Sprecher ist verknüpft</translation>
    </message>
    <message>
        <source>“{text}” is not mentioned again here</source>
        <translation>„{text}“ wird hier nicht noch einmal erwähnt</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <translation>Unsicherste zuerst</translation>
    </message>
    <message>
        <source>In reading order</source>
        <translation>In Lesereihenfolge</translation>
    </message>
    <message>
        <source>Copied with its source</source>
        <translation>Mit Quelle kopiert</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nichts ist ausgewählt</translation>
    </message>
    <message>
        <source>Copied as Markdown</source>
        <translation>Als Markdown kopiert</translation>
    </message>
    <message>
        <source>Nothing is open here. {done}: done, next</source>
        <translation>Hier ist nichts offen. {done}: erledigt, nächster</translation>
    </message>
    <message>
        <source>No spans here yet. {add} adds one, {suggest} suggests</source>
        <translation>Hier gibt es noch keine Spans. {add} fügt einen hinzu, {suggest} schlägt welche vor</translation>
    </message>
    <message>
        <source>{show_all} shows them</source>
        <translation>{show_all} zeigt sie</translation>
    </message>
    <message>
        <source>Nothing open is shown, {hidden} open in hidden layers. {shows}</source>
        <translation>Nichts Offenes wird gezeigt, {hidden} offen auf ausgeblendeten Ebenen. {shows}</translation>
    </message>
    <message>
        <source>Not suggested yet. {suggest} suggests</source>
        <translation>Noch nichts vorgeschlagen. {suggest} schlägt vor</translation>
    </message>
    <message>
        <source>No span in this direction</source>
        <translation>Kein Span in dieser Richtung</translation>
    </message>
    <message>
        <source>No other span here</source>
        <translation>Kein anderer Span hier</translation>
    </message>
    <message>
        <source>No speaker here yet. {speaker} chooses one</source>
        <translation>Noch kein Sprecher. {speaker} wählt einen</translation>
    </message>
    <message>
        <source>“{words}” has no name yet. {link} links it to one</source>
        <translation>„{words}“ hat noch keinen Namen. {link} verknüpft es mit einem</translation>
    </message>
    <message>
        <source>This mention is gone</source>
        <translation>Diese Erwähnung gibt es nicht mehr</translation>
    </message>
    <message>
        <source>No speaker for an entity</source>
        <translation>Eine Entität hat keinen Sprecher</translation>
    </message>
    <message>
        <source>No cue for an entity</source>
        <translation>Eine Entität hat keinen Cue</translation>
    </message>
    <message>
        <source>No addressee for an entity</source>
        <translation>Eine Entität hat keinen Adressaten</translation>
    </message>
    <message>
        <source>No claimed_by for an entity</source>
        <translation>Eine Entität hat keine Quelle</translation>
    </message>
    <message>
        <source>No speaker for a claim</source>
        <translation>Eine Behauptung hat keinen Sprecher</translation>
    </message>
    <message>
        <source>No cue for a claim</source>
        <translation>Eine Behauptung hat keinen Cue</translation>
    </message>
    <message>
        <source>No addressee for a claim</source>
        <translation>Eine Behauptung hat keinen Adressaten</translation>
    </message>
    <message>
        <source>No claimed_by for a claim</source>
        <translation>Hier gibt es keine Quelle</translation>
    </message>
    <message>
        <source>Select some words, or {pick_quote} and pick by letter</source>
        <translation>Wörter auswählen, oder {pick_quote} und per Buchstabe wählen</translation>
    </message>
    <message>
        <source>Quote: letter of the sentence or the marks · Esc</source>
        <translation>Zitat: Buchstabe des Satzes oder der Anführungszeichen · Esc</translation>
    </message>
    <message>
        <source>Select a sentence, or {pick_claim} and pick by letter</source>
        <translation>Einen Satz auswählen, oder {pick_claim} und per Buchstabe wählen</translation>
    </message>
    <message>
        <source>Claim: letter of the sentence · Esc</source>
        <translation>Behauptung: Buchstabe des Satzes · Esc</translation>
    </message>
    <message>
        <source>Claim added. A digit says its type, {worth} then 0–3 how much it is worth</source>
        <translation>Behauptung hinzugefügt. Eine Ziffer sagt ihren Typ, {worth} und dann 0–3, wie prüfenswert sie ist</translation>
    </message>
    <message>
        <source>Nothing to pick in what can be seen</source>
        <translation>Im sichtbaren Text gibt es nichts zu wählen</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Cue</source>
        <translation>Cue</translation>
    </message>
    <message>
        <source>{role}: a letter · 0 none · Tab type · Esc</source>
        <translation>{role}: ein Buchstabe · 0 keiner · Tab tippen · Esc</translation>
    </message>
    <message>
        <source>{role}: a letter · Enter “{guess}” · 0 none · Tab type · Esc</source>
        <translation>{role}: ein Buchstabe · Enter „{guess}“ · 0 keiner · Tab tippen · Esc</translation>
    </message>
    <message>
        <source>It cannot grow further</source>
        <translation>Größer geht es nicht</translation>
    </message>
    <message>
        <source>No span of this layer follows</source>
        <translation>Es folgt kein Span dieser Ebene</translation>
    </message>
    <message>
        <source>The next one stands in another paragraph</source>
        <translation>Der nächste steht in einem anderen Absatz</translation>
    </message>
    <message>
        <source>With “{taken}” in it. {undo} takes it back</source>
        <translation>Mit „{taken}“ darin. {undo} macht es rückgängig</translation>
    </message>
    <message>
        <source>One word alone cannot be cut</source>
        <translation>Ein einzelnes Wort lässt sich nicht teilen</translation>
    </message>
    <message>
        <source>Same words as: {words} · Esc</source>
        <translation>Dieselben Wörter als: {words} · Esc</translation>
    </message>
    <message>
        <source>Certainty is asked of claims, not of {label} · Esc</source>
        <translation>„Sicherheit“ gilt für Behauptungen, nicht für {label} · Esc</translation>
    </message>
    <message>
        <source>{label} has no topics</source>
        <translation>{label} hat keine Themen</translation>
    </message>
    <message>
        <source>What it can be</source>
        <translation>Was es sein kann</translation>
    </message>
    <message>
        <source>Words, &quot;a phrase&quot;, /a pattern/, lemma:impose, label:ORG, speaker:&quot;Ines Okafor&quot;</source>
        <translation>Wörter, &quot;eine Wendung&quot;, /ein Muster/, lemma:impose, label:ORG, speaker:&quot;Ines Okafor&quot;</translation>
    </message>
    <message>
        <source>Search the project</source>
        <translation>Projekt durchsuchen</translation>
    </message>
    <message>
        <source>Ticked</source>
        <translation>Angehakt</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>In text order</source>
        <translation>In Textreihenfolge</translation>
    </message>
    <message>
        <source>By the word before</source>
        <translation>Nach dem Wort davor</translation>
    </message>
    <message>
        <source>By the match</source>
        <translation>Nach dem Treffer</translation>
    </message>
    <message>
        <source>By the word after</source>
        <translation>Nach dem Wort danach</translation>
    </message>
    <message>
        <source>By date</source>
        <translation>Nach Datum</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angehakt</translation>
    </message>
    <message>
        <source>in {text}</source>
        <translation>in {text}</translation>
    </message>
    <message>
        <source>not marked</source>
        <translation>nicht markiert</translation>
    </message>
    <message>
        <source>{kind}, rejected</source>
        <translation>{kind}, abgelehnt</translation>
    </message>
    <message>
        <source>Every place of a word, a phrase or a label, in all articles.

embargo · &quot;export licence&quot; · sanction* · /licen[cs]e/ · lemma:&quot;impose sanction&quot;
label:ORG state:open · layer:claim type:prediction · source:Ledger
entity:&quot;Ines Okafor&quot; · speaker:&quot;Ines Okafor&quot; finds everything that was said</source>
        <translation>Alle Stellen eines Wortes, einer Wendung oder eines Labels, in allen Artikeln.

embargo · &quot;export licence&quot; · sanction* · /licen[cs]e/ · lemma:&quot;impose sanction&quot;
label:ORG state:open · layer:claim type:prediction · source:Ledger
entity:&quot;Ines Okafor&quot; · speaker:&quot;Ines Okafor&quot; findet alles, was gesagt wurde</translation>
    </message>
    <message>
        <source>Order of the lines</source>
        <translation>Reihenfolge der Zeilen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>→ completes to</source>
        <translation>→ ergänzt zu</translation>
    </message>
    <message>
        <source>Lines of the concordance</source>
        <translation>Zeilen der Konkordanz</translation>
    </message>
    <message>
        <source>{ticked} ticked</source>
        <translation>{ticked} angehakt</translation>
    </message>
    <message>
        <source>Looking up the forms of {words}…</source>
        <translation>Formen von {words} werden gesucht…</translation>
    </message>
    <message>
        <source>Searching… {total} so far</source>
        <translation>Suche läuft… bisher {total}</translation>
    </message>
    <message>
        <source>Stopped. Nothing so far</source>
        <translation>Angehalten. Bisher nichts</translation>
    </message>
    <message>
        <source>No place for {words}</source>
        <translation>Keine Stelle für {words}</translation>
    </message>
    <message numerus="yes">
        <source>%n places</source>
        <comment>%n place</comment>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped at {places} {in_articles}</source>
        <translation>Angehalten bei {places} {in_articles}</translation>
    </message>
    <message>
        <source>{shown} of more than {places} {in_articles}</source>
        <translation>{shown} von mehr als {places} {in_articles}</translation>
    </message>
    <message>
        <source>{shown} of {places} {in_articles}</source>
        <translation>{shown} von {places} {in_articles}</translation>
    </message>
    <message>
        <source>{places} {in_articles}</source>
        <translation>{places} {in_articles}</translation>
    </message>
    <message numerus="yes">
        <source>accept the %n ticked</source>
        <comment>accept the %n ticked</comment>
        <translation>
            <numerusform>die %n angehakte annehmen</numerusform>
            <numerusform>die %n angehakten annehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark the %n ticked {label}</source>
        <comment>mark the %n ticked {label}</comment>
        <translation>
            <numerusform>die %n angehakte als {label} markieren</numerusform>
            <numerusform>die %n angehakten als {label} markieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>label the %n ticked</source>
        <comment>label the %n ticked</comment>
        <translation>
            <numerusform>Label für die %n angehakte</numerusform>
            <numerusform>Label für die %n angehakten</numerusform>
        </translation>
    </message>
    <message>
        <source>accept this line</source>
        <translation>diese Zeile annehmen</translation>
    </message>
    <message>
        <source>mark this line {label}</source>
        <translation>diese Zeile als {label} markieren</translation>
    </message>
    <message>
        <source>label this line</source>
        <translation>Label für diese Zeile</translation>
    </message>
    <message>
        <source>open</source>
        <comment>do</comment>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>tick</source>
        <translation>anhaken</translation>
    </message>
    <message>
        <source>all or none</source>
        <translation>alle oder keine</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>back to the text</source>
        <translation>zurück zum Text</translation>
    </message>
    <message>
        <source>{name}: nothing has the key {key}</source>
        <translation>{name}: nichts hat die Taste {key}</translation>
    </message>
    <message>
        <source>No line is current</source>
        <translation>Keine Zeile ist aktuell</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>Anderes Label</translation>
    </message>
    <message>
        <source>Type: {type}</source>
        <translation>Typ: {type}</translation>
    </message>
    <message>
        <source>Not taken: the last step is not saved. {retry} tries again</source>
        <translation>Nicht ausgeführt: der letzte Schritt ist nicht gespeichert. {retry} versucht es noch einmal</translation>
    </message>
    <message>
        <source>Not changed: the project is {readonly}</source>
        <translation>Nicht geändert, das Projekt ist schreibgeschützt ({readonly})</translation>
    </message>
    <message>
        <source>near copies of one story</source>
        <translation>Beinahe-Kopien einer Meldung</translation>
    </message>
    <message>
        <source>articles of one source</source>
        <translation>Artikel einer Quelle</translation>
    </message>
    <message>
        <source>articles of one date</source>
        <translation>Artikel eines Datums</translation>
    </message>
    <message>
        <source>articles of one language</source>
        <translation>Artikel einer Sprache</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>As negative examples, where the format has a place for them</source>
        <translation>Als Negativbeispiele, wo das Format dafür einen Platz hat</translation>
    </message>
    <message>
        <source>Open suggestions</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Done only</source>
        <translation>Nur erledigte</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>all, or as in the queue: source:ledger date&gt;2024</source>
        <translation>alle, oder wie in der Artikelliste: source:ledger date&gt;2024</translation>
    </message>
    <message>
        <source>with their quotation marks</source>
        <translation>mit ihren Anführungszeichen</translation>
    </message>
    <message>
        <source>every article, decisions and suggestions</source>
        <translation>alle Artikel, Entscheidungen und Vorschläge</translation>
    </message>
    <message>
        <source>none, or 80/10/10</source>
        <translation>keine, oder 80/10/10</translation>
    </message>
    <message>
        <source>Articles stay in the part they were in before</source>
        <translation>Artikel bleiben in ihrem bisherigen Teil</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>That fit</source>
        <translation>Passend zu</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>Zitate</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation>Seed der Aufteilung</translation>
    </message>
    <message>
        <source>Keep together</source>
        <translation>Beisammen</translation>
    </message>
    <message>
        <source>Tick Accepted or Open suggestions: there is nothing to export</source>
        <translation>„Angenommen“ oder „Offen“ anhaken: so gibt es nichts zu exportieren</translation>
    </message>
    <message>
        <source>Export dataset</source>
        <translation>Datensatz exportieren</translation>
    </message>
    <message>
        <source>Dataset card</source>
        <translation>Datenblatt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Holds {holds}.</source>
        <translation>Enthält: {holds}.</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message numerus="yes">
        <source>Export %n articles</source>
        <comment>Export %n article</comment>
        <translation>
            <numerusform>%n Artikel exportieren</numerusform>
            <numerusform>%n Artikel exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish articles with {done}, or choose All articles</source>
        <translation>Artikel mit {done} erledigen oder „Alle Artikel“ wählen</translation>
    </message>
    <message>
        <source>Tick Open suggestions or more layers</source>
        <translation>„Offen“ oder mehr Ebenen anhaken</translation>
    </message>
    <message>
        <source>Import some with {import}</source>
        <translation>Mit {import} welche importieren</translation>
    </message>
    <message>
        <source>Ask for less in Articles that fit</source>
        <translation>Bei „Passend zu“ weniger verlangen</translation>
    </message>
    <message>
        <source>Decide on something in the open article: your decisions are taken then</source>
        <translation>Im offenen Artikel etwas entscheiden: dann gelten die eigenen Entscheidungen</translation>
    </message>
    <message>
        <source>The command is in the clipboard</source>
        <translation>Der Befehl ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>Einen anderen Namen wählen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Other annotation tools</source>
        <translation>Andere Annotationswerkzeuge</translation>
    </message>
    <message>
        <source>Analysis and archive</source>
        <translation>Auswertung und Archiv</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Weitere</translation>
    </message>
    <message>
        <source>Holds {holds}</source>
        <translation>Enthält: {holds}</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>dev</source>
        <translation>Dev</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Beginning of the file</source>
        <translation>Anfang der Datei</translation>
    </message>
    <message>
        <source>Spans by label</source>
        <translation>Spans nach Label</translation>
    </message>
    <message>
        <source>How it begins</source>
        <translation>So beginnt es</translation>
    </message>
    <message>
        <source>{number} in {part}</source>
        <translation>{number} in {part}</translation>
    </message>
    <message numerus="yes">
        <source>%n spans</source>
        <comment>%n span</comment>
        <translation>
            <numerusform>%n Span</numerusform>
            <numerusform>%n Spans</numerusform>
        </translation>
    </message>
    <message>
        <source>{spans} {in_articles}</source>
        <translation>{spans} {in_articles}</translation>
    </message>
    <message numerus="yes">
        <source>%n groups of near copies ({held} articles) each stay on one side.</source>
        <comment>%n group of near copies ({held} articles) each stay on one side.</comment>
        <translation>
            <numerusform>%n Gruppe von Beinahe-Kopien ({held} Artikel) bleibt auf einer Seite.</numerusform>
            <numerusform>%n Gruppen von Beinahe-Kopien ({held} Artikel) bleiben je auf einer Seite.</numerusform>
        </translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>Spans</translation>
    </message>
    <message>
        <source>none</source>
        <comment>spans</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>No article is in {part}: there are too few.</source>
        <translation>In „{part}“ ist kein Artikel: es sind zu wenige.</translation>
    </message>
    <message numerus="yes">
        <source>{label} has no example in {part}: its %n spans stand elsewhere.</source>
        <comment>{label} has no example in {part}: its %n span stands elsewhere.</comment>
        <translation>
            <numerusform>{label} hat in „{part}“ kein Beispiel: der %n Span steht anderswo.</numerusform>
            <numerusform>{label} hat in „{part}“ kein Beispiel: die %n Spans stehen anderswo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more gaps in the table.</source>
        <comment>%n more gap in the table.</comment>
        <translation>
            <numerusform>%n weitere Lücke in der Tabelle.</numerusform>
            <numerusform>%n weitere Lücken in der Tabelle.</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} holds all that was chosen.</source>
        <translation>{title} nimmt alles Gewählte auf.</translation>
    </message>
    <message>
        <source>What it cannot hold:</source>
        <translation>Was nicht hineinpasst:</translation>
    </message>
    <message numerus="yes">
        <source>What it cannot hold in the first %n articles:</source>
        <comment>What it cannot hold in the first %n article:</comment>
        <translation>
            <numerusform>Was nicht hineinpasst, im ersten Artikel (%n):</numerusform>
            <numerusform>Was nicht hineinpasst, in den ersten %n Artikeln:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more kinds</source>
        <comment>and %n more kind</comment>
        <translation>
            <numerusform>und %n weitere Art</numerusform>
            <numerusform>und %n weitere Arten</numerusform>
        </translation>
    </message>
    <message>
        <source>not said</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>{choice} (offered no more)</source>
        <translation>{choice} (nicht mehr angeboten)</translation>
    </message>
    <message>
        <source>words, with commas</source>
        <translation>Wörter, mit Kommas</translation>
    </message>
    <message>
        <source>none</source>
        <comment>words</comment>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>Annotator projects (*.db *.sqlite *.annotator);;All files (*)</source>
        <translation>Annotator-Projekte (*.db *.sqlite *.annotator);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>The project cannot be made</source>
        <translation>Das Projekt lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>The sample cannot be made</source>
        <translation>Das Beispiel lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>This project is {readonly}. You can read and export it.</source>
        <translation>Dieses Projekt ist schreibgeschützt ({readonly}). Lesen und exportieren ist möglich.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Suggesting failed here: {error}</source>
        <translation>Vorschlagen ist hier misslungen: {error}</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Not suggested yet.</source>
        <translation>Noch nichts vorgeschlagen.</translation>
    </message>
    <message>
        <source>Suggest  {key}</source>
        <translation>Vorschlagen  {key}</translation>
    </message>
    <message>
        <source>Suggest this article again</source>
        <translation>Für diesen Artikel neu vorschlagen</translation>
    </message>
    <message>
        <source>Suggesting needs a project that can be written</source>
        <translation>Vorschlagen braucht ein beschreibbares Projekt</translation>
    </message>
    <message>
        <source>Suggesting is running already. {key} cancels it</source>
        <translation>Vorschlagen läuft schon. {key} bricht es ab</translation>
    </message>
    <message>
        <source>Starting the pipeline…</source>
        <translation>Pipeline startet…</translation>
    </message>
    <message>
        <source>Nothing is being suggested</source>
        <translation>Es wird gerade nichts vorgeschlagen</translation>
    </message>
    <message>
        <source>Cancelling; what is finished stays…</source>
        <translation>Wird abgebrochen; Fertiges bleibt…</translation>
    </message>
    <message numerus="yes">
        <source>Suggesting: {done} of %n articles</source>
        <comment>Suggesting: {done} of %n article</comment>
        <translation>
            <numerusform>Vorschlagen: {done} von %n Artikel</numerusform>
            <numerusform>Vorschlagen: {done} von %n Artikeln</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggested {spans} {in_articles}</source>
        <translation>{spans} {in_articles} vorgeschlagen</translation>
    </message>
    <message>
        <source>{suggested}; {failed} failed, marked in the queue</source>
        <translation>{suggested}; {failed} misslungen, in der Artikelliste gekennzeichnet</translation>
    </message>
    <message>
        <source>Nothing was waiting</source>
        <translation>Nichts hat gewartet</translation>
    </message>
    <message>
        <source>Import articles</source>
        <translation>Artikel importieren</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>Ordner importieren</translation>
    </message>
    <message>
        <source>Something is being imported or exported already</source>
        <translation>Es läuft schon ein Import oder Export</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>{job} stopped</source>
        <translation>{job} angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%n articles imported</source>
        <comment>%n article imported</comment>
        <translation>
            <numerusform>%n Artikel importiert</numerusform>
            <numerusform>%n Artikel importiert</numerusform>
        </translation>
    </message>
    <message>
        <source>then cancelled</source>
        <translation>dann abgebrochen</translation>
    </message>
    <message numerus="yes">
        <source>%n here already</source>
        <comment>%n here already</comment>
        <translation>
            <numerusform>%n schon vorhanden</numerusform>
            <numerusform>%n schon vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n near copies of others</source>
        <comment>%n near copy of others</comment>
        <translation>
            <numerusform>%n Beinahe-Kopie anderer</numerusform>
            <numerusform>%n Beinahe-Kopien anderer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <comment>%n refused</comment>
        <translation>
            <numerusform>%n zurückgewiesen</numerusform>
            <numerusform>%n zurückgewiesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a project first</source>
        <translation>Zuerst ein Projekt öffnen</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export cancelled; no file was written</source>
        <translation>Export abgebrochen; keine Datei wurde geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>Exported %n articles</source>
        <comment>Exported %n article</comment>
        <translation>
            <numerusform>%n Artikel exportiert</numerusform>
            <numerusform>%n Artikel exportiert</numerusform>
        </translation>
    </message>
    <message>
        <source>{job}: {at} of {total}</source>
        <translation>{job}: {at} von {total}</translation>
    </message>
    <message>
        <source>Order of import</source>
        <translation>Importreihenfolge</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Most open first</source>
        <translation>Meiste offene zuerst</translation>
    </message>
    <message>
        <source>Disagreement first</source>
        <translation>Uneinigkeit zuerst</translation>
    </message>
    <message>
        <source>Random order</source>
        <translation>Zufällige Reihenfolge</translation>
    </message>
    <message>
        <source>Words of the title, or status:todo label:ORG source:Ledger text:“oil exports” date:2026-05 score&lt;.5 open&gt;10 unsure:yes flag:yes annotator:bob agree&lt;.8</source>
        <translation>Wörter des Titels, oder status:todo label:ORG source:Ledger text:“oil exports” date:2026-05 score&lt;.5 open&gt;10 unsure:yes flag:yes annotator:bob agree&lt;.8</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>Reihenfolge der Artikelliste</translation>
    </message>
    <message>
        <source>Random order, seed {seed}</source>
        <translation>Zufällig, Seed {seed}</translation>
    </message>
    <message>
        <source>Keep this filter no longer</source>
        <translation>Diesen Filter nicht mehr behalten</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>Diesen Filter behalten</translation>
    </message>
    <message>
        <source>Keep this filter. ↓ in the empty field lists those kept</source>
        <translation>Diesen Filter behalten. ↓ im leeren Feld zeigt die behaltenen</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>{at} of {every}</source>
        <translation>{at} von {every}</translation>
    </message>
    <message>
        <source>Digit labels it · Enter next · Esc back to the text</source>
        <translation>Ziffer gibt ein Label · Enter nächster · Esc zurück zum Text</translation>
    </message>
    <message>
        <source>Search or run a command    {key}</source>
        <translation>Suchen oder Befehl ausführen    {key}</translation>
    </message>
    <message>
        <source>Search or run a command, {key}</source>
        <translation>Suchen oder Befehl ausführen, {key}</translation>
    </message>
    <message>
        <source>Keys without Ctrl or Alt work while the text has the focus. {next_pane} goes to the next pane.</source>
        <translation>Tasten ohne Strg oder Alt wirken, während der Text den Fokus hat. {next_pane} geht zum nächsten Bereich.</translation>
    </message>
    <message>
        <source>History of the article; Enter goes back to before a step</source>
        <translation>Verlauf des Artikels; Enter geht vor einen Schritt zurück</translation>
    </message>
    <message>
        <source>Enter: as it was before this step, as a step of its own</source>
        <translation>Enter: Stand vor diesem Schritt, als eigener Schritt</translation>
    </message>
    <message>
        <source>Nothing was done in this article yet.</source>
        <translation>In diesem Artikel wurde noch nichts getan.</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>weglassen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>found out from each file</source>
        <translation>aus jeder Datei erkannt</translation>
    </message>
    <message>
        <source>Add to the label schema what it lacks</source>
        <translation>Fehlendes zum Labelschema hinzufügen</translation>
    </message>
    <message>
        <source>Add annotations of texts that are here already to these</source>
        <translation>Annotationen schon vorhandener Texte zu diesen hinzufügen</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Whose the annotations are that name nobody</source>
        <translation>Von wem die Annotationen sind, die niemanden nennen</translation>
    </message>
    <message>
        <source>Labels in the files and what they become</source>
        <translation>Labels in den Dateien und was aus ihnen wird</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>It lacks {labels}.</source>
        <translation>Es fehlen: {labels}.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n+ articles</source>
        <comment>Import %n+ article</comment>
        <translation>
            <numerusform>%n+ Artikel importieren</numerusform>
            <numerusform>%n+ Artikel importieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n articles</source>
        <comment>Import %n article</comment>
        <translation>
            <numerusform>%n Artikel importieren</numerusform>
            <numerusform>%n Artikel importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Articles with labels that are not added are left out.</source>
        <translation>Artikel mit Labels, die nicht hinzugefügt werden, bleiben weg.</translation>
    </message>
    <message>
        <source>Nothing here can be taken.</source>
        <translation>Hier lässt sich nichts übernehmen.</translation>
    </message>
    <message>
        <source>{name} becomes</source>
        <translation>{name} wird zu</translation>
    </message>
    <message numerus="yes">
        <source>%n files and folders</source>
        <comment>%n file or folder</comment>
        <translation>
            <numerusform>%n Datei oder Ordner</numerusform>
            <numerusform>%n Dateien und Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} and %n more files</source>
        <comment>{name} and %n more file</comment>
        <translation>
            <numerusform>{name} und %n weitere Datei</numerusform>
            <numerusform>{name} und %n weitere Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n new articles, {known} here already, {refused} refused: {balance}.</source>
        <comment>The first %n new article, {known} here already, {refused} refused: {balance}.</comment>
        <translation>
            <numerusform>Der erste neue Artikel (%n), {known} schon vorhanden, {refused} zurückgewiesen: {balance}.</numerusform>
            <numerusform>Die ersten %n neuen Artikel, {known} schon vorhanden, {refused} zurückgewiesen: {balance}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new articles, {known} here already, {refused} refused: {balance}.</source>
        <comment>%n new article, {known} here already, {refused} refused: {balance}.</comment>
        <translation>
            <numerusform>%n neuer Artikel, {known} schon vorhanden, {refused} zurückgewiesen: {balance}.</numerusform>
            <numerusform>%n neue Artikel, {known} schon vorhanden, {refused} zurückgewiesen: {balance}.</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Not taken: {loss}</source>
        <translation>Nicht übernommen: {loss}</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>Entität</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Behauptung</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;{decided} of %n&lt;/b&gt; suggestions decided</source>
        <comment>&lt;b&gt;{decided} of %n&lt;/b&gt; suggestions decided</comment>
        <translation>
            <numerusform>&lt;b&gt;{decided} von %n&lt;/b&gt; Vorschlag entschieden</numerusform>
            <numerusform>&lt;b&gt;{decided} von %n&lt;/b&gt; Vorschlägen entschieden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more in History</source>
        <comment>and %n more in History</comment>
        <translation>
            <numerusform>und %n weiterer im Verlauf</numerusform>
            <numerusform>und %n weitere im Verlauf</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggested by {annotator}</source>
        <translation>Vorgeschlagen von {annotator}</translation>
    </message>
    <message>
        <source>Why: {reason}</source>
        <translation>Warum: {reason}</translation>
    </message>
    <message>
        <source>Added by {annotator}, {time} UTC</source>
        <translation>Hinzugefügt von {annotator}, {time} UTC</translation>
    </message>
    <message>
        <source>Corrected or accepted by {annotator}, {time} UTC</source>
        <translation>Berichtigt oder angenommen von {annotator}, {time} UTC</translation>
    </message>
    <message>
        <source>{labels}: {relabel}, then type</source>
        <translation>{labels}: {relabel}, dann tippen</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Same name</source>
        <translation>Gleiche</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpft</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>this stopped: {error}</source>
        <translation>das wurde angehalten: {error}</translation>
    </message>
    <message>
        <source>Enter changes the key of the chosen action. Esc closes.</source>
        <translation>Enter ändert die Taste der gewählten Aktion. Esc schließt.</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>Filter by action or key</source>
        <translation>Nach Aktion oder Taste filtern</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Change key</source>
        <translation>Taste ändern</translation>
    </message>
    <message>
        <source>Take key away</source>
        <translation>Taste wegnehmen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>{some} or {one}</source>
        <translation>{some} oder {one}</translation>
    </message>
    <message>
        <source>{menu} · changed</source>
        <translation>{menu} · geändert</translation>
    </message>
    <message>
        <source>No action or key is called so.</source>
        <translation>Keine Aktion oder Taste heißt so.</translation>
    </message>
    <message>
        <source>Press the new key for “{action}”. Esc keeps what it has.</source>
        <translation>Die neue Taste für „{action}“ drücken. Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>Every action has the keys it came with.</source>
        <translation>Alle Aktionen haben wieder ihre ursprünglichen Tasten.</translation>
    </message>
    <message>
        <source>Not changed: {refused}.</source>
        <translation>Nicht geändert: {refused}.</translation>
    </message>
    <message>
        <source>“{action}”: {keys}.</source>
        <translation>„{action}“: {keys}.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>keine Taste</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>It changes when Annotator is started again. Articles and labels stay as they are.</source>
        <translation>Sie wechselt beim nächsten Start von Annotator. Artikel und Labels bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Use this language</source>
        <translation>Diese Sprache verwenden</translation>
    </message>
    <message>
        <source>The language changes when Annotator is started again</source>
        <translation>Die Sprache wechselt beim nächsten Start von Annotator</translation>
    </message>
    <message>
        <source>Enter goes there</source>
        <translation>Enter geht dorthin</translation>
    </message>
    <message>
        <source>{name} of ← {words}</source>
        <translation>{name} von ← {words}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Find in this page   {key}</source>
        <translation>Auf dieser Seite suchen   {key}</translation>
    </message>
    <message>
        <source>Find in this page</source>
        <translation>Auf dieser Seite suchen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>No browser opens {url}</source>
        <translation>Kein Browser öffnet {url}</translation>
    </message>
    <message>
        <source>Not on this page</source>
        <translation>Nicht auf dieser Seite</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>No {letter} here · {asked}</source>
        <translation>Kein {letter} hier · {asked}</translation>
    </message>
    <message>
        <source>{word} · not found</source>
        <translation>{word} · nicht gefunden</translation>
    </message>
    <message>
        <source>Word: {word} · ↓ next match · Shift+→ longer · digit: label · Esc</source>
        <translation>Wort: {word} · ↓ nächster Treffer · Umschalt+→ länger · Ziffer: Label · Esc</translation>
    </message>
    <message>
        <source>Word: {word} · ↓ next match · Shift+→ longer · Enter: use it · Esc</source>
        <translation>Wort: {word} · ↓ nächster Treffer · Umschalt+→ länger · Enter: nehmen · Esc</translation>
    </message>
    <message>
        <source>none fits</source>
        <translation>keines passt</translation>
    </message>
    <message>
        <source>Label: {typed} · {fitting} · Enter first · Esc</source>
        <translation>Label: {typed} · {fitting} · Enter: erstes · Esc</translation>
    </message>
    <message>
        <source>Boundary: ← → end · Shift+← → start · Enter done</source>
        <translation>Grenze: ← → Ende · Umschalt+← → Anfang · Enter: fertig</translation>
    </message>
    <message>
        <source>quote</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>claim</source>
        <translation>Behauptung</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>cue</source>
        <translation>Cue</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>no name yet</source>
        <translation>noch kein Name</translation>
    </message>
    <message numerus="yes">
        <source>%n mentions</source>
        <comment>%n mention</comment>
        <translation>
            <numerusform>%n Erwähnung</numerusform>
            <numerusform>%n Erwähnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>accept all %n left</source>
        <comment>accept all %n left</comment>
        <translation>
            <numerusform>noch %n annehmen</numerusform>
            <numerusform>alle %n übrigen annehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>No name matches “{words}”</source>
        <translation>Kein Name passt zu „{words}“</translation>
    </message>
    <message>
        <source>Enter {name} · Shift+Enter all alike</source>
        <translation>Enter {name} · Umschalt+Enter alle gleichen</translation>
    </message>
    <message>
        <source>No {letter} here</source>
        <translation>Kein {letter} hier</translation>
    </message>
    <message>
        <source>0 none · + new name · Tab type · Esc</source>
        <translation>0 keiner · + neuer Name · Tab tippen · Esc</translation>
    </message>
    <message>
        <source>“{words}” is: {choices}</source>
        <translation>„{words}“ ist: {choices}</translation>
    </message>
    <message>
        <source>go</source>
        <translation>hingehen</translation>
    </message>
    <message>
        <source>merge</source>
        <translation>zusammenführen</translation>
    </message>
    <message>
        <source>rename</source>
        <translation>umbenennen</translation>
    </message>
    <message>
        <source>split</source>
        <translation>abspalten</translation>
    </message>
    <message>
        <source>unlink</source>
        <translation>lösen</translation>
    </message>
    <message>
        <source>mentions</source>
        <translation>Erwähnungen</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>alle Stellen</translation>
    </message>
    <message>
        <source>said</source>
        <translation>Gesagtes</translation>
    </message>
    <message>
        <source>id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>No names here yet. L in the text links a mention to a name.</source>
        <translation>Noch keine Namen. L im Text verknüpft eine Erwähnung mit einem Namen.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Names of the whole project (W)</source>
        <translation>Namen des ganzen Projekts (W)</translation>
    </message>
    <message>
        <source>Names of the whole project, key W</source>
        <translation>Namen des ganzen Projekts, Taste W</translation>
    </message>
    <message>
        <source>Filter names</source>
        <translation>Namen filtern</translation>
    </message>
    <message>
        <source>Type a part of the name</source>
        <translation>Einen Teil des Namens tippen</translation>
    </message>
    <message>
        <source>{row}, ticked</source>
        <translation>{row}, angehakt</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>neuer Name</translation>
    </message>
    <message>
        <source>Also: {names}</source>
        <translation>Auch: {names}</translation>
    </message>
    <message>
        <source>Id: {external}</source>
        <translation>Id: {external}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Organisations and places</source>
        <translation>Organisationen und Orte</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>Nicht verknüpft</translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <comment>%n name</comment>
        <translation>
            <numerusform>%n Name</numerusform>
            <numerusform>%n Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>Whole project</source>
        <translation>Ganzes Projekt</translation>
    </message>
    <message>
        <source>No name is current</source>
        <translation>Kein Name ist aktuell</translation>
    </message>
    <message>
        <source>“{words}” is not linked yet. R gives it a name, M links it</source>
        <translation>„{words}“ ist noch nicht verknüpft. R gibt einen Namen, M verknüpft</translation>
    </message>
    <message>
        <source>Rename “{name}” to</source>
        <translation>„{name}“ umbenennen in</translation>
    </message>
    <message>
        <source>The name of “{words}”</source>
        <translation>Der Name von „{words}“</translation>
    </message>
    <message>
        <source>“{words}” is</source>
        <translation>„{words}“ ist</translation>
    </message>
    <message>
        <source>→ shows the mentions; Space ticks those that are someone else</source>
        <translation>→ zeigt die Erwähnungen; die Leertaste hakt die an, die jemand anders sind</translation>
    </message>
    <message numerus="yes">
        <source>%n of “{name}” split off as</source>
        <comment>%n of “{name}” split off as</comment>
        <translation>
            <numerusform>%n von „{name}“ abspalten als</numerusform>
            <numerusform>%n von „{name}“ abspalten als</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” is also</source>
        <translation>„{name}“ heißt auch</translation>
    </message>
    <message>
        <source>“{name}” has no alias</source>
        <translation>„{name}“ hat keinen Alias</translation>
    </message>
    <message>
        <source>Not “{name}” ({aliases})</source>
        <translation>Nicht „{name}“ ({aliases})</translation>
    </message>
    <message>
        <source>Id of “{name}” elsewhere</source>
        <translation>Id von „{name}“ anderswo</translation>
    </message>
    <message>
        <source>Note on “{name}”</source>
        <translation>Notiz zu „{name}“</translation>
    </message>
    <message>
        <source>→ shows the mentions; X takes the name from one</source>
        <translation>→ zeigt die Erwähnungen; X nimmt einer den Namen</translation>
    </message>
    <message>
        <source>An action, label, article or name</source>
        <translation>Aktion, Label, Artikel oder Name</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Nothing is called so</source>
        <translation>Nichts heißt so</translation>
    </message>
    <message>
        <source>Label the selected words</source>
        <translation>Label für die ausgewählten Wörter</translation>
    </message>
    <message>
        <source>Relabel “{words}”</source>
        <translation>Anderes Label für „{words}“</translation>
    </message>
    <message>
        <source>Of “{words}”</source>
        <translation>Von „{words}“</translation>
    </message>
    <message numerus="yes">
        <source>Name · %n mentions</source>
        <comment>Name · %n mention</comment>
        <translation>
            <numerusform>Name · %n Erwähnung</numerusform>
            <numerusform>Name · %n Erwähnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Spans, names and history</source>
        <translation>Spans, Namen und Verlauf</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Writing the brief</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Cancelled; no file was written</source>
        <translation>Abgebrochen; keine Datei wurde geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>Brief of %n articles written to {out}</source>
        <comment>Brief of %n article written to {out}</comment>
        <translation>
            <numerusform>Dossier aus %n Artikel in {out} geschrieben</numerusform>
            <numerusform>Dossier aus %n Artikeln in {out} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Printed %n pages</source>
        <comment>Printed %n page</comment>
        <translation>
            <numerusform>%n Seite gedruckt</numerusform>
            <numerusform>%n Seiten gedruckt</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the article as PDF</source>
        <translation>Artikel als PDF speichern</translation>
    </message>
    <message>
        <source>The article cannot be saved as PDF</source>
        <translation>Der Artikel lässt sich nicht als PDF speichern</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n pages to {name}</source>
        <comment>Wrote %n page to {name}</comment>
        <translation>
            <numerusform>%n Seite in {name} geschrieben</numerusform>
            <numerusform>%n Seiten in {name} geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Not pasted: the project is {readonly}</source>
        <translation>Nicht eingefügt, das Projekt ist schreibgeschützt ({readonly})</translation>
    </message>
    <message>
        <source>This text is here already: {title}</source>
        <translation>Diesen Text gibt es schon: {title}</translation>
    </message>
    <message>
        <source>Pasted as a new article: {title}. {suggest} suggests</source>
        <translation>Als neuer Artikel eingefügt: {title}. {suggest} schlägt vor</translation>
    </message>
    <message>
        <source>Not pasted: {why}{remedy}</source>
        <translation>Nicht eingefügt: {why}{remedy}</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Vorgeschlagen</translation>
    </message>
    <message>
        <source>State: {words}</source>
        <translation>Zustand: {words}</translation>
    </message>
    <message>
        <source>Suggest with</source>
        <translation>Vorschlagen mit</translation>
    </message>
    <message>
        <source>Which pipeline suggests in this project</source>
        <translation>Welche Pipeline in diesem Projekt vorschlägt</translation>
    </message>
    <message>
        <source>It goes through the articles it has not been through yet. Decisions stay, and so do suggestions that somebody decided on.</source>
        <translation>Sie geht durch die Artikel, durch die sie noch nicht gegangen ist. Entscheidungen bleiben, ebenso Vorschläge, über die jemand entschieden hat.</translation>
    </message>
    <message>
        <source>No spaCy pipeline is installed.</source>
        <translation>Keine spaCy-Pipeline ist installiert.</translation>
    </message>
    <message>
        <source>A &amp;folder:</source>
        <translation>Ein &amp;Ordner:</translation>
    </message>
    <message>
        <source>A folder with a pipeline</source>
        <translation>Ein Ordner mit einer Pipeline</translation>
    </message>
    <message>
        <source>Folder of the pipeline</source>
        <translation>Ordner der Pipeline</translation>
    </message>
    <message>
        <source>what “annotator train” wrote, or nlp.to_disk()</source>
        <translation>von „annotator train“ oder nlp.to_disk() geschrieben</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder of the pipeline</source>
        <translation>Ordner der Pipeline wählen</translation>
    </message>
    <message>
        <source>Suggest with it</source>
        <translation>Damit vorschlagen</translation>
    </message>
    <message>
        <source>Folder of a spaCy pipeline</source>
        <translation>Ordner einer spaCy-Pipeline</translation>
    </message>
    <message>
        <source>Annotated by {annotator}, {date}</source>
        <translation>Annotiert von {annotator}, {date}</translation>
    </message>
    <message>
        <source>the PDF cannot be written</source>
        <translation>das PDF lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Choose another folder or name</source>
        <translation>Einen anderen Ordner oder Namen wählen</translation>
    </message>
    <message>
        <source>Queue of articles</source>
        <translation>Artikelliste</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message numerus="yes">
        <source>Filter %n articles</source>
        <comment>Filter %n article</comment>
        <translation>
            <numerusform>%n Artikel filtern</numerusform>
            <numerusform>%n Artikel filtern</numerusform>
        </translation>
    </message>
    <message>
        <source>To do {number}</source>
        <translation>Zu tun {number}</translation>
    </message>
    <message>
        <source>Done {number}</source>
        <translation>Erledigt {number}</translation>
    </message>
    <message>
        <source>Skipped {number}</source>
        <translation>Übersprungen {number}</translation>
    </message>
    <message>
        <source>No articles yet. Drop files here, or {import} imports them.</source>
        <translation>Noch keine Artikel. Dateien hier ablegen, oder {import} importiert sie.</translation>
    </message>
    <message>
        <source>No article matches “{filter}”</source>
        <translation>Kein Artikel passt zu „{filter}“</translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <comment>%n left</comment>
        <translation>
            <numerusform>noch %n</numerusform>
            <numerusform>noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Comment: {comment}</source>
        <translation>Kommentar: {comment}</translation>
    </message>
    <message>
        <source>Near copies: story:{id} lists them</source>
        <translation>Beinahe-Kopien: story:{id} zeigt sie</translation>
    </message>
    <message>
        <source>Not suggested: {error}</source>
        <translation>Nichts vorgeschlagen: {error}</translation>
    </message>
    <message numerus="yes">
        <source>%n words</source>
        <comment>%n words</comment>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies</source>
        <comment>%n copy</comment>
        <translation>
            <numerusform>%n Kopie</numerusform>
            <numerusform>%n Kopien</numerusform>
        </translation>
    </message>
    <message>
        <source>not suggested</source>
        <translation>kein Vorschlag möglich</translation>
    </message>
    <message>
        <source>no suggestions</source>
        <translation>keine Vorschläge</translation>
    </message>
    <message>
        <source>Article text</source>
        <translation>Text des Artikels</translation>
    </message>
    <message numerus="yes">
        <source>%n lines of site text</source>
        <comment>%n line of site text</comment>
        <translation>
            <numerusform>%n Zeile Seitentext</numerusform>
            <numerusform>%n Zeilen Seitentext</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo: {words}</source>
        <translation>Foto: {words}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>no speaker</source>
        <translation>kein Sprecher</translation>
    </message>
    <message>
        <source>Overview of open suggestions</source>
        <translation>Übersicht der offenen Vorschläge</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <comment>%n line</comment>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>after the marks</source>
        <translation>nach den Anführungszeichen</translation>
    </message>
    <message>
        <source>before the marks</source>
        <translation>vor den Anführungszeichen</translation>
    </message>
    <message>
        <source>between the parts of the quotation</source>
        <translation>zwischen den Teilen des Zitats</translation>
    </message>
    <message>
        <source>before the marks, with a colon</source>
        <translation>vor den Anführungszeichen, mit Doppelpunkt</translation>
    </message>
    <message>
        <source>goes on from the quotation before</source>
        <translation>setzt das vorige Zitat fort</translation>
    </message>
    <message>
        <source>words in marks without a speaker near</source>
        <translation>Wörter in Anführungszeichen ohne Sprecher in der Nähe</translation>
    </message>
    <message>
        <source>words in marks, signed with a name</source>
        <translation>Wörter in Anführungszeichen, mit einem Namen gezeichnet</translation>
    </message>
    <message>
        <source>not seen by the model</source>
        <translation>vom Modell nicht gesehen</translation>
    </message>
    <message>
        <source>in the gazetteer</source>
        <translation>im Namensverzeichnis</translation>
    </message>
    <message>
        <source>a given name in it</source>
        <translation>mit einem Vornamen</translation>
    </message>
    <message>
        <source>a role beside it</source>
        <translation>eine Funktion daneben</translation>
    </message>
    <message>
        <source>a title before it</source>
        <translation>ein Titel davor</translation>
    </message>
    <message>
        <source>in a byline</source>
        <translation>in einer Autorenzeile</translation>
    </message>
    <message>
        <source>in a dateline</source>
        <translation>in einer Ortszeile</translation>
    </message>
    <message>
        <source>a kind of firm beside it</source>
        <translation>eine Firmenart daneben</translation>
    </message>
    <message>
        <source>ends as organisations do</source>
        <translation>endet wie Organisationen</translation>
    </message>
    <message>
        <source>“&amp;” in it</source>
        <translation>mit „&amp;“</translation>
    </message>
    <message>
        <source>letters behind the name</source>
        <translation>Buchstaben hinter dem Namen</translation>
    </message>
    <message>
        <source>a kind of product before it</source>
        <translation>eine Produktart davor</translation>
    </message>
    <message>
        <source>a kind of place beside it</source>
        <translation>eine Ortsart daneben</translation>
    </message>
    <message>
        <source>“in” before it</source>
        <translation>„in“ davor</translation>
    </message>
    <message>
        <source>“who” after it</source>
        <translation>„who“ danach</translation>
    </message>
    <message>
        <source>“which” after it</source>
        <translation>„which“ danach</translation>
    </message>
    <message>
        <source>a verb of speech beside it</source>
        <translation>ein Redeverb daneben</translation>
    </message>
    <message>
        <source>an age after it</source>
        <translation>ein Alter danach</translation>
    </message>
    <message>
        <source>accuse</source>
        <comment>reason</comment>
        <translation>beschuldigen</translation>
    </message>
    <message>
        <source>adverb</source>
        <comment>reason</comment>
        <translation>Adverb</translation>
    </message>
    <message>
        <source>calling</source>
        <comment>reason</comment>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>charge</source>
        <comment>reason</comment>
        <translation>Anklage</translation>
    </message>
    <message>
        <source>could</source>
        <comment>reason</comment>
        <translation>„could“</translation>
    </message>
    <message>
        <source>cue</source>
        <comment>reason</comment>
        <translation>Cue</translation>
    </message>
    <message>
        <source>expect</source>
        <comment>reason</comment>
        <translation>Erwartung</translation>
    </message>
    <message>
        <source>first-person</source>
        <comment>reason</comment>
        <translation>erste Person</translation>
    </message>
    <message>
        <source>number</source>
        <comment>reason</comment>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>ought</source>
        <comment>reason</comment>
        <translation>„ought“</translation>
    </message>
    <message>
        <source>own</source>
        <comment>reason</comment>
        <translation>eigenes Vorhaben</translation>
    </message>
    <message>
        <source>phrase</source>
        <comment>reason</comment>
        <translation>Wendung</translation>
    </message>
    <message>
        <source>promise</source>
        <comment>reason</comment>
        <translation>Versprechen</translation>
    </message>
    <message>
        <source>superlative</source>
        <comment>reason</comment>
        <translation>Superlativ</translation>
    </message>
    <message>
        <source>think</source>
        <comment>reason</comment>
        <translation>Denkverb</translation>
    </message>
    <message>
        <source>untrue</source>
        <comment>reason</comment>
        <translation>unwahr</translation>
    </message>
    <message>
        <source>verb</source>
        <comment>reason</comment>
        <translation>Verb</translation>
    </message>
    <message>
        <source>view</source>
        <comment>reason</comment>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>will</source>
        <comment>reason</comment>
        <translation>„will“</translation>
    </message>
    <message>
        <source>would</source>
        <comment>reason</comment>
        <translation>„would“</translation>
    </message>
    <message>
        <source>wrong</source>
        <comment>reason</comment>
        <translation>Fehlverhalten</translation>
    </message>
    <message>
        <source>wrongly</source>
        <comment>reason</comment>
        <translation>zu Unrecht</translation>
    </message>
    <message>
        <source>currency</source>
        <comment>reason</comment>
        <translation>Währung</translation>
    </message>
    <message>
        <source>joined</source>
        <comment>reason</comment>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>month</source>
        <comment>reason</comment>
        <translation>Monat</translation>
    </message>
    <message>
        <source>numbered</source>
        <comment>reason</comment>
        <translation>nummeriert</translation>
    </message>
    <message>
        <source>repeated</source>
        <comment>reason</comment>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>unit</source>
        <comment>reason</comment>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>the model sees a name of the kind {x}</source>
        <translation>das Modell sieht einen Namen der Art {x}</translation>
    </message>
    <message>
        <source>cue “{x}”</source>
        <translation>Cue „{x}“</translation>
    </message>
    <message>
        <source>the form of a name with “{x}”</source>
        <translation>die Form eines Namens mit „{x}“</translation>
    </message>
    <message>
        <source>another name of {x}</source>
        <translation>ein anderer Name von {x}</translation>
    </message>
    <message>
        <source>marked so in {x}, a near copy</source>
        <translation>so markiert in {x}, einer Beinahe-Kopie</translation>
    </message>
    <message>
        <source>score {x}</source>
        <translation>Score {x}</translation>
    </message>
    <message numerus="yes">
        <source>%n mentions of one {label} here</source>
        <comment>%n mention of one {label} here</comment>
        <translation>
            <numerusform>hier %n Erwähnung als {label}</numerusform>
            <numerusform>hier %n Erwähnungen als {label}</numerusform>
        </translation>
    </message>
    <message>
        <source>mentions of one {label} here</source>
        <translation>hier Erwähnungen als {label}</translation>
    </message>
    <message>
        <source>words that “{cue}” reports</source>
        <translation>Wörter, die „{cue}“ wiedergibt</translation>
    </message>
    <message>
        <source>reported words</source>
        <translation>wiedergegebene Rede</translation>
    </message>
    <message>
        <source>at the marks, {value}</source>
        <translation>an den Anführungszeichen, {value}</translation>
    </message>
    <message>
        <source>cue “{cue}” {where}</source>
        <translation>Cue „{cue}“ {where}</translation>
    </message>
    <message>
        <source>speaker {where}</source>
        <translation>Sprecher {where}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>and %n more</comment>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Added to the label schema: {labels}</source>
        <translation>Zum Labelschema hinzugefügt: {labels}</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Save the report as</source>
        <translation>Bericht speichern als</translation>
    </message>
    <message>
        <source>the report cannot be written: {strerror}</source>
        <translation>der Bericht lässt sich nicht schreiben: {strerror}</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>Left out, as the format cannot hold it:
{lost}</source>
        <translation>Weggelassen, weil das Format es nicht aufnimmt:
{lost}</translation>
    </message>
    <message>
        <source>Read back and compared: {balance}.</source>
        <translation>Zurückgelesen und verglichen: {balance}.</translation>
    </message>
    <message>
        <source>Nothing had to be left out.</source>
        <translation>Nichts musste weggelassen werden.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>{articles} and {spans} imported</source>
        <translation>{articles} und {spans} importiert</translation>
    </message>
    <message>
        <source>In the files: {balance}</source>
        <translation>In den Dateien: {balance}</translation>
    </message>
    <message>
        <source>{a}: the same text as {b}</source>
        <translation>{a}: derselbe Text wie {b}</translation>
    </message>
    <message>
        <source>{a}: a near copy of {b} ({c})</source>
        <translation>{a}: eine Beinahe-Kopie von {b} ({c})</translation>
    </message>
    <message>
        <source>{a}: this id was taken, it is {b} now</source>
        <translation>{a}: diese Id war vergeben, jetzt heißt es {b}</translation>
    </message>
    <message>
        <source>key {key}</source>
        <translation>Taste {key}</translation>
    </message>
    <message>
        <source>Backed up to {name}</source>
        <translation>Gesichert in {name}</translation>
    </message>
    <message>
        <source>No backup could be made</source>
        <translation>Es konnte keine Sicherung gemacht werden</translation>
    </message>
    <message>
        <source>This project cannot be opened</source>
        <translation>Dieses Projekt lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>The backup cannot be brought back</source>
        <translation>Die Sicherung lässt sich nicht zurückholen</translation>
    </message>
    <message>
        <source>dd MMM &apos;at&apos; HH:mm</source>
        <comment>a date</comment>
        <translation>d. MMM &apos;um&apos; HH:mm</translation>
    </message>
    <message>
        <source>As it was on {time}.</source>
        <translation>Stand vom {time}.</translation>
    </message>
    <message>
        <source>As it was on {time}. The damaged file is kept: {name}</source>
        <translation>Stand vom {time}. Die beschädigte Datei bleibt erhalten: {name}</translation>
    </message>
    <message>
        <source>Save the backup as</source>
        <translation>Sicherung speichern als</translation>
    </message>
    <message>
        <source>The copy cannot be made</source>
        <translation>Die Kopie lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>Save what can be read as</source>
        <translation>Lesbares speichern als</translation>
    </message>
    <message>
        <source>Reading what can be read…</source>
        <translation>Lesbares wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing could be saved</source>
        <translation>Nichts konnte gespeichert werden</translation>
    </message>
    <message>
        <source>Saved {articles} and {spans}</source>
        <translation>{articles} und {spans} gespeichert</translation>
    </message>
    <message>
        <source>{lost} could not be saved, {changed} had to be changed.</source>
        <translation>{lost} konnten nicht gespeichert werden, {changed} mussten geändert werden.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nichts ging verloren.</translation>
    </message>
    <message>
        <source>lost: {loss}</source>
        <translation>verloren: {loss}</translation>
    </message>
    <message>
        <source>changed: {loss}</source>
        <translation>geändert: {loss}</translation>
    </message>
    <message>
        <source>Save a copy of the project</source>
        <translation>Kopie des Projekts speichern</translation>
    </message>
    <message>
        <source>Copied to {name}</source>
        <translation>In {name} kopiert</translation>
    </message>
    <message>
        <source>No copy could be made</source>
        <translation>Es konnte keine Kopie gemacht werden</translation>
    </message>
    <message>
        <source>Save it as…</source>
        <translation>Speichern als…</translation>
    </message>
    <message>
        <source>The project cannot be saved there</source>
        <translation>Das Projekt lässt sich dort nicht speichern</translation>
    </message>
    <message>
        <source>Everything stored is in {name} now; you work in that</source>
        <translation>Alles Gespeicherte ist jetzt in {name}; dort geht die Arbeit weiter</translation>
    </message>
    <message>
        <source>There is no log yet</source>
        <translation>Es gibt noch kein Protokoll</translation>
    </message>
    <message>
        <source>The log is in {folder}</source>
        <translation>Das Protokoll ist in {folder}</translation>
    </message>
    <message>
        <source>Label schemas (*.toml);;All files (*)</source>
        <translation>Labelschemas (*.toml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Apply to the project  {key}</source>
        <translation>Auf das Projekt anwenden  {key}</translation>
    </message>
    <message>
        <source>Nothing changed yet.</source>
        <translation>Noch nichts geändert.</translation>
    </message>
    <message>
        <source>{old} becomes {new}</source>
        <translation>{old} wird {new}</translation>
    </message>
    <message numerus="yes">
        <source>{old} becomes {new}, %n spans shown under it</source>
        <comment>{old} becomes {new}, %n span shown under it</comment>
        <translation>
            <numerusform>{old} wird {new}, %n Span wird darunter gezeigt</numerusform>
            <numerusform>{old} wird {new}, %n Spans werden darunter gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Applied in one step; {undo} in the text takes it back.</source>
        <translation>In einem Schritt angewendet; {undo} im Text macht es rückgängig.</translation>
    </message>
    <message>
        <source>There is a relation {id} already</source>
        <translation>Eine Relation {id} gibt es schon</translation>
    </message>
    <message>
        <source>There is a relation without a name already</source>
        <translation>Eine Relation ohne Namen gibt es schon</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Labels importieren</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>Labels exportieren</translation>
    </message>
    <message>
        <source>Written to {name}</source>
        <translation>In {name} geschrieben</translation>
    </message>
    <message>
        <source>Not applied yet. Esc again drops it; Ctrl+Enter applies it.</source>
        <translation>Noch nicht angewendet. Noch einmal Esc verwirft es; Strg+Enter wendet es an.</translation>
    </message>
    <message>
        <source>disc</source>
        <comment>shape</comment>
        <translation>Scheibe</translation>
    </message>
    <message>
        <source>square</source>
        <comment>shape</comment>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>triangle up</source>
        <comment>shape</comment>
        <translation>Dreieck nach oben</translation>
    </message>
    <message>
        <source>diamond</source>
        <comment>shape</comment>
        <translation>Raute</translation>
    </message>
    <message>
        <source>triangle down</source>
        <comment>shape</comment>
        <translation>Dreieck nach unten</translation>
    </message>
    <message>
        <source>plus</source>
        <comment>shape</comment>
        <translation>Plus</translation>
    </message>
    <message>
        <source>hexagon</source>
        <comment>shape</comment>
        <translation>Sechseck</translation>
    </message>
    <message>
        <source>bar</source>
        <comment>shape</comment>
        <translation>Balken</translation>
    </message>
    <message>
        <source>two bars</source>
        <comment>shape</comment>
        <translation>zwei Balken</translation>
    </message>
    <message>
        <source>cross</source>
        <comment>shape</comment>
        <translation>Kreuz</translation>
    </message>
    <message>
        <source>house</source>
        <comment>shape</comment>
        <translation>Haus</translation>
    </message>
    <message>
        <source>hourglass</source>
        <comment>shape</comment>
        <translation>Sanduhr</translation>
    </message>
    <message>
        <source>two bars upright</source>
        <comment>shape</comment>
        <translation>zwei Balken aufrecht</translation>
    </message>
    <message>
        <source>one of a few</source>
        <translation>eines von wenigen</translation>
    </message>
    <message>
        <source>several of a few</source>
        <translation>mehrere von wenigen</translation>
    </message>
    <message>
        <source>a step of a scale</source>
        <translation>eine Stufe einer Skala</translation>
    </message>
    <message>
        <source>free words</source>
        <translation>freie Wörter</translation>
    </message>
    <message>
        <source>free tags</source>
        <translation>freie Schlagwörter</translation>
    </message>
    <message>
        <source>none</source>
        <comment>key</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>A part of a quote, such as its speaker</source>
        <translation>Ein Teil eines Zitats, etwa der Sprecher</translation>
    </message>
    <message>
        <source>Free look</source>
        <translation>Freies Aussehen</translation>
    </message>
    <message>
        <source>The colours and shape that stand out most from those in use</source>
        <translation>Farben und Form, die sich am stärksten von den benutzten abheben</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>Aufgehen in</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Retired: offered no more, its spans still show</source>
        <translation>Stillgelegt: nicht mehr angeboten, Spans bleiben sichtbar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Umfasst</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>On light</source>
        <translation>Auf Hell</translation>
    </message>
    <message>
        <source>On dark</source>
        <translation>Auf Dunkel</translation>
    </message>
    <message numerus="yes">
        <source>%n spans carry it: retire it</source>
        <comment>%n spans carry it: retire it</comment>
        <translation>
            <numerusform>%n Span trägt es: stilllegen</numerusform>
            <numerusform>%n Spans tragen es: stilllegen</numerusform>
        </translation>
    </message>
    <message>
        <source>choose a label</source>
        <translation>ein Label wählen</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>pane</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>digits, in the order of the choices</source>
        <translation>Ziffern, in der Reihenfolge der Antworten</translation>
    </message>
    <message>
        <source>Pipelines may suggest it</source>
        <translation>Pipelines dürfen es vorschlagen</translation>
    </message>
    <message>
        <source>What spans say of it stays in the file and shows with it again</source>
        <translation>Was Spans dazu sagen, bleibt in der Datei und erscheint mit ihm wieder</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Asked of</source>
        <translation>Gefragt bei</translation>
    </message>
    <message>
        <source>To answer otherwise, add another attribute</source>
        <translation>Für andere Antworten ein weiteres Attribut hinzufügen</translation>
    </message>
    <message>
        <source>every label</source>
        <translation>jedem Label</translation>
    </message>
    <message>
        <source>Retired: offered no more, its links still show</source>
        <translation>Stillgelegt: nicht mehr angeboten, Verknüpfungen bleiben sichtbar</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Zu</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Buchstabe</translation>
    </message>
    <message>
        <source>This layer belongs to every project; its labels can be retired.</source>
        <translation>Diese Ebene gehört zu jedem Projekt; ihre Labels lassen sich stilllegen.</translation>
    </message>
    <message numerus="yes">
        <source>%n spans stand in it: it stays, and its labels can be retired.</source>
        <comment>%n span stands in it: it stays, and its labels can be retired.</comment>
        <translation>
            <numerusform>%n Span steht darauf: sie bleibt, ihre Labels lassen sich stilllegen.</numerusform>
            <numerusform>%n Spans stehen darauf: sie bleibt, ihre Labels lassen sich stilllegen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No span stands in it: it can be removed.</source>
        <translation>Kein Span steht darauf: sie lässt sich entfernen.</translation>
    </message>
    <message>
        <source>A new layer: its id comes from its name. Its spans are lines under the words.</source>
        <translation>Eine neue Ebene: ihre Id kommt vom Namen. Ihre Spans sind Linien unter den Wörtern.</translation>
    </message>
    <message>
        <source>{duplicate}, then {key}, marks words in it.</source>
        <translation>{duplicate}, dann {key}, markiert Wörter darauf.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Layers, labels, attributes, relations</source>
        <translation>Ebenen, Labels, Attribute, Relationen</translation>
    </message>
    <message>
        <source>What will change, or what is wrong</source>
        <translation>Was sich ändert oder was nicht stimmt</translation>
    </message>
    <message>
        <source>+ Label</source>
        <translation>+ Label</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>Ein Label hinzufügen</translation>
    </message>
    <message>
        <source>+ Attribute</source>
        <translation>+ Attribut</translation>
    </message>
    <message>
        <source>Add an attribute</source>
        <translation>Ein Attribut hinzufügen</translation>
    </message>
    <message>
        <source>+ Layer</source>
        <translation>+ Ebene</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>Eine Ebene hinzufügen</translation>
    </message>
    <message>
        <source>+ Relation</source>
        <translation>+ Relation</translation>
    </message>
    <message>
        <source>Add a relation label</source>
        <translation>Ein Relationslabel hinzufügen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Take the labels of a TOML file</source>
        <translation>Die Labels einer TOML-Datei übernehmen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write the labels to a TOML file</source>
        <translation>Die Labels in eine TOML-Datei schreiben</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>relation</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>stillgelegt</translation>
    </message>
    <message>
        <source>suggested</source>
        <comment>state</comment>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>accepted</source>
        <comment>state</comment>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <comment>state</comment>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>unsure</source>
        <comment>state</comment>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>new</source>
        <comment>status</comment>
        <translation>neu</translation>
    </message>
    <message>
        <source>in progress</source>
        <comment>status</comment>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>done</source>
        <comment>status</comment>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>skipped</source>
        <comment>status</comment>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>Entities</source>
        <comment>schema</comment>
        <translation>Entitäten</translation>
    </message>
    <message>
        <source>Person</source>
        <comment>schema</comment>
        <translation>Person</translation>
    </message>
    <message>
        <source>Organisation</source>
        <comment>schema</comment>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Country or city</source>
        <comment>schema</comment>
        <translation>Land oder Stadt</translation>
    </message>
    <message>
        <source>Group</source>
        <comment>schema</comment>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Location</source>
        <comment>schema</comment>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Event</source>
        <comment>schema</comment>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Product</source>
        <comment>schema</comment>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Date</source>
        <comment>schema</comment>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Money</source>
        <comment>schema</comment>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Other</source>
        <comment>schema</comment>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Facility</source>
        <comment>schema</comment>
        <translation>Bauwerk</translation>
    </message>
    <message>
        <source>Law</source>
        <comment>schema</comment>
        <translation>Gesetz</translation>
    </message>
    <message>
        <source>Quantity</source>
        <comment>schema</comment>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Quotes</source>
        <comment>schema</comment>
        <translation>Zitate</translation>
    </message>
    <message>
        <source>Direct</source>
        <comment>schema</comment>
        <translation>Direkt</translation>
    </message>
    <message>
        <source>Indirect</source>
        <comment>schema</comment>
        <translation>Indirekt</translation>
    </message>
    <message>
        <source>Mixed</source>
        <comment>schema</comment>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>Speaker</source>
        <comment>schema</comment>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Cue</source>
        <comment>schema</comment>
        <translation>Cue</translation>
    </message>
    <message>
        <source>Addressee</source>
        <comment>schema</comment>
        <translation>Adressat</translation>
    </message>
    <message>
        <source>Attribution</source>
        <comment>schema</comment>
        <translation>Zuschreibung</translation>
    </message>
    <message>
        <source>named</source>
        <comment>schema</comment>
        <translation>benannt</translation>
    </message>
    <message>
        <source>role</source>
        <comment>schema</comment>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>anonymous</source>
        <comment>schema</comment>
        <translation>anonym</translation>
    </message>
    <message>
        <source>document</source>
        <comment>schema</comment>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>collective</source>
        <comment>schema</comment>
        <translation>Kollektiv</translation>
    </message>
    <message>
        <source>none</source>
        <comment>schema</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Claims</source>
        <comment>schema</comment>
        <translation>Behauptungen</translation>
    </message>
    <message>
        <source>Claim</source>
        <comment>schema</comment>
        <translation>Behauptung</translation>
    </message>
    <message>
        <source>Type</source>
        <comment>schema</comment>
        <translation>Typ</translation>
    </message>
    <message>
        <source>fact</source>
        <comment>schema</comment>
        <translation>Tatsache</translation>
    </message>
    <message>
        <source>quantity</source>
        <comment>schema</comment>
        <translation>Menge</translation>
    </message>
    <message>
        <source>causal</source>
        <comment>schema</comment>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>comparison</source>
        <comment>schema</comment>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>prediction</source>
        <comment>schema</comment>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>commitment</source>
        <comment>schema</comment>
        <translation>Zusage</translation>
    </message>
    <message>
        <source>accusation</source>
        <comment>schema</comment>
        <translation>Vorwurf</translation>
    </message>
    <message>
        <source>denial</source>
        <comment>schema</comment>
        <translation>Dementi</translation>
    </message>
    <message>
        <source>opinion</source>
        <comment>schema</comment>
        <translation>Meinung</translation>
    </message>
    <message>
        <source>experience</source>
        <comment>schema</comment>
        <translation>Erfahrung</translation>
    </message>
    <message>
        <source>Worth checking</source>
        <comment>schema</comment>
        <translation>Prüfenswert</translation>
    </message>
    <message>
        <source>Certainty</source>
        <comment>schema</comment>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>certain</source>
        <comment>schema</comment>
        <translation>sicher</translation>
    </message>
    <message>
        <source>probable</source>
        <comment>schema</comment>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>possible</source>
        <comment>schema</comment>
        <translation>möglich</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>schema</comment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Polarity</source>
        <comment>schema</comment>
        <translation>Polarität</translation>
    </message>
    <message>
        <source>affirmed</source>
        <comment>schema</comment>
        <translation>bejaht</translation>
    </message>
    <message>
        <source>negated</source>
        <comment>schema</comment>
        <translation>verneint</translation>
    </message>
    <message>
        <source>Stance</source>
        <comment>schema</comment>
        <translation>Haltung</translation>
    </message>
    <message>
        <source>supports</source>
        <comment>schema</comment>
        <translation>unterstützt</translation>
    </message>
    <message>
        <source>opposes</source>
        <comment>schema</comment>
        <translation>lehnt ab</translation>
    </message>
    <message>
        <source>neutral</source>
        <comment>schema</comment>
        <translation>neutral</translation>
    </message>
    <message>
        <source>Verdict</source>
        <comment>schema</comment>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>unchecked</source>
        <comment>schema</comment>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>supported</source>
        <comment>schema</comment>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>refuted</source>
        <comment>schema</comment>
        <translation>widerlegt</translation>
    </message>
    <message>
        <source>mixed</source>
        <comment>schema</comment>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>unverifiable</source>
        <comment>schema</comment>
        <translation>nicht prüfbar</translation>
    </message>
    <message>
        <source>Topics</source>
        <comment>schema</comment>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <comment>schema</comment>
        <translation>Behauptet von</translation>
    </message>
    <message>
        <source>About</source>
        <comment>schema</comment>
        <translation>Über</translation>
    </message>
    <message>
        <source>Supports</source>
        <comment>schema</comment>
        <translation>Stützt</translation>
    </message>
    <message>
        <source>Contradicts</source>
        <comment>schema</comment>
        <translation>Widerspricht</translation>
    </message>
    <message>
        <source>Same as</source>
        <comment>schema</comment>
        <translation>Dasselbe wie</translation>
    </message>
    <message>
        <source>Continues</source>
        <comment>schema</comment>
        <translation>Setzt fort</translation>
    </message>
    <message>
        <source>no project is open</source>
        <translation>kein Projekt ist offen</translation>
    </message>
    <message>
        <source>no article is open</source>
        <translation>kein Artikel ist offen</translation>
    </message>
    <message>
        <source>the project is read-only</source>
        <translation>das Projekt ist schreibgeschützt</translation>
    </message>
    <message>
        <source>no span is current</source>
        <translation>kein Span ist aktuell</translation>
    </message>
    <message>
        <source>nothing is open here</source>
        <translation>hier ist nichts offen</translation>
    </message>
    <message>
        <source>the article has no web address</source>
        <translation>der Artikel hat keine Webadresse</translation>
    </message>
    <message>
        <source>only a quote has this</source>
        <translation>das hat nur ein Zitat</translation>
    </message>
    <message>
        <source>only a claim has this</source>
        <translation>das hat nur eine Behauptung</translation>
    </message>
    <message>
        <source>an entity has no speaker</source>
        <translation>eine Entität hat keinen Sprecher</translation>
    </message>
    <message>
        <source>Not taken: an error in Annotator; the log has it</source>
        <translation>Nicht ausgeführt: ein Fehler in Annotator; er steht im Protokoll</translation>
    </message>
    <message>
        <source>Quote, with its speaker at the side</source>
        <translation>Zitat, mit dem Sprecher am Rand</translation>
    </message>
    <message>
        <source>Claim, with its type at the side</source>
        <translation>Behauptung, mit dem Typ am Rand</translation>
    </message>
    <message>
        <source>Broken line: suggested, not decided</source>
        <translation>Gestrichelte Linie: vorgeschlagen, nicht entschieden</translation>
    </message>
    <message>
        <source>next pane</source>
        <translation>nächster Bereich</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>kein Typ</translation>
    </message>
    <message>
        <source>Filter spans</source>
        <translation>Spans filtern</translation>
    </message>
    <message>
        <source>Spans of the article</source>
        <translation>Spans des Artikels</translation>
    </message>
    <message>
        <source>Cut before: a letter · ← → another word · Enter cuts · Esc</source>
        <translation>Teilen vor: ein Buchstabe · ← → anderes Wort · Enter teilt · Esc</translation>
    </message>
    <message>
        <source>Saved state</source>
        <translation>Speicherstand</translation>
    </message>
    <message>
        <source>Suggestions decided in this article</source>
        <translation>Entschiedene Vorschläge in diesem Artikel</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Try again  {key}</source>
        <translation>Noch einmal versuchen  {key}</translation>
    </message>
    <message>
        <source>✓ Saved {time}</source>
        <translation>✓ Gespeichert {time}</translation>
    </message>
    <message>
        <source>Not saved: {words}</source>
        <translation>Nicht gespeichert: {words}</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>✓ Saved</source>
        <translation>✓ Gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>{decided} of %n suggestions</source>
        <comment>{decided} of %n suggestions</comment>
        <translation>
            <numerusform>{decided} von %n Vorschlag</numerusform>
            <numerusform>{decided} von %n Vorschlägen</numerusform>
        </translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
    <message>
        <source>Show or hide {layer}</source>
        <translation>{layer} zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>{layer} hidden</source>
        <translation>{layer} ausgeblendet</translation>
    </message>
    <message>
        <source>The pipeline stopped: {error}</source>
        <translation>Die Pipeline hat angehalten: {error}</translation>
    </message>
    <message>
        <source>All colours</source>
        <translation>Alle Farben</translation>
    </message>
    <message>
        <source>Red-blind</source>
        <translation>Rotblind</translation>
    </message>
    <message>
        <source>Green-blind</source>
        <translation>Grünblind</translation>
    </message>
    <message>
        <source>Blue-blind</source>
        <translation>Blaublind</translation>
    </message>
    <message>
        <source>How it looks.</source>
        <translation>So sieht es aus.</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>{theme}: contrast {contrast}.</source>
        <translation>{theme}: Kontrast {contrast}.</translation>
    </message>
    <message>
        <source>{theme}: contrast {contrast}, least apart from {label} by {far}.</source>
        <translation>{theme}: Kontrast {contrast}, am nächsten an {label} mit {far}.</translation>
    </message>
    <message>
        <source>Then {name} was in the news.</source>
        <translation>Dann war {name} in den Nachrichten.</translation>
    </message>
    <message>
        <source>This article has no web address</source>
        <translation>Dieser Artikel hat keine Webadresse</translation>
    </message>
    <message>
        <source>The blue ring is on a suggestion; a broken line means it is open. {accept} accepts it and goes to the next.</source>
        <translation>Der blaue Ring steht auf einem Vorschlag; eine gestrichelte Linie heißt, dass er offen ist. {accept} nimmt ihn an und geht zum nächsten.</translation>
    </message>
    <message>
        <source>Not what it says? {reject} rejects it and goes on.</source>
        <translation>Stimmt nicht? {reject} lehnt ihn ab und geht weiter.</translation>
    </message>
    <message>
        <source>Right words, wrong label? A digit of the row above gives it another, or {relabel} and the first letters of one.</source>
        <translation>Richtige Wörter, falsches Label? Eine Ziffer der oberen Reihe gibt ein anderes, oder {relabel} und die ersten Buchstaben.</translation>
    </message>
    <message>
        <source>{end_right} and {end_left} move its end by a word, {start_left} and {start_right} its start.</source>
        <translation>{end_right} und {end_left} verschieben das Ende um ein Wort, {start_left} und {start_right} den Anfang.</translation>
    </message>
    <message>
        <source>On a quote, {speaker} puts letters on everyone who may have said it: press one. Esc leaves without choosing.</source>
        <translation>Auf einem Zitat setzt {speaker} Buchstaben auf alle, die es gesagt haben können: einen drücken. Esc verlässt, ohne zu wählen.</translation>
    </message>
    <message>
        <source>Nothing suggested where something is? {add} and the first letters of a word mark it; {pick_quote} and {pick_claim} do so for quotes and claims.</source>
        <translation>Nichts vorgeschlagen, wo etwas ist? {add} und die ersten Buchstaben eines Wortes markieren es; {pick_quote} und {pick_claim} tun das für Zitate und Behauptungen.</translation>
    </message>
    <message>
        <source>{undo} takes back any step, also after a restart.</source>
        <translation>{undo} macht jeden Schritt rückgängig, auch nach einem Neustart.</translation>
    </message>
    <message>
        <source>{accept_all} accepts all that is left; {done} says that the article is done, and opens the next.</source>
        <translation>{accept_all} nimmt alles Übrige an; {done} erledigt den Artikel und öffnet den nächsten.</translation>
    </message>
    <message>
        <source>{export} writes what you decided as a dataset. {palette} finds everything else by name, {help} shows all keys.</source>
        <translation>{export} schreibt die Entscheidungen als Datensatz. {palette} findet alles Weitere beim Namen, {help} zeigt alle Tasten.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Leave tour</source>
        <translation>Rundgang verlassen</translation>
    </message>
    <message>
        <source>Next step of the tour</source>
        <translation>Nächster Schritt des Rundgangs</translation>
    </message>
    <message>
        <source>That was the tour. Help › Tour shows it again</source>
        <translation>Das war der Rundgang. Hilfe › Rundgang zeigt ihn noch einmal</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>Rundgang beenden</translation>
    </message>
    <message>
        <source>Tour, {place}: {words}</source>
        <translation>Rundgang, {place}: {words}</translation>
    </message>
    <message>
        <source>Every step that was shown as saved is in the project file. The step at hand may not have been taken; nothing else is affected.</source>
        <translation>Jeder als gespeichert gezeigte Schritt ist in der Projektdatei. Nur der letzte Schritt wurde vielleicht nicht ausgeführt; sonst ist nichts betroffen.</translation>
    </message>
    <message>
        <source>The same error again; the log has it</source>
        <translation>Derselbe Fehler noch einmal; er steht im Protokoll</translation>
    </message>
    <message>
        <source>An error in Annotator; it goes on</source>
        <translation>Ein Fehler in Annotator; es geht weiter</translation>
    </message>
    <message>
        <source>The last step is not saved yet: {retry} tries again. Every step before it is in the project file.</source>
        <translation>Der letzte Schritt ist noch nicht gespeichert: {retry} versucht es noch einmal. Jeder Schritt davor ist in der Projektdatei.</translation>
    </message>
    <message>
        <source>If the window looks odd from now on, close it and open it again.</source>
        <translation>Sieht das Fenster von jetzt an seltsam aus, bitte schließen und neu öffnen.</translation>
    </message>
    <message>
        <source>Details, without any text of your articles:</source>
        <translation>Einzelheiten, ohne Text aus Artikeln:</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Near copies</source>
        <translation>Beinahe-Kopien</translation>
    </message>
    <message>
        <source>No other article is a near copy of this one</source>
        <translation>Kein anderer Artikel ist eine Beinahe-Kopie von diesem</translation>
    </message>
    <message>
        <source>The copies of this report. {offer_twins} offers its spans to them</source>
        <translation>Die Kopien dieser Meldung. {offer_twins} bietet ihnen die Spans an</translation>
    </message>
    <message>
        <source>Also in: {names}</source>
        <translation>Auch in: {names}</translation>
    </message>
    <message numerus="yes">
        <source>Also in: {names} and %n more</source>
        <comment>Also in: {names} and %n more</comment>
        <translation>
            <numerusform>Auch in: {names} und %n weiterem</numerusform>
            <numerusform>Auch in: {names} und %n weiteren</numerusform>
        </translation>
    </message>
    <message>
        <source>Read news, correct what is highlighted, export datasets that trainers take.</source>
        <translation>Nachrichten lesen, das Hervorgehobene berichtigen, Datensätze für das Training exportieren.</translation>
    </message>
    <message>
        <source>Open the sample project   {key}</source>
        <translation>Beispielprojekt öffnen   {key}</translation>
    </message>
    <message>
        <source>New project…   {key}</source>
        <translation>Neues Projekt…   {key}</translation>
    </message>
    <message>
        <source>Open project…   {key}</source>
        <translation>Projekt öffnen…   {key}</translation>
    </message>
    <message>
        <source>Or drop text files, folders or a project anywhere in this window.</source>
        <translation>Oder Textdateien, Ordner oder ein Projekt hierher ziehen.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>No more articles in this direction</source>
        <translation>Keine weiteren Artikel in dieser Richtung</translation>
    </message>
    <message>
        <source>Everything is saved: each step is, as soon as it is taken</source>
        <translation>Alles ist gespeichert: jeder Schritt, sobald er ausgeführt ist</translation>
    </message>
    <message>
        <source>Drop articles here, or {import} imports them</source>
        <translation>Artikel hier ablegen, oder {import} importiert sie</translation>
    </message>
    <message>
        <source>Every article of the queue is done. {export} exports the dataset</source>
        <translation>Alle Artikel der Liste sind erledigt. {export} exportiert den Datensatz</translation>
    </message>
    <message>
        <source>{number} more of “{words}” {in_articles} · F</source>
        <translation>„{words}“ noch {number}-mal {in_articles} · F</translation>
    </message>
    <message>
        <source>More than {number} more of “{words}” {in_articles} · F</source>
        <translation>„{words}“ noch mehr als {number}-mal {in_articles} · F</translation>
    </message>
    <message numerus="yes">
        <source>in %n articles</source>
        <comment>in %n article</comment>
        <translation>
            <numerusform>in %n Artikel</numerusform>
            <numerusform>in %n Artikeln</numerusform>
        </translation>
    </message>
</context>
</TS>
