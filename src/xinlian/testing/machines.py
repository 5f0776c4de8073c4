"""Runs as simulators might score them: marks lost for faults, which skill and practice make rarer. For the demo and `simulate`."""

import math
import random
from dataclasses import dataclass
from decimal import Decimal

FULL = 100


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of simulator: its tasks as (code, name), the faults it sees as (name, marks lost each, how often a beginner makes
    it), and how long a run takes in seconds.
    """

    kind: str
    name: str
    tasks: tuple[tuple[str, str], ...]
    faults: tuple[tuple[str, float, float], ...]
    seconds: int
    mean: Decimal
    spread: Decimal


MACHINES = (
    Machine(
        "loader",
        "装载机模拟机",
        (("L1", "铲装石料"), ("L2", "装车")),
        (("撒料", 1.5, 4.0), ("碰车厢", 4, 1.2), ("铲斗过高行驶", 3, 1.5), ("急停", 2, 1.8)),
        420,
        Decimal("78"),
        Decimal("9"),
    ),
    Machine(
        "gantry",
        "龙门吊模拟机",
        (("G1", "吊梁就位"), ("G2", "避障吊运")),
        (("摆幅过大", 2, 3.5), ("碰障碍", 6, 0.8), ("就位偏差", 1.2, 4.0), ("没鸣笛起吊", 3, 0.9)),
        540,
        Decimal("76"),
        Decimal("10"),
    ),
    Machine(
        "paver",
        "摊铺机模拟机",
        (("P1", "直线摊铺"), ("P2", "弯道摊铺")),
        (("厚度不匀", 2, 3.2), ("停机留坎", 4, 1.1), ("偏线", 2.5, 2.0), ("温度偏低", 3, 0.8)),
        600,
        Decimal("79"),
        Decimal("8"),
    ),
    Machine(
        "forklift",
        "叉车模拟机",
        (("F1", "绕桩取货"), ("F2", "高位上架")),
        (("碰桩", 3, 1.6), ("货叉没放平", 2, 1.9), ("超速", 2.5, 1.5), ("视线不清就走", 4, 0.9)),
        300,
        Decimal("80"),
        Decimal("8"),
    ),
    Machine(
        "welding",
        "焊接模拟机",
        (("W1", "平板对接"), ("W2", "立角焊")),
        (("电弧过长", 1.5, 4.0), ("速度不稳", 1.5, 4.2), ("角度偏", 2, 2.4), ("断弧", 3, 1.0)),
        360,
        Decimal("75"),
        Decimal("10"),
    ),
)


@dataclass(frozen=True, slots=True)
class Score:
    """What came of a run: marks out of 100 to 1/10, seconds, faults by name."""

    marks: Decimal
    seconds: int
    faults: tuple[tuple[str, int], ...]


def play(machine: Machine, skill: float, tries: int, rng: random.Random) -> Score:
    """A run of somebody. `skill`: 0 is usual, 1 is a spread better; `tries`: how often they did it before.

    Each kind of fault comes by Poisson's law, half as often for a skill of 1.4 more; practice halves them after about twelve.
    """
    care = math.exp(-0.5 * skill) * (0.4 + 0.6 * math.exp(-tries / 8))
    found: list[tuple[str, int]] = []
    lost = 0.0
    for name, cost, often in machine.faults:
        count = _poisson(often * care, rng)
        if count:
            found.append((name, count))
            lost += cost * count
    seconds = max(60, round(machine.seconds * math.exp(rng.gauss(-0.08 * skill, 0.12)) * (0.8 + 0.2 * care)))
    late = max(0, seconds - machine.seconds) // 30
    marks = max(0.0, FULL - lost - late - abs(rng.gauss(0, 1.2)))
    return Score(Decimal(f"{marks:.1f}"), seconds, tuple(found))


def _poisson(mean: float, rng: random.Random) -> int:
    """A count by Poisson's law (Knuth's product of chances; means here stay below ten)."""
    left, count = math.exp(-mean), 0
    product = rng.random()
    while product > left:
        count += 1
        product *= rng.random()
    return count
