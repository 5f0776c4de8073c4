"""What the verbs of surveys are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "questionnaire.drawn_up": _("拟了一份问卷"),
    "questionnaire.changed": _("改了问卷的题目"),
    "questionnaire.retired": _("停用了问卷"),
    "survey.opened": _("发起了调查"),
    "survey.invited": _("请人答问卷"),
    "survey.answered": _("有人答了问卷"),
    "survey.taken_along": _("导出了署名的答卷"),
    "survey.closed": _("结束了调查"),
}
OBJECTS = {
    "surveys.questionnaire": _("问卷"),
    "surveys.survey": _("调查"),
}
FACTS = {
    "anonymous": _("不记名"),
    "answered": _("多少人答了"),
    "questions": _("多少题"),
    "series": _("哪一组"),
    "version": _("第几版"),
}
