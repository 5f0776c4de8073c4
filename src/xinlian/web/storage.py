"""Static files named by their content, the modules inside our own modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Others' modules point at files that their packages do not ship.
OURS = (
    "web/*.js",
    "people/*.js",
    "stations/*.js",
    "trips/*.js",
    "boards/*.js",
    "credentials/*.js",
    "assessment/*.js",
    "training/*.js",
)


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Also rewrites `import ... from "./x.js"`, so that a page never mixes modules of two releases."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((glob, CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]) for glob in OURS),
    )
