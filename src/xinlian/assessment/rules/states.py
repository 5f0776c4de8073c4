"""What may follow what: questions under review, files of a bank, exams, appeals. Pure."""

REVIEW_NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("approved", "retired"),
    "approved": ("draft", "retired"),
    "retired": ("draft",),
}
FILE_NEXT: dict[str, tuple[str, ...]] = {"read": ("taken", "cancelled"), "taken": (), "cancelled": ()}
EXAM_NEXT: dict[str, tuple[str, ...]] = {
    "set": ("closed", "cancelled"),
    "closed": ("published",),
    "published": (),
    "cancelled": (),
}
PRACTICAL_NEXT: dict[str, tuple[str, ...]] = {"open": ("locked",), "locked": ("published",), "published": ()}
APPEAL_NEXT: dict[str, tuple[str, ...]] = {"open": ("upheld", "turned_down"), "upheld": (), "turned_down": ()}

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "question_review": REVIEW_NEXT,
    "bank_file": FILE_NEXT,
    "exam": EXAM_NEXT,
    "practical": PRACTICAL_NEXT,
    "result_appeal": APPEAL_NEXT,
}
