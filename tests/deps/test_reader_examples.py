"""What each reader says of itself for the guide."""

from __future__ import annotations

import pytest

from pratique.deps import manifests

EXAMPLES = [(name, path) for name, reader in manifests.readers().items() for path in reader.EXAMPLES]


def test_every_reader_has_examples_and_says_what_it_reads():
    for name, reader in manifests.readers().items():
        assert reader.EXAMPLES, name
        assert reader.__doc__, name


@pytest.mark.parametrize(("name", "path"), EXAMPLES, ids=[path for _, path in EXAMPLES])
@pytest.mark.parametrize("folder", ["", "services/api/"])
def test_an_example_is_read_by_its_reader(name, path, folder):
    assert manifests.reader_for(folder + path) is manifests.readers()[name]
