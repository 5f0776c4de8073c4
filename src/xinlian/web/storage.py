"""Hashed static files whose modules import each other by their hashed names too.

Otherwise a module has two addresses, hashed from a page and plain from another module: it would run twice, and a
phone that kept one of them would not find the other without a network.
"""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN = ("web/", "stations/")


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Rewrites imports in our own modules only; what others wrote mentions files in comments that are not there."""

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, hashed_files: Any, template: str | None = None) -> Any:
        if name.endswith(".js") and not name.startswith(OWN):
            return lambda found: found.group()
        return super().url_converter(name, hashed_files, template)
