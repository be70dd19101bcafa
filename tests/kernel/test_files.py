"""Files: kept once by content, under the names they came with, and never run by a browser."""

import io
import zipfile

import pytest

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.files import attachment, media_type_of, open_file, path_of, store
from luoshi.kernel.files.names import base_name
from luoshi.kernel.models import AuditEntry, StoredFile, Upload
from luoshi.kernel.services import files
from tests.kernel.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def archive(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return content.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (archive("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
        (archive("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
        (archive("OFD.xml"), "application/ofd"),
        (archive("a.txt"), "application/zip"),
        (b"PK\x03\x04 cut off", "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "application/x-ole-storage"),
        ("规划".encode(), "text/plain"),
        ("规划".encode("gb18030"), "text/plain"),
        ("规划".encode("utf-16"), "text/plain"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "text/html"),
        (b"<!-- saved --> <html>", "text/html"),
        (b"<?xml version='1.0'?><html/>", "text/html"),
        (b"<?xml version='1.0'?><svg/>", "application/xml"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"\x81\x20\xff", "application/octet-stream"),
        (("规" * 40_000).encode(), "text/plain"),
    ],
)
def test_a_file_is_what_its_content_says(content, expected):
    assert media_type_of(content) == expected


def upload(content=b"plan", name="plan.txt", by=SYSTEM):
    return files.store_upload(content=content, name=name, by=by, at=NOON)


def test_the_same_content_is_kept_once_under_each_name():
    first, second = upload(name="甲.txt"), upload(name="乙.txt")
    assert first.file == second.file == StoredFile.objects.get()
    assert [row.name for row in Upload.objects.order_by("pk")] == ["甲.txt", "乙.txt"]
    with open_file(first.file.digest) as kept:
        assert kept.read() == b"plan"
    assert [entry.code for entry in AuditEntry.objects.all()] == ["kernel.file_stored"] * 2


def test_nothing_but_the_file_is_left_in_the_store(folder):
    kept = upload().file
    assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(kept.digest)]
    assert path_of(kept.digest).stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_nothing(folder):
    def chunks():
        yield b"half"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store.put(chunks())
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\规划\\全文.docx", "全文.docx"),
        ("a\x00\n\u202eb.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
        ("长" * 300 + ".docx", "长" * 250 + ".docx"),
        ("x" * 300, "x" * 255),
    ],
)
def test_a_name_is_kept_without_folders_and_tricks(given, kept):
    assert base_name(given) == kept


def test_empty_and_too_large_files_are_refused(settings, folder):
    settings.LUOSHI_MAX_UPLOAD_BYTES = 1024 * 1024
    with pytest.raises(files.FileEmpty):
        upload(b"")
    with pytest.raises(files.FileTooLarge, match=r"1\.5"):
        upload(b"x" * (3 << 19))
    assert not folder.exists()


def test_uploads_are_seen_by_who_handed_them_in():
    owner, other = UserFactory(), UserFactory()
    mine = upload(by=owner)
    assert list(Upload.objects.visible_to(owner)) == [mine]
    assert list(Upload.objects.visible_to(other)) == []


def test_who_has_not_signed_in_hands_in_nothing(folder):
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(NotAllowed):
        upload(by=AnonymousUser())
    assert not folder.exists()


def test_a_page_leaves_as_an_attachment_that_no_browser_runs():
    response = attachment(upload(b"<html><script>x()</script>", name="页面.html"))
    content = b"".join(response.streaming_content)
    response.close()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert content == b"<html><script>x()</script>"
