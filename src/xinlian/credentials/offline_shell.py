"""What a phone keeps of credentials from the first visit on; read by web.offline."""

from xinlian.credentials import offline_words

PAGES = ["credentials:pass", "credentials:gate"]
FILES = ["credentials/pass.js", "credentials/pass.css"]
LISTS: list[str] = []
WORDS = [offline_words.words]
