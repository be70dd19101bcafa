"""Hatchling's build hook: the wheel carries compiled translations."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from catalogs import compile_catalogs


class CompiledTranslations(BuildHookInterface):
    def initialize(self, version, build_data):
        compile_catalogs(Path(self.root) / "src" / "luoshi")
