"""Static files named by their content, the modules inside our own modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("web/*.js", "stations/*.js")  # others' modules point at files that their packages do not ship


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Also rewrites `import ... from "./x.js"`, so that a page never mixes modules of two releases."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((glob, CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]) for glob in OURS),
    )
