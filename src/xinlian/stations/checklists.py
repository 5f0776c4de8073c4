"""The checklists that an installation begins with: one row a province, each with its source; officers add versions."""

from typing import Any

ZHEJIANG: dict[str, Any] = {
    "name": "驿站年度评价（八有）",
    "effective_on": "2024-01-01",
    "source": "浙江省工会驿站建设三年计划（2024—2026）提出的“八有”；条目文字、分值和星级线为本系统示例，可按省里文件改写",
    "items": [
        {"code": "sign", "text": "门口挂统一标识，路过能看见", "points": 10, "must": True},
        {"code": "room", "text": "有够用的休息空间，进门就能坐下", "points": 15, "must": True},
        {"code": "facilities", "text": "喝水、热饭、充电、急救等设施齐全能用", "points": 20, "must": True},
        {"code": "functions", "text": "歇脚、避暑取暖、如厕等功能用得上", "points": 10, "must": False},
        {"code": "management", "text": "有人管、有制度，按公示的时间开门", "points": 15, "must": True},
        {"code": "maps", "text": "网上地图能搜到，位置准", "points": 10, "must": False},
        {"code": "publicity", "text": "向附近劳动者介绍过，大家知道这里", "points": 10, "must": False},
        {"code": "events", "text": "一年里办过暖心服务活动", "points": 10, "must": False},
    ],
    "stars": [50, 60, 70, 80, 90],
    "rules": {
        "fresh_days": 7,
        "confirm_days": 30,
        "due_days": 7,
        "cap_without_must": 2,
        "demote": [
            {"code": "not_opening", "over": 3, "stars": 1},
            {"code": "broken_equipment", "over": 2, "stars": 1},
            {"code": "complaints", "over": 5, "stars": 1},
            {"code": "unconfirmed", "over": 90, "stars": 1},
        ],
    },
}

SIX: dict[str, Any] = {
    "name": "驿站年度评价（六项）",
    "effective_on": "2024-01-01",
    "source": "其他省份采用的六项清单样例；条目文字、分值和星级线为本系统示例，可按省里文件改写",
    "items": [
        {"code": "sign", "text": "有标识", "points": 15, "must": True},
        {"code": "room", "text": "有场所，能遮风避雨", "points": 20, "must": True},
        {"code": "water", "text": "有热水喝", "points": 20, "must": True},
        {"code": "meals", "text": "能热饭", "points": 15, "must": False},
        {"code": "aid", "text": "有应急药品", "points": 15, "must": False},
        {"code": "people", "text": "有人管理，电话打得通", "points": 15, "must": True},
    ],
    "stars": [50, 65, 75, 85, 95],
    "rules": {
        "fresh_days": 14,
        "confirm_days": 60,
        "due_days": 14,
        "cap_without_must": 1,
        "demote": [
            {"code": "not_opening", "over": 5, "stars": 1},
            {"code": "broken_equipment", "over": 3, "stars": 1},
            {"code": "complaints", "over": 8, "stars": 1},
        ],
    },
}

BY_PROVINCE = {"浙江": ZHEJIANG, "": SIX}


def for_province(name: str) -> dict[str, Any]:
    """The checklist that a province begins with, by its union's name."""
    return next((rows for word, rows in BY_PROVINCE.items() if word and word in name), SIX)
