"""Pages, PDFs, Word documents and feeds as they lie on people's disks become articles."""

from __future__ import annotations

import json
import socket
import zipfile
from pathlib import Path

import pytest
from article_files import W, docx, p, pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.formats.base import Reading, Refusal
from annotator.model.article import Article
from annotator.model.errors import FormatError
from annotator.model.schema import LabelSchema, Layer

SCHEMA = LabelSchema("test", 1, (Layer("entity", "Entity", "1", ()),))
LONG = "Northwind Shipping said that trade fell 12% in March and that it would lay up two ships. "
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Port reopens after storm - Varde Times</title>
<meta property="og:site_name" content="Varde Times"><meta name="author" content="Ana Holm">
<meta property="article:published_time" content="2026-03-01T08:00:00Z">
<meta name="description" content="Ships return on Monday, the harbour says.">
<link rel="canonical" href="https://news.example/port">
<script src="http://spy.example/x.js"></script>
</head><body onload="fetch('http://spy.example')"><nav><a href="/">Home</a></nav>
<article><h1>Port reopens after storm</h1><p>Ships return on Monday, the harbour says.</p>
<figure><img src="http://spy.example/x.png">
<figcaption>Ships at the quay. Photo: Bo Lind</figcaption></figure>
<p>“The café is open,” Maria Olsen <b>said</b>
on Sunday, when the storm that had closed it for nine days was gone.<br>{LONG}</p>
<h2>What comes next</h2><p>{LONG * 3}</p></article>
<script>document.write("written by a script")</script>
<footer>Copyright 2019 Varde Times</footer></body></html>"""


def articles(name: str, path: Path) -> list[Article]:
    """The articles of a file; a refusal fails."""
    out = []
    for found in formats.read(name, path, Reading("ana", SCHEMA)):
        assert not isinstance(found, Refusal), found
        out.append(found.article)
    return out


def one(name: str, path: Path) -> Article:
    """The one article of a file, recognised by what stands in it."""
    known = formats.recognise(path)
    assert known is not None
    assert known.format.name == name
    (found,) = articles(name, path)
    return found


def zones(article: Article) -> list[tuple[str, str]]:
    """Kind and words of each zone."""
    return [(z.kind, article.text[z.start : z.end]) for z in article.zones]


def refused(name: str, path: Path) -> str:
    """What is said of a file that is not taken."""
    with pytest.raises(FormatError) as error:
        list(formats.read(name, path, Reading("ana", SCHEMA)))
    assert error.value.remedy
    return str(error.value)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection or asks for an address fails."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)


# -- pages --------------------------------------------------------------------------------------


def test_a_page_gives_its_article_and_what_it_says_of_itself(
    tmp_path: Path, no_network: None
) -> None:
    path = tmp_path / "Port reopens.html"
    path.write_text(PAGE, encoding="utf-8")
    found = one("html", path)
    assert (found.id, found.title) == ("port-reopens", "Port reopens after storm")
    assert (found.source, found.url) == ("Varde Times", "https://news.example/port")
    assert (found.published, found.language) == ("2026-03-01", "en-gb")
    assert found.meta["author"] == "Ana Holm"
    assert zones(found)[:3] == [
        ("title", "Port reopens after storm"),
        ("deck", "Ships return on Monday, the harbour says."),
        ("caption", "Ships at the quay. Photo: Bo Lind"),
    ]
    kind, words = zones(found)[3]
    assert (kind, words.split("\n")[0]) == (
        "body",
        "“The café is open,” Maria Olsen said on Sunday, when the storm that had closed it for"
        " nine days was gone.",
    )
    assert zones(found)[4] == ("subheading", "What comes next")
    assert "script" not in found.text
    assert "Home" not in found.text
    assert "2019" not in found.text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("", "utf-8-sig"), ("utf-8", "utf-16"),
        ("no-such", "cp1252"), ("rot13", "cp1252"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_encoding_whatever_it_says(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    path = tmp_path / "a.htm"
    path.write_bytes(PAGE.replace("<head>", f"<head>{meta}").encode(encoding))
    assert "“The café is open,”" in one("html", path).text


def test_a_saved_page_leaves_its_folder_alone(tmp_path: Path) -> None:
    path = tmp_path / "Port.html"
    path.write_text(PAGE, encoding="utf-8")
    folder = tmp_path / "Port_files"
    folder.mkdir()
    (folder / "frame.html").write_text("<html><body>An advertisement</body></html>")
    (tmp_path / "Port_notes").mkdir()
    (tmp_path / "Port_notes" / "mine.txt").write_text("mine")
    assert formats.companions(path, "html") == (folder / "frame.html",)


def test_a_web_archive_gives_its_page(tmp_path: Path) -> None:
    body = PAGE.replace("=", "=3D").encode()
    quoted = b"".join(b"=%02X" % c if c > 126 else bytes([c]) for c in body)
    path = tmp_path / "a.mhtml"
    path.write_bytes(
        b"From: <Saved by Blink>\r\nSubject: Port\r\nMIME-Version: 1.0\r\nContent-Type:"
        b' multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n--x\r\nContent-Type:'
        b" text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted
        + b"\r\n--x--\r\n"
    )  # fmt: skip
    assert "“The café is open,”" in one("html", path).text


def test_a_page_that_a_script_fills_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!doctype html><html><body><div id=root></div><script>x</script></body></html>"
    )
    assert "filled by a script" in refused("html", path)


# -- PDF ----------------------------------------------------------------------------------------


def column(x: float, *lines: str) -> list[tuple[float, float, float, bool, str]]:
    """Lines below each other."""
    return [(x, 650 - 12 * i, 10, False, words) for i, words in enumerate(lines)]


def furniture(number: int) -> list[tuple[float, float, float, bool, str]]:
    """What stands on every page."""
    head = f"Varde Times, 1 March 2026, p. {number}"
    return [(60, 760, 8, False, head), (300, 30, 8, False, f"Page {number} of 2")]


def test_a_pdf_reads_as_its_reader_does(tmp_path: Path) -> None:
    first = [
        *furniture(1), (60, 700, 24, False, "Port reopens after storm"),
        (60, 675, 10, True, "What comes next"),
        *column(60, "The quay is open, Maria Olsen said on Sun-", "day. The \x1brst ships wait",
                "out-", "side the harbour for the long-"),
        *column(330, "term plan. Long-term plans take", "years, she added (and money), and this",
                "is one that will go"),
    ]  # fmt: skip
    second = [*furniture(2), *column(60, "on until 2031.", "Olsen leads the port of Varde.")]
    path = pdf(tmp_path / "scan.pdf", [first, second], "/Title (Microsoft Word - x.doc)"
               " /Author (Ana Holm) /CreationDate (D:20260301120000)")  # fmt: skip
    found = one("pdf", path)
    assert found.title == "Port reopens after storm"
    assert zones(found) == [
        ("title", "Port reopens after storm"),
        ("subheading", "What comes next"),
        (
            "body",
            "The quay is open, Maria Olsen said on Sunday. The first ships wait outside the harbour"
            " for the long-term plan. Long-term plans take years, she added (and money), and this"
            " is one that will go on until 2031.",
        ),
        ("body", "Olsen leads the port of Varde."),
    ]
    assert found.meta == {"author": "Ana Holm", "pages": 2, "created": "2026-03-01"}
    assert found.published is None


def test_a_pdf_without_text_or_with_a_password_says_so(tmp_path: Path) -> None:
    assert "its pages are pictures" in refused("pdf", pdf(tmp_path / "a.pdf", [[], []]))
    lock = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    locked = pdf(tmp_path / "b.pdf", [furniture(1)], "", f"/Encrypt {lock} /ID [<41> <41>]")
    assert "locked with a password" in refused("pdf", locked)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7\nnothing of one")
    assert "c.pdf" in refused("pdf", tmp_path / "c.pdf")


def test_a_pdf_bomb_is_refused_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    from annotator.formats import pdf as module

    monkeypatch.setattr(module, "MAX_UNPACKED", 3_000_000)
    for depth in (1, 2):
        packed = b"BT " * 1_200_000
        for _ in range(depth):
            packed = zlib.compress(packed, 9)
        path = tmp_path / f"{depth}.pdf"
        path.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + packed + b"endstream")
        assert "unpacks to more than 3 MB" in refused("pdf", path)


# -- Word ---------------------------------------------------------------------------------------


def test_a_word_document_gives_text_headings_cells_and_notes(tmp_path: Path) -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    changed = (
        "<w:p>" + run.format("Trade fell ") + "<w:del><w:r><w:delText>10%</w:delText></w:r></w:del>"
        "<w:ins>" + run.format("12%") + '</w:ins><w:r><w:br/></w:r><w:hyperlink w:id="x">'
        + run.format("in March.") + '</w:hyperlink><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    )  # fmt: skip
    table = f"<w:tbl><w:tr><w:tc>{p('Varde')}</w:tc><w:tc>{p('1,100')}</w:tc></w:tr></w:tbl>"
    styles = (
        f'<w:styles {W}><w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="U"/></w:style>'
        '<w:style w:styleId="U"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    path = docx(
        tmp_path / "Port.docx",
        p("Port reopens", "T") + changed + p("Next", "Mine") + p("") + table,
        word__styles_xml=styles,
        word__footnotes_xml=f'<w:footnotes {W}><w:footnote w:id="7">{p("A note.")}</w:footnote>'
        "</w:footnotes>",
        docProps__core_xml='<c xmlns:d="urn:d"><d:creator>Ana</d:creator></c>',
    )
    found = one("docx", path)
    assert found.title == "Port reopens"
    assert found.meta == {"author": "Ana"}
    assert zones(found) == [
        ("title", "Port reopens"),
        ("body", "Trade fell 12%\nin March."),
        ("subheading", "Next"),
        ("body", "Varde · 1,100"),
        ("body", "A note."),
    ]


def test_word_files_made_to_do_harm_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.formats import packed

    path = docx(tmp_path / "a.docx", p("x" * 3_000_000))
    monkeypatch.setattr(packed, "MAX_MEMBER", 2_000_000)
    assert "unpacks to more than 2 MB" in refused("docx", path)
    path = docx(tmp_path / "b.docx", "")
    entity = f'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><w:document {W}>&b;</w:document>'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", entity)
    assert "declares entities" in refused("docx", path)
    (tmp_path / "c.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    assert "old Word document" in refused("docx", tmp_path / "c.docx")
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/../../../etc/document.xml", "<x/>")
    assert "no Word document" in refused("docx", path)


# -- feeds --------------------------------------------------------------------------------------

RSS = """\ufeff<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//x" "http://spy.example/rss.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Varde Times</title>
<language>en</language><item><title>Q&amp;amp;A: the port</title><link>https://news.example/1</link>
<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate><dc:creator>Ana Holm</dc:creator>
<description>Short.</description><category>Ports</category><content:encoded><![CDATA[<p>Salt &amp;
light&nbsp;two<br>three</p><script>spy()</script><h3>Next</h3><p>Four<br><br>Five</p>]]>
</content:encoded></item><item><title>Caf&eacute; \x0bopens</title></item><item>
<description> </description></item></channel></rss>"""


def test_a_feed_gives_each_entry(tmp_path: Path, no_network: None) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    known = formats.recognise(path)
    assert known is not None
    assert known.format.name == "rss"
    reading = Reading("ana", SCHEMA)
    first, second, third = formats.read("rss", path, reading)
    assert isinstance(third, Refusal)
    assert not isinstance(first, Refusal)
    assert not isinstance(second, Refusal)
    assert zones(first.article) == [
        ("title", "Q&A: the port"), ("body", "Salt & light\xa0two\nthree"), ("subheading", "Next"),
        ("body", "Four"), ("body", "Five"),
    ]  # fmt: skip
    article = first.article
    assert (article.source, article.url) == ("Varde Times", "https://news.example/1")
    assert (article.published, article.language) == ("2026-03-01T08:00:00+00:00", "en")
    assert article.meta == {"author": "Ana Holm", "categories": ["Ports"]}
    assert second.article.text == "Café opens"
    assert reading.found["article"] == 3
    assert [(x.kind, x.count) for x in reading.losses.listed()] == [("article", 1)]


def test_atom_and_rdf_are_feeds_and_other_xml_is_not(tmp_path: Path) -> None:
    atom = tmp_path / "a.atom"
    atom.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>F</title><entry>'
        '<title type="html">A &lt;i&gt;b&lt;/i&gt;</title><link rel="self" href="https://x/0"/>'
        '<link href="https://x/1"/><updated>2026-03-01T08:00:00Z</updated><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content>'
        "</entry></feed>"
    )
    found = one("rss", atom)
    assert found.text == "A b\n\nOne\n\nTwo"
    assert (found.url, found.language, found.source) == ("https://x/1", "de", "F")
    rdf = tmp_path / "a.rdf"
    rdf.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/"><channel><title>F</title></channel><item>'
        "<title>A</title><link>https://x/2</link><description>Words.</description></item></rdf:RDF>"
    )
    assert one("rss", rdf).text == "A\n\nWords."
    other = tmp_path / "b.xml"
    other.write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>x</text></TEI>")
    assert "no feed" in refused("rss", other)


# -- JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {"title": "Port", "text": "Trade fell.", "url": "https://x.org/1", "source": "Wire",
         "date": "Sun, 01 Mar 2026 08:00:00 GMT", "lang": "en", "author": "Ana"},
        [{"Headline": "Port", "Body": ["Trade", "fell."], "link": "https://x.org/1",
          "publisher": "Wire", "published": "2026-03-01T08:00:00+00:00", "language": "en",
          "author": "Ana"}],
        # News services, JSON Feed, schema.org.
        {"status": "ok", "articles": [
            {"source": {"id": None, "name": "Wire"}, "author": "Ana", "title": "Port",
             "url": "https://x.org/1", "publishedAt": "2026-03-01T08:00:00+00:00",
             "content": "Trade fell.", "language": "en"}]},
        {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": [
            {"url": "https://x.org/1", "title": "Port", "content_html": "<p>Trade</p><p>fell.</p>",
             "date_published": "2026-03-01T08:00:00+00:00", "language": "en", "source": "Wire",
             "author": {"name": "Ana"}}]},
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Port",
         "articleBody": "Trade fell.", "datePublished": "2026-03-01T08:00:00+00:00",
         "publisher": {"@type": "Organization", "name": "Wire"}, "inLanguage": "en",
         "url": "https://x.org/1", "author": {"name": "Ana"}},
    ],
)  # fmt: skip
def test_articles_in_json_are_read_under_their_usual_names(tmp_path: Path, data: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8-sig")
    found = one("articles", path)
    assert found.text.split() == ["Trade", "fell."]
    assert (found.id, found.title, found.source) == ("port", "Port", "Wire")
    assert (found.url, found.language) == ("https://x.org/1", "en")
    assert found.published == "2026-03-01T08:00:00+00:00"
    assert found.meta["author"] == "Ana"


def test_lines_that_are_no_articles_are_refused_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ['{"title": "A", "text": "One\\r\\ntwo"}', "{", '{"title": "B", "text": " "}', "[1]"]
    path.write_text("\n".join(lines), encoding="utf-8")
    known = formats.recognise(path)
    assert known is not None
    assert known.format.name == "articles"
    reading = Reading("ana", SCHEMA)
    first, *others = formats.read("articles", path, reading)
    assert not isinstance(first, Refusal)
    assert first.article.text == "One\ntwo"
    assert [str(x).partition(", ")[2][:6] for x in others] == ["line 2", "line 3", "line 4"]
    assert reading.found["article"] == 3
    path.write_text('{"text": "One", "title": "A", "spans": []}', encoding="utf-8")
    known = formats.recognise(path)
    assert known is not None
    assert known.format.name == "jsonl"


# -- whatever the bytes ---------------------------------------------------------------------------


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), name=st.sampled_from(["html", "pdf", "docx", "rss"]))
def test_damaged_files_are_refused_in_words(tmp_path: Path, data: st.DataObject, name: str) -> None:
    whole = tmp_path / "whole"
    if name == "pdf":
        pdf(whole, [[*furniture(1), *column(60, "One line", "and two")]])
    elif name == "docx":
        docx(whole, p("One") + p("Two", "Heading1"))
    else:
        whole.write_text(PAGE if name == "html" else RSS, encoding="utf-8")
    damaged = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(0, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)) | st.just(len(damaged)))
    path = tmp_path / "damaged"
    path.write_bytes(bytes(damaged[:cut]))
    formats.recognise(path)
    try:
        for found in formats.read(name, path, Reading("ana", SCHEMA)):
            assert isinstance(found, Refusal) or found.article.text.strip()
    except FormatError as error:
        assert error.remedy
