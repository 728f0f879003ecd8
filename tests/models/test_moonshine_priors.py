"""What the network thinks of the product's own phrases, as it was written down."""

import pytest

from bench.training.priors import phrases
from models.moonshine import files
from models.moonshine.priors import known
from models.moonshine.scorer import Scorer

MEND = "run `python -m bench.training.priors`"
NATS = 0.5
"""Another processor rounds otherwise; an encoder that was taught anew is further off."""


def test_every_phrase_of_the_product_has_one() -> None:
    assert known().keys() == phrases(), MEND


@pytest.mark.parametrize("phrase", ["red", "green", "check in"])
def test_it_is_what_the_network_thinks_of_it(phrase: str) -> None:
    scorer = Scorer.load(files.folder())
    assert known()[phrase] == pytest.approx(scorer.prior([phrase])[phrase], abs=NATS), MEND
