import pytest

from policies.management import static


@pytest.fixture
def root(settings, tmp_path):
    """A site with one static file of its own, not collected yet."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "page.css").write_text("a { color: black }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def test_files_are_collected_once(root):
    assert static.is_stale()
    static.collect()
    assert (root / "static" / "page.css").read_text() == "a { color: black }"
    assert not static.is_stale()


def test_a_changed_file_is_collected_again(root):
    static.collect()
    (root / "ours" / "page.css").write_text("a { color: blue }")
    assert static.is_stale()


def test_a_collection_that_was_cut_short_is_done_again(root, monkeypatch):
    static.collect()

    def cut_short(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(static, "call_command", cut_short)
    with pytest.raises(KeyboardInterrupt):
        static.collect()
    assert static.is_stale()
