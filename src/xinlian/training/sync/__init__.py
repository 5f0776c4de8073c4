"""What the training base takes from phones that had no network; read by people.handlers."""

from xinlian.people.handlers import together
from xinlian.training.sync import clearing, intake, studios

HANDLERS = together([("intake", intake.HANDLERS), ("clearing", clearing.HANDLERS), ("studios", studios.HANDLERS)])
LIMITS = together([("intake", intake.LIMITS), ("clearing", clearing.LIMITS), ("studios", studios.LIMITS)])
WORDS = together([("intake", intake.WORDS), ("clearing", clearing.WORDS), ("studios", studios.WORDS)])
