from tests.learning.exam_world import academy  # noqa: F401
from tests.people.conftest import brand, community_manager, employee, leader, other_brand, shops  # noqa: F401
