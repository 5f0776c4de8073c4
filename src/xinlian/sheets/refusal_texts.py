"""The sentences for what is wrong with a file, a header, a cell or a row."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    # the file
    "file_too_big": _("文件有 %(megabytes)s MB，最大可以是 %(limit)s MB。请只留要导入的列，或分成几个文件。"),
    "file_empty": _("这个文件是空的，没有任何内容。"),
    "file_ending": _(
        "只能读 Excel（.xlsx、.xls）和 CSV 文件，这个文件是“%(ending)s”。请在 Excel 里另存为 .xlsx 再试。"
    ),
    "file_encrypted": _("这个文件设了打开密码，读不了。请在 Excel 里去掉密码，另存一份再试。"),
    "file_damaged": _("这个文件打不开，可能没有传完整或已经损坏。请用 Excel 打开看看，另存为 .xlsx 再试。"),
    "file_not_excel": _("这是一个压缩包，不是 Excel 文件。请解压后再选里面的表格。"),
    "file_not_table": _("认不出这个文件里的文字，它可能不是表格。请在 Excel 里另存为 .xlsx 再试。"),
    "file_is_web_page": _("这个文件其实是网页，只是名字像 Excel。请用 Excel 打开它，另存为 .xlsx 再试。"),
    "file_bomb": _("这个文件展开后有 %(megabytes)s MB，不像正常的表格，为了安全没有打开。"),
    "sheet_too_wide": _("表格里最远的格子在第 %(rows)s 行、第 %(columns)s 列，太大了。请把数据复制到一张新表里再试。"),
    "too_many_rows": _("一次最多 %(limit)s 行，请分成几个文件。"),
    "table_empty": _("表格里一行数据也没有。"),
    "unexpected": _("导入中途出了意外，已经导入的行都在，没有丢。请点“接着做”；再不行，请告诉管理员。"),
    "kind_unknown": _("没有“%(kind)s”这种表格。可以导入的有：%(kinds)s。"),
    "option_missing": _("请先选好“%(option)s”。"),
    "upload_not_ready": _("这个文件已经确认过或取消了，请刷新看看现在的情况。"),
    "upload_ended": _("这次导入已经结束了，请刷新看看结果。"),
    "kind_gives_nothing": _("“%(kind)s”这种表格不能导出。"),
    "union_needed": _("您在几个工会都有权限，请说明是哪一个工会。"),
    # the header
    "header_not_found": _("没有找到表头。前十行里最像表头的一行是：%(found)s。需要的列有：%(wanted)s。"),
    "header_missing": _("缺少“%(wanted)s”这一列。找到的列有：%(found)s。"),
    "header_one_of": _("“%(wanted)s”这几列里至少要有一列。找到的列有：%(found)s。"),
    "header_merged": _(
        "表头“%(title)s”是合并单元格（%(range)s），下面不止一列有内容，分不清哪一列是。请取消合并，给每一列写上名字。"
    ),
    "header_twice": _("“%(title)s”这个表头出现了不止一次（%(columns)s 列），不知道该读哪一列。请删掉或改名。"),
    # notes about the file
    "sheet_hidden": _("工作表“%(sheet)s”是隐藏的，没有读。"),
    "sheet_without_header": _("工作表“%(sheet)s”里没有认识的表头，没有读。"),
    "sheet_without_rows": _("工作表“%(sheet)s”只有表头，没有数据。"),
    "columns_not_read": _("工作表“%(sheet)s”里这些列不认识，没有读：%(columns)s。"),
    # a cell
    "cell_empty": _("“%(column)s”没有填。"),
    "cell_too_long": _("太长了：最多 %(limit)s 个字，这里有 %(length)s 个。"),
    "cell_choice": _("“%(value)s”不在可选的里面。可以填：%(allowed)s。"),
    "cell_number": _("“%(value)s”不是数字。"),
    "cell_whole": _("“%(value)s”不是整数。"),
    "cell_range": _("“%(value)s”超出了范围，应在 %(low)s 到 %(high)s 之间。"),
    "cell_day": _("“%(value)s”不是日期。可以写成 2024-05-06。"),
    "cell_yes_no": _("“%(value)s”看不出是“是”还是“否”。"),
    # a row
    "row_twice": _("和“%(sheet)s”第 %(row)s 行重复了。"),
    # papers
    "paper_font": _("这台机器没有中文字体，印不了 PDF。请管理员装上字体，或者先用 Excel。"),
}
