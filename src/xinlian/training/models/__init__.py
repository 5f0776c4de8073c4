"""The training base of a project: people, medicals, classes, clearance, points, levels, contests."""

from xinlian.training.models.builders import Builder, Medical, TradeDemand
from xinlian.training.models.classes import (
    HoursElsewhere,
    HoursRule,
    Lesson,
    Programme,
    Session,
    Slot,
    Task,
    TrainingClass,
)
from xinlian.training.models.clearing import (
    Clearance,
    LevelGrant,
    LevelStandard,
    PointsRule,
    Violation,
    ViolationRule,
)
from xinlian.training.models.projects import Absence, Project, Room, Section, Subject, Team, Trainer
from xinlian.training.models.season import Season, SeasonFigure, SeasonItem, SeasonMark, SeasonResult
from xinlian.training.models.studios import (
    Improvement,
    ImprovementGain,
    ImprovementStep,
    ImprovementWorker,
    Studio,
    StudioMember,
)

__all__ = [
    "Absence",
    "Builder",
    "Clearance",
    "HoursElsewhere",
    "HoursRule",
    "Improvement",
    "ImprovementGain",
    "ImprovementStep",
    "ImprovementWorker",
    "Lesson",
    "LevelGrant",
    "LevelStandard",
    "Medical",
    "PointsRule",
    "Programme",
    "Project",
    "Room",
    "Season",
    "SeasonFigure",
    "SeasonItem",
    "SeasonMark",
    "SeasonResult",
    "Section",
    "Session",
    "Slot",
    "Studio",
    "StudioMember",
    "Subject",
    "Task",
    "Team",
    "TradeDemand",
    "Trainer",
    "TrainingClass",
    "Violation",
    "ViolationRule",
]
