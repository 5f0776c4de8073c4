"""Simulators with their versions and scenarios, devices, who trains on them, their runs, and what boards count of these."""

from xinlian.simulators.models.ladders import Ladder
from xinlian.simulators.models.runs import Run, StrayRun
from xinlian.simulators.models.simulators import Device, Scenario, Simulator, SimulatorVersion
from xinlian.simulators.models.trainees import Trainee, Turn

__all__ = [
    "Device",
    "Ladder",
    "Run",
    "Scenario",
    "Simulator",
    "SimulatorVersion",
    "StrayRun",
    "Trainee",
    "Turn",
]
