"""Plain text: every encoding comes in right, everything that is no text is refused by name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import plain
from annotator.model.errors import FormatError
from annotator.model.text import normalise

NEWS = "“Señor, the café’s closed,” said Zoë. Prices rose 5 %.\nNext line – with a dash.\n" * 4
RUSSIAN = "Министр заявил, что порт откроется в понедельник. Это важно для страны.\n" * 6


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_western_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(NEWS.encode(encoding))
    assert plain.article(file).article.text == NEWS


@pytest.mark.parametrize("text", ["Bêta falls", "“Yes,” said Zoë.", "Prices rose 5 % – again"])
def test_short_texts_of_the_commonest_code_page(text: str) -> None:
    assert plain.decode(text.encode("cp1252"))[0] == text


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
def test_cyrillic_encodings(encoding: str) -> None:
    assert plain.decode(RUSSIAN.encode(encoding))[0] == RUSSIAN


def test_chinese_legacy_encoding() -> None:
    text = "中国外交部发言人在北京表示，双方将继续合作。这项协议对两国都很重要。\n" * 5
    assert plain.decode(text.encode("gb18030"))[0] == text


def test_newlines_and_marks_are_normalised_once(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffone\r\ntwo\rthree\u2028four\u2029five\n".encode())
    assert plain.article(file).article.text == "one\ntwo\nthree\nfour\nfive\n"


def test_the_original_bytes_are_remembered(tmp_path: Path) -> None:
    import hashlib

    file = tmp_path / "My Article!.txt"
    file.write_bytes(b"one\r\ntwo")
    article = plain.article(file).article
    assert article.sha256 == hashlib.sha256(b"one\r\ntwo").hexdigest()
    assert (article.id, article.origin) == ("my-article", "My Article!.txt")


@given(
    st.text(min_size=1).filter(lambda t: normalise(t).strip()), st.sampled_from(["utf-8", "utf-16"])
)
def test_any_text_comes_back_or_is_refused(text: str, encoding: str) -> None:
    data = text.encode(encoding, "surrogatepass")
    try:
        found, _ = plain.decode(data, "x.txt")
    except FormatError as error:
        assert error.where == "x.txt" and error.remedy
        return
    if encoding == "utf-16":
        assert found == normalise(text)


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", "text")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\u00a0\u2003\n".encode(), "white space"),
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "PNG"),
        (bytes(range(256)) * 40, "not text"),
        (b"\x00\x01\x02\x03" * 200, "not text"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(FormatError, match=words) as caught:
        plain.article(file)
    assert caught.value.where == str(file) and caught.value.remedy


def test_a_renamed_zip_is_refused(tmp_path: Path) -> None:
    _zip(tmp_path / "a.txt")
    with pytest.raises(FormatError, match="zip"):
        plain.article(tmp_path / "a.txt")


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    with pytest.raises(FormatError, match="50 MB"):
        plain.article(file)
