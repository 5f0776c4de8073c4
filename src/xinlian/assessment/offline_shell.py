"""What a phone keeps of assessment from the first visit on; read by web.offline."""

from xinlian.assessment import offline_words

PAGES = ["assessment:sit"]
FILES = ["assessment/sit.js", "assessment/exam.css"]
LISTS: list[str] = []
WORDS = [offline_words.words]
