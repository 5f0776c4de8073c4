"""What the training base takes from phones that had no network; read by people.handlers."""

from xinlian.people.handlers import together
from xinlian.training.sync import clearing

HANDLERS = together([("clearing", clearing.HANDLERS)])
LIMITS = together([("clearing", clearing.LIMITS)])
WORDS = together([("clearing", clearing.WORDS)])
