"""The Chinese words of tables for codes, as they are read and written: a table is data and has one language."""

from xinlian.people.models import Person

OCCUPATION_WORDS = {
    "快递员": "courier",
    "外卖配送员": "rider",
    "货车司机": "trucker",
    "网约车司机": "ridehail",
    "家政服务员": "domestic",
    "环卫工人": "sanitation",
    "建筑工人": "builder",
    "其他": "other",
    "快递": "courier",
    "外卖员": "rider",
    "外卖骑手": "rider",
    "骑手": "rider",
    "送餐员": "rider",
    "卡车司机": "trucker",
    "货运司机": "trucker",
    "网约车": "ridehail",
    "网约车驾驶员": "ridehail",
    "家政": "domestic",
    "家政员": "domestic",
    "环卫": "sanitation",
    "环卫工": "sanitation",
    "保洁员": "sanitation",
    "建筑": "builder",
    "建筑工": "builder",
    "农民工": "builder",
    **{code: code for code, _label in Person.OCCUPATIONS},
}
ID_TYPE_WORDS = {
    "居民身份证": "mainland",
    "港澳台居民居住证": "residence",
    "护照": "passport",
    "外国人永久居留身份证": "foreign",
    "身份证": "mainland",
    "居住证": "residence",
    "永居证": "foreign",
    **{code: code for code, _label in Person.ID_TYPES},
}
LANGUAGE_WORDS = {
    "普通话": "zh",
    "英语": "en",
    "维吾尔语": "ug",
    "藏语": "bo",
    "蒙古语": "mn",
    "朝鲜语": "ko",
    "哈萨克语": "kk",
    "手语": "sign",
    "汉语": "zh",
    "中文": "zh",
    "国语": "zh",
    "维语": "ug",
    "藏": "bo",
    "蒙语": "mn",
    "哈语": "kk",
}


def _first(words: dict[str, str]) -> dict[str, str]:
    """Each code with the first of its words."""
    found: dict[str, str] = {}
    for word, code in words.items():
        found.setdefault(code, word)
    return found


OCCUPATIONS = _first(OCCUPATION_WORDS)
ID_TYPES = _first(ID_TYPE_WORDS)
LANGUAGES = _first(LANGUAGE_WORDS)
