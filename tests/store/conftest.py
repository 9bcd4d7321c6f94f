"""Makes the builders of small ledgers importable: `from builders import ...`."""

import sys
from pathlib import Path

_BUILDERS = str(Path(__file__).parents[1] / "store")
if _BUILDERS not in sys.path:
    sys.path.insert(0, _BUILDERS)
