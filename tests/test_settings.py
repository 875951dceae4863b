"""What operators set; nonsense is refused by name."""

from pathlib import Path

import pytest

from app.settings import CATALOG, CONTENT, ROOT, SettingError, Settings, find_catalog, find_content


def test_c9_the_catalog_is_beside_a_checkout_and_else_with_the_data_of_the_user(tmp_path: Path) -> None:
    home, content = tmp_path / "home", tmp_path / "schools" / "content"
    assert find_catalog({"HOME": str(home)}) == CATALOG
    found = find_catalog({"HOME": str(home)}, content)
    assert found.parent == home / ".local/share/homeward"
    assert found.name.startswith("schools-")
    data = {"HOME": str(home), "XDG_DATA_HOME": str(tmp_path / "data")}
    assert find_catalog(data, content) == tmp_path / "data/homeward" / found.name
    relative = {"HOME": str(home), "XDG_DATA_HOME": "data"}  # the specification says to ignore it
    assert find_catalog(relative, content) == found
    assert find_catalog({"HOMEWARD_CATALOG": "here"}, content) == Path("here")
    with pytest.raises(SettingError, match="HOMEWARD_CATALOG"):
        find_catalog({}, content)


def test_two_registries_of_one_user_never_share_a_catalog(tmp_path: Path) -> None:
    """Neither beside a checkout, nor where folders have the same name, nor where Homeward was installed."""
    user, installed = {"HOME": str(tmp_path)}, tmp_path / "site-packages"
    contents = (CONTENT, tmp_path / "a/content", tmp_path / "b/a/content", tmp_path / "a-/content")
    for code in (ROOT, installed):
        assert len({find_catalog(user, content, code) for content in contents}) == len(contents)
        assert installed not in find_catalog(user, CONTENT, installed).parents


def test_the_content_is_that_of_the_folder_where_a_command_is_run(tmp_path: Path) -> None:
    assert find_content({}, tmp_path) == CONTENT  # no registry there: that of the checkout
    assert find_content({}, tmp_path, tmp_path / "site-packages") == tmp_path / "content"
    (tmp_path / "content" / "programs").mkdir(parents=True)
    assert find_content({}, tmp_path) == tmp_path / "content"
    assert find_content({"HOMEWARD_CONTENT": "there"}, tmp_path) == Path("there")


def test_proxies_are_addresses_or_networks() -> None:
    named = Settings.from_environment({"HOMEWARD_TRUSTED_PROXIES": "10.0.0.5, fd00::/8 127.0.0.0/8"})
    assert [str(each) for each in named.trusted_proxies] == ["10.0.0.5/32", "fd00::/8", "127.0.0.0/8"]


@pytest.mark.parametrize("said, told", [
    ("", frozenset()), ("on", frozenset()), ("off", None), ("address", {"address"}),
    ("query, address", {"address", "query"}),
])  # fmt: skip
def test_a_line_for_each_request_tells_of_the_reader_only_what_was_asked_for(
    said: str, told: frozenset[str] | None
) -> None:
    assert Settings.from_environment({"HOMEWARD_ACCESS_LOG": said}).access_log == told


@pytest.mark.parametrize("name, said", [
    ("HOMEWARD_TRUSTED_PROXIES", "10.0.0.0/33"), ("HOMEWARD_TRUSTED_PROXIES", "proxy.example.org"),
    ("HOMEWARD_TRUSTED_PROXIES", "10.0.0.5/8"), ("HOMEWARD_LOG_FORMAT", "xml"),
    ("HOMEWARD_ACCESS_LOG", "off,query"), ("HOMEWARD_ACCESS_LOG", "all"),
])  # fmt: skip
def test_what_cannot_be_set_is_refused_by_name(name: str, said: str) -> None:
    with pytest.raises(SettingError, match=name):
        Settings.from_environment({name: said})


def test_c11_hosts_are_names_alone() -> None:
    named = Settings.from_environment({"HOMEWARD_HOSTS": "Registry.example.org, www.example.org [::2]"})
    assert named.hosts == ("registry.example.org", "www.example.org", "[::2]")
    assert Settings.from_environment({"HOMEWARD_HOSTS": ""}).hosts == ()


@pytest.mark.parametrize(
    "said", ["https://a.org", "a.org:80", "a.org/b", "a..b", ".a", "*", "ä.org", "a.org;b.org"]
)
def test_c11_what_is_no_host_is_refused_by_name(said: str) -> None:
    with pytest.raises(SettingError, match="HOMEWARD_HOSTS"):
        Settings.from_environment({"HOMEWARD_HOSTS": said})


@pytest.mark.parametrize("said, expected", [("yes", True), ("Yes", True), ("no", False), ("", False)])
def test_searches_are_counted_only_where_somebody_said_yes(said: str, expected: bool) -> None:
    assert Settings.from_environment({"HOMEWARD_COUNT_SEARCHES": said}).count_searches is expected
    assert Settings.from_environment({}).count_searches is False


@pytest.mark.parametrize("said", ["1", "true", "on", "yess"])
def test_whether_searches_are_counted_is_yes_or_no(said: str) -> None:
    with pytest.raises(SettingError, match=f"HOMEWARD_COUNT_SEARCHES={said}: use yes or no"):
        Settings.from_environment({"HOMEWARD_COUNT_SEARCHES": said})


def test_the_page_cache_is_a_number_of_megabytes() -> None:
    assert Settings.from_environment({}).page_cache_mb == 64
    assert Settings.from_environment({"HOMEWARD_PAGE_CACHE_MB": "0"}).page_cache_mb == 0


@pytest.mark.parametrize("said", ["64 MB", "-1", "1.5", "many", "1000000", "٣"])
def test_a_page_cache_of_another_size_is_refused_by_name(said: str) -> None:
    with pytest.raises(SettingError, match="HOMEWARD_PAGE_CACHE_MB"):
        Settings.from_environment({"HOMEWARD_PAGE_CACHE_MB": said})


@pytest.mark.parametrize("said", [
    "db.example.org", "mysql://a:b@c/d", "postgresql://a:s3c/ret@h/d", "postgresql://a:s3c@ret@h/d",
    "postgresql://a:s3c#ret@h/d", "postgresql://a:s3c?ret@h/d", "postgresql://a:s3c ret@h/d",
])  # fmt: skip
def test_an_address_of_a_database_whose_password_is_not_plain_is_refused_without_it(said: str) -> None:
    with pytest.raises(SettingError, match="HOMEWARD_DATABASE_URL: give the address") as refused:
        Settings.from_environment({"HOMEWARD_DATABASE_URL": said})
    assert "s3c" not in str(refused.value)


@pytest.mark.parametrize("said", [
    "postgresql://node:s3c%2Fret@db.example.org/registry?sslmode=verify-full&sslrootcert=/etc/ca.crt",
    "postgres://node@[::1]:5433/registry", "postgresql:///registry", "postgresql://a:b@one:5432,two:5432/d",
])  # fmt: skip
def test_an_address_of_a_database_is_kept_and_not_shown(said: str) -> None:
    settings = Settings.from_environment({"HOMEWARD_DATABASE_URL": said})
    assert settings.database_url == said
    assert said not in repr(settings)
