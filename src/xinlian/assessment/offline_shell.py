"""What a phone keeps of assessment from the first visit on; read by web.offline."""

from xinlian.assessment import offline_words

PAGES = ["assessment:sit", "assessment:judge"]
FILES = ["assessment/sit.js", "assessment/exam.css", "assessment/judge.js"]
LISTS: list[str] = []
WORDS = [offline_words.words]
