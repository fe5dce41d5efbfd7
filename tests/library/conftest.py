from tests.learning.conftest import academy  # noqa: F401
