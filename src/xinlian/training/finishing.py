"""What is done when a class is finished, in this order, each with `training_class=`, `by=` and `at=`."""

from xinlian.training.actions.clearing import when_class_finished

WHEN_FINISHED = [when_class_finished]
