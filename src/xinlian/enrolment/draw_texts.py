"""What to tell somebody for each refusal about the draw."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "offering_drawn_by_lot": _("这项报名不是抽签的，不用封存名单。"),
    "offering_closed": _("报名截止以后才能封存名单。请先截止报名。"),
    "offering_moved_on": _("刚才已经有人推进了这项报名，请刷新看看。"),
    "source_named": _("请写明用哪个公开号码开签，例如某一期福利彩票的开奖号码。"),
    "source_in_future": _("公开号码的产生时间要在封存以后。请换一个还没有产生的号码。"),
    "batches_before_source": _(
        "第 %(batches)s 批在公开号码产生以前就开始了，赶不上这次抽签。请先取消这几批，或者换一个更早产生的号码。"
    ),
    "witnesses_enough": _("至少要三位见证人，请再请几位。"),
    "witness_once": _("同一个人写了两次，请换一位见证人。"),
    "witness_not_sealer": _("封存名单的人不能自己当见证人，请另请一位。"),
    "witness_unknown": _("手机号“%(phone)s”没有登记过。请先在人员里登记这位见证人。"),
    "list_empty": _("没有人在名单里，没有可抽的签。"),
    "list_unfit": _("这份名单没法抽签（%(what)s）。请检查批次、名额和结伴人数，再封存。"),
    "list_changed": _(
        "名单和封存时不一样：有 %(count)d 条被改过（%(who)s）。不能继续，请作废这次抽签，查清楚以后重新封存。"
    ),
    "terms_changed": _("批次、座位或名额和封存时不一样。不能继续，请作废这次抽签，查清楚以后重新封存。"),
    "witness_oneself": _("这个见证号只能由见证人本人用自己的手机交。"),
    "number_shape": _("见证号至少要 %(digits)d 位数字，请用手机给出的那一串。"),
    "witness_promised": _("您已经交过另一个号的指纹，不能换了。请用原来那个号。"),
    "witness_number_once": _("这个号别的见证人已经用了，请重新生成一个。"),
    "draw_sealed": _("这次抽签已经不在等见证号的阶段了，请刷新看看。"),
    "promise_in_time": _("公开号码产生的时间已经到了，现在交指纹就不作数了。请告诉工会干部，要重新封存。"),
    "all_promised": _("还有见证人没有交指纹，要等大家都交了。"),
    "source_due": _("公开号码产生的时间还没有到，到时候再登记。"),
    "public_number_once": _("公开号码已经登记过，不能再改。"),
    "public_number_named": _("请填公开号码。"),
    "public_number_first": _("公开号码还没有登记。请等工会登记以后，再公开您的号。"),
    "witness_other_number": _("这不是您当初交指纹的那个号，请核对每一位数字。"),
    "draw_broke_off": _("公布到一半停下了，什么都没有写进去。请再点一次“公布结果”。"),
    "draw_seeded": _("签种还没有定下来，要等公开号码和所有见证号都公开。"),
    "file_not_verified": _("结果文件没有通过验算（%(what)s），没有公布。请把这个代码告诉技术人员。"),
    "why_said": _("请写明为什么作废，大家都看得到。"),
    "draw_not_published": _("结果已经公布，不能作废。"),
}
