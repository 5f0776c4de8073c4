"""What the training base takes from phones that had no network; read by people.handlers."""

from xinlian.people.handlers import together
from xinlian.training.sync import intake

HANDLERS = together([("intake", intake.HANDLERS)])
LIMITS = together([("intake", intake.LIMITS)])
WORDS = together([("intake", intake.WORDS)])
