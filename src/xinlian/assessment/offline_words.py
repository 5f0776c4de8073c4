"""Words of the page on which one sits an exam, which a script fills."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """In the language of this request."""
    return {
        "sit_sign_in": _("请先登录，再接着考。"),
        "sit_not_yours": _("这份卷子不是您的，或者已经不在了。"),
        "sit_missing": _("这部手机上没有存这份卷子。请连上网络打开一次；答过的题都在，不会丢。"),
        "sit_left": _("还剩 {time}"),
        "sit_over": _("时间到，已经收卷。您答过的题都交上去了。"),
        "sit_over_offline": _("时间到了。手机上还有 {n} 个答案没有发出去，请连上网络，别关这一页。"),
        "sit_handed": _("已经交卷。成绩公布以后告诉您。"),
        "sit_handing": _("交卷的话已经记在手机上，连上网络就送到。"),
        "sit_saved": _("已保存"),
        "sit_kept": _("没有网络，先存在手机上，有网就送到"),
        "sit_saving": _("正在保存"),
        "sit_sure": _("还有 {n} 题没有答。要交卷吗？交了不能再改。"),
        "sit_sure_all": _("全都答了。要交卷吗？交了不能再改。"),
        "sit_late": _("这个答案到得太晚，留在卷子里了，算不算由监考的人决定。"),
        "sit_more": _("给您加时了，现在到 {time}"),
        "sit_answered": _("第 {n} 题，答了"),
        "sit_open": _("第 {n} 题，没答"),
    }


def judge_words() -> dict[str, str]:
    """Of the page on which judges mark."""
    return {
        "judge_sign_in": _("请先登录，再打分。"),
        "judge_none": _("现在没有请您打分的考核。"),
        "judge_missing": _("这台设备上没有存名单。请连上网络打开一次这一页，以后没有网络也能打分。"),
        "judge_left": _("还差 {n} 项"),
        "judge_whole": _("打完了"),
        "judge_recused": _("回避：{why}"),
        "judge_progress": _("{done} / {all} 打完了"),
        "judge_saved": _("已保存"),
        "judge_wrong": _("有一处填得不对，还没有保存。请填数字。"),
        "judge_kept": _("没有网络，先存在这台设备上，有网就送到"),
        "judge_signed": _("已经签字。要改请找裁判长。"),
        "judge_sign_left": _("还有 {n} 个没有打完，打完才能签字。"),
        "judge_sign_sure": _("签字以后不能再改。要签字吗？"),
        "judge_signing": _("签字已经记在这台设备上，连上网络就送到。"),
    }
