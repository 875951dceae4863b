"""What operators set; nonsense is refused by name."""

from pathlib import Path

import pytest

from app.settings import CATALOG, SettingError, Settings, find_catalog


def test_c9_the_catalog_is_beside_a_checkout_and_else_with_the_data_of_the_user(tmp_path: Path) -> None:
    installed, home = tmp_path / "site-packages", tmp_path / "home"
    assert find_catalog({"HOME": str(home)}) == CATALOG
    assert find_catalog({"HOME": str(home)}, installed) == home / ".local/share/homeward/catalog"
    data = {"HOME": str(home), "XDG_DATA_HOME": str(tmp_path / "data")}
    assert find_catalog(data, installed) == tmp_path / "data/homeward/catalog"
    relative = {"HOME": str(home), "XDG_DATA_HOME": "data"}  # the specification says to ignore it
    assert find_catalog(relative, installed) == home / ".local/share/homeward/catalog"
    assert find_catalog({"HOMEWARD_CATALOG": "here"}, installed) == Path("here")
    with pytest.raises(SettingError, match="HOMEWARD_CATALOG"):
        find_catalog({}, installed)


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
