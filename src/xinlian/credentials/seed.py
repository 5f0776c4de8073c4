"""The words behind codes that every installation begins with; each is a row that an installation may end or add to.

Trades: those of road and house building in common use. Levels: the five of the state and the newer eight.
"""

TRADES = [
    (101, "焊工", "Welder"),
    (102, "架子工", "Scaffolder"),
    (103, "钢筋工", "Steel fixer"),
    (104, "混凝土工", "Concrete worker"),
    (105, "模板工", "Formwork carpenter"),
    (106, "砌筑工", "Bricklayer"),
    (107, "抹灰工", "Plasterer"),
    (108, "防水工", "Waterproofer"),
    (109, "油漆工", "Painter"),
    (110, "管道工", "Pipe fitter"),
    (111, "电工", "Electrician"),
    (112, "测量工", "Surveyor's assistant"),
    (113, "隧道工", "Tunnel worker"),
    (114, "爆破工", "Blaster"),
    (115, "信号司索工", "Rigger and signaller"),
    (201, "塔式起重机司机", "Tower crane operator"),
    (202, "门式起重机司机", "Gantry crane operator"),
    (203, "架桥机操作工", "Girder erector operator"),
    (204, "装载机司机", "Loader operator"),
    (205, "挖掘机司机", "Excavator operator"),
    (206, "摊铺机操作工", "Paver operator"),
    (207, "压路机操作工", "Roller operator"),
    (208, "叉车司机", "Forklift operator"),
    (301, "普工", "General labourer"),
    (302, "安全员", "Safety officer"),
]
FIVE = [
    (11, 1, "五级/初级工", "Level 5, junior"),
    (12, 2, "四级/中级工", "Level 4, intermediate"),
    (13, 3, "三级/高级工", "Level 3, senior"),
    (14, 4, "二级/技师", "Level 2, technician"),
    (15, 5, "一级/高级技师", "Level 1, senior technician"),
]
EIGHT = [
    (21, 1, "学徒工", "Apprentice"),
    (22, 2, "初级工", "Junior"),
    (23, 3, "中级工", "Intermediate"),
    (24, 4, "高级工", "Senior"),
    (25, 5, "技师", "Technician"),
    (26, 6, "高级技师", "Senior technician"),
    (27, 7, "特级技师", "Expert technician"),
    (28, 8, "首席技师", "Chief technician"),
]
INTERNAL = [
    (31, 1, "一星", "One star"),
    (32, 2, "二星", "Two stars"),
    (33, 3, "三星", "Three stars"),
    (34, 4, "四星", "Four stars"),
    (35, 5, "五星", "Five stars"),
]
SCHEMES = [
    ("five", "国家五级", "The five levels", "国家职业技能标准", "2018-03-07", FIVE),
    ("eight", "新八级", "The newer eight levels", "人力资源和社会保障部 2022 年意见", "2022-03-18", EIGHT),
]
OWN_SCHEMES = [("stars", "内部星级", "Stars of our own", "2026-01-01", INTERNAL)]
