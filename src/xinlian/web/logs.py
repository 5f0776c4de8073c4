"""One JSON object a line, without personal data: no addresses of people, no query strings, no bodies."""

import datetime
import json
import logging

FACTS = ("method", "route", "status", "ms", "job", "count")


class Json(logging.Formatter):
    """Time, level, logger, message, the few facts that are allowed, and a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "say": record.getMessage(),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
