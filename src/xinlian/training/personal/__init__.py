"""What the training base holds about somebody."""

from xinlian.training.personal import classes, clearing, intake, studios

HOLDINGS = [*intake.HOLDINGS, *classes.HOLDINGS, *clearing.HOLDINGS, *studios.HOLDINGS]
