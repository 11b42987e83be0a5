"""What the tests of the API share: nobody has asked anything before."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    caches["here"].clear()
