"""All settings. Everything an installation may change is read from the environment (docs: README, "Production").

`PORTE_VOIX` names the kind of installation: `production` (the default, strict), `local` (what `make run` makes)
or `test`.
"""

from academy.settings.base import *  # noqa: F403
from academy.settings.cms import *  # noqa: F403
from academy.settings.environment import *  # noqa: F403
from academy.settings.logs import *  # noqa: F403
from academy.settings.security import *  # noqa: F403
