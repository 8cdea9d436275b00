"""Encodings of text files: found, said, and chosen by hand."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers.choices import Choices
from qualcode.transcripts.importers.encodings import shown_name
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]

WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
SAID = {
    "English": ("I didn’t tell anyone – not for years. “It’s for others,” I thought…", "cp1252 mac_roman"),
    "English with few signs": ("It was £5 a week, and the café was naïve about it.", "cp1252"),
    "German": (
        "Ich wollte überhaupt nicht darüber reden. Später hörte ich von der Gruppe: schön, oder?",
        "cp1252 cp850",
    ),
    "French": ("Je n’étais pas sûre d’y aller. Après, ça m’a aidée : « voilà », c’était très bien.", "cp1252"),
    "Spanish": ("¿Cómo llegó usted al grupo? Mi señora me dijo que fuera, y mañana vuelvo.", "cp1252 cp850"),
    "Portuguese": ("Não queria falar sobre isso. Depois ouvi falar do grupo e então decidi ir lá.", "cp1252"),
    "Swedish": ("Jag ville inte prata med någon om det. Sedan hörde jag talas om gruppen.", "cp1252 cp850"),
    "Danish": ("Jeg ville ikke tale med nogen om det. Så hørte jeg om gruppen, og så prøvede jeg.", "cp1252"),
    "Icelandic": ("Ég vildi ekki tala við neinn um það. Svo heyrði ég um hópinn, þökk sé þeim.", "cp1252"),
    "Polish": (
        "Nie chciałam o tym z nikim rozmawiać. Później usłyszałam, że może spróbuję.",
        "cp1250 iso8859-2 cp852",
    ),
    "Czech": (
        "Nechtěla jsem o tom s nikým mluvit. Bylo to těžké, ale už je to lepší, říkám.",
        "cp1250 iso8859-2 cp852",
    ),
    "Hungarian": (
        "Nem akartam erről senkivel beszélni. Úgy döntöttem, hogy megpróbálom, őszintén.",
        "cp1250 iso8859-2",
    ),
    "Turkish": (
        "Kimseyle konuşmak istemedim. Şimdi daha iyiyim, çünkü yalnız değilim. Güçlüyüm.",
        "cp1254 iso8859-9",
    ),
    "Lithuanian": ("Nenorėjau su niekuo apie tai kalbėti. Buvo sunku, bet dabar lengviau, žinoma, čia.", "cp1257"),
    "Russian": (
        "Я не хотела никому говорить об этом. Потом стало легче, когда я пришла в группу.",
        "cp1251 cp866 koi8-r",
    ),
    "Ukrainian": ("Я довго не знала, куди звернутися. Потім подруга розповіла мені про групу.", "cp1251 koi8-u"),
    "Greek": (
        "Δεν ήθελα να μιλήσω σε κανέναν. Μετά άκουσα για την ομάδα και πήγα. Ήταν δύσκολο.",
        "cp1253 iso8859-7",
    ),
    "Hebrew": ("לא רציתי לדבר על זה עם אף אחד. אחר כך שמעתי על הקבוצה והחלטתי לנסות.", "cp1255 iso8859-8"),
    "Arabic": ("لم أكن أريد أن أتحدث عن ذلك مع أحد. ثم سمعت عن المجموعة وقررت أن أحاول.", "cp1256 iso8859-6"),
    "Japanese": (
        "誰にも話したくなかったんです。友だちが教えてくれて、行ってみようと思いました。",
        "cp932 euc_jp iso2022_jp",
    ),
    "Chinese": ("我不想跟任何人谈这件事。后来朋友告诉我有这个小组，我就决定去试试。开始很难。", "gb18030 gbk"),
    "Chinese of Taiwan": ("我不想跟任何人談這件事。後來朋友告訴我有這個小組，我就決定去試試。開始很難。", "big5"),
    "Korean": (
        "아무에게도 말하고 싶지 않았어요. 나중에 친구가 모임 이야기를 해 줘서 가 보기로 했어요.",
        "euc_kr cp949",
    ),
    "Thai": ("ฉันไม่อยากพูดเรื่องนี้กับใครเลย แล้วเพื่อนก็บอกฉันเรื่องกลุ่ม ฉันจึงตัดสินใจลองดู", "cp874"),
}
EACH = [(language, encoding) for language, (_, encodings) in SAID.items() for encoding in (*WIDE, *encodings.split())]


@pytest.mark.parametrize(("language", "encoding"), EACH)
def test_a_text_is_read_in_whatever_encoding_it_was_written(language: str, encoding: str) -> None:
    words = SAID[language][0]
    found = text_of(words.encode(encoding))
    assert found.text == words
    assert found.encoding
    old = encoding not in (*WIDE, "iso2022_jp")
    assert (len(found.warnings) == 1 and "look whether" in found.warnings[0]) is old


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"plain", "UTF-8"),
        ("né".encode(), "UTF-8"),
        (codecs.BOM_UTF16_LE + "né".encode("utf-16-le"), "UTF-16LE"),
        ("It was £5 a week, naïve.".encode("cp1252"), "Windows-1252"),
        ("Я не хотела никому говорить об этом никогда".encode("koi8-r"), "KOI8-R"),
    ],
)
def test_the_encoding_is_named_as_people_name_it(data: bytes, name: str) -> None:
    assert text_of(data).encoding == name
    assert text_of(data, name).text == text_of(data).text


def test_every_name_that_is_shown_can_be_chosen() -> None:
    for codec in "utf-8 utf-16-le utf-32-be cp1252 iso8859-2 koi8-r shift_jis cp932 gb18030 mac_roman big5".split():  # noqa: SIM905
        assert codecs.lookup(shown_name(codec)).name == codecs.lookup(codec).name


def test_a_chosen_encoding_is_used_whatever_the_file_looks_like(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Nie chciałam".encode("cp1250"))
    (transcript,) = importers.read(path, Choices(encoding="windows-1250"))
    assert transcript.text == "Nie chciałam"
    assert transcript.encoding == "Windows-1250"
    assert not transcript.warnings


def test_what_the_chosen_encoding_cannot_read_is_said() -> None:
    found = text_of("naïve".encode("cp1252"), "utf-8")
    assert found.text == "na�ve"
    assert found.warnings == ("Some characters could not be read as UTF-8; they show as �.",)


@pytest.mark.parametrize(
    "name", ["klingon", "", " ", "rot13", "hex", "idna", "unicode_escape", "undefined", "a\0b", "é" * 200]
)
def test_a_name_that_is_no_encoding_is_a_problem(name: str) -> None:
    if not name:
        assert text_of(b"words", name).text == "words"
        return
    with pytest.raises(Problem) as caught:
        text_of(b"words", name)
    assert "windows-1252" in caught.value.detail


def test_a_mark_at_the_start_is_no_word(read_text: Reader) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        transcript = read_text("Ann: Hello.\nBen: Hi.\nAnn: So.\nBen: No.".encode(encoding), "a.txt")
        assert transcript.text.startswith("Ann")
        assert not transcript.warnings


def test_a_few_faults_do_not_make_utf8_another_encoding() -> None:
    words = "Café, naïve, déjà vu, crème brûlée, señor, façade. " * 4
    found = text_of(words.encode() + b"\xff" + words.encode())
    assert found.text == f"{words}�{words}"
    assert found.encoding == "UTF-8"
    assert len(found.warnings) == 1


def test_a_replacement_sign_that_was_written_is_no_loss() -> None:
    assert text_of("one � two".encode()).warnings == ()


def test_zeros_after_a_text_are_not_part_of_it(read_text: Reader) -> None:
    assert read_text(b"I went home." + b"\0" * 600, "a.txt").text.rstrip("�") == "I went home."


def test_bytes_of_no_text_are_a_problem() -> None:
    with pytest.raises(Problem, match="not text"):
        text_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\x9c\xff\0\0")


SCRIPTS = st.sampled_from(["abcdefgh ,.’é", "абвгдежз ,.", "αβγδεζη ,.", "日本語文字。、", "ابتثج ,.", "ğüşıöç ab"])


@given(
    SCRIPTS.flatmap(lambda letters: st.text(letters, min_size=8, max_size=200)),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")),
)
def test_any_text_in_unicode_comes_back_exactly(words: str, encoding: str) -> None:
    assert text_of(words.encode(encoding)).text == words.removeprefix("\ufeff")


@given(
    st.binary(max_size=300), st.sampled_from(["utf-8", "utf-16", "cp1252", "shift_jis", "koi8-r", "utf-7", "big5"])
)
def test_any_bytes_are_read_in_any_encoding_that_is_chosen(data: bytes, encoding: str) -> None:
    found = text_of(data, encoding)
    assert "\r" not in found.text and "\x1b" not in found.text


def test_real_texts_in_old_encodings_are_found(real_files: Path) -> None:
    folder = real_files / "documents" / "text"
    (russian,) = importers.read(folder / "russian.cp866.txt")
    assert russian.text.split()[0] == "Однажды,"
    (english,) = importers.read(folder / "testTXT_win-1252.txt")
    assert english.encoding == "Windows-1252"
    assert "“windows”" in english.text
