"""`python -m luoshi` is `luoshi`."""

import sys

from luoshi.web.cli import main

sys.exit(main())
