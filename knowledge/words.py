"""The site's own words in both languages, and how numbers are written."""

from __future__ import annotations

from collections.abc import Callable

VERDICTS = {
    "holds": {"zh": "成立", "en": "holds"},
    "depends": {"zh": "有条件", "en": "depends"},
    "refuted": {"zh": "不成立", "en": "refuted"},
    "cited": {"zh": "仅据文献", "en": "literature only"},
}
STANCES = {
    "supports": {"zh": "文献支持", "en": "literature supports it"},
    "contradicts": {"zh": "文献反对", "en": "literature contradicts it"},
    "open": {"zh": "文献尚无定论", "en": "literature is open"},
}
WORDS = {
    "said": {"zh": "流传的说法", "en": "What people say"},
    "claim": {"zh": "说法", "en": "Claim"},
    "verdict": {"zh": "结论", "en": "Verdict"},
    "question": {"zh": "问题", "en": "Question"},
    "all": {"zh": "全部", "en": "All"},
    "tally": {
        "zh": "{total} 种情形，{yes} 种成立",
        "en": "{yes} of {total} cases hold",
    },
    "tally_one": {
        "zh": "1 种情形，{yes} 种成立",
        "en": "{yes} of 1 case holds",
    },
    "read_yes": {"zh": "通常的理解：成立", "en": "as usually read: holds"},
    "read_no": {"zh": "通常的理解：不成立", "en": "as usually read: wrong"},
    "usual": {"zh": "通常的理解", "en": "usual reading"},
    "wrong": {"zh": "通常的理解不成立", "en": "wrong as usually read"},
    "yes": {"zh": "成立", "en": "holds"},
    "no": {"zh": "不成立", "en": "does not hold"},
    "numbers": {"zh": "代码算出的 {n} 个数字", "en": "{n} numbers from the code"},
    "number": {"zh": "代码算出的 1 个数字", "en": "1 number from the code"},
    "exactly": {"zh": "数值", "en": "value"},
    "name": {"zh": "含义", "en": "what it is"},
    "code": {"zh": "代码与输出", "en": "The code and its output"},
    "notebook": {"zh": "在 notebook 里看这一格", "en": "See this cell in the notebook"},
    "decided_by": {
        "zh": "另一个问题里有同样的说法，由同一段代码裁定：“{says}”",
        "en": "This is the same claim as “{says}” in another question, decided by the same code.",
    },
    "literature": {"zh": "文献", "en": "Literature"},
    "back": {"zh": "← 回到问题", "en": "← Back to the question"},
    "colab": {"zh": "在 Colab 里运行", "en": "Run in Colab"},
    "download": {"zh": "下载 notebook", "en": "Download the notebook"},
    "source": {"zh": "源文件", "en": "Source"},
    "commit": {"zh": "提交", "en": "commit"},
    "verified": {"zh": "验证环境：{what}", "en": "Verified with {what}"},
    "verified_with": {"zh": "输出存下时的版本", "en": "Outputs stored with"},
    "passed": {
        "zh": "用下列版本把 notebook 重新执行一遍，输出与存下的逐字相同：",
        "en": "Executed again with these versions, the notebooks give the stored outputs exactly:",
    },
    "passing": {"zh": "通过的 notebook", "en": "notebooks that pass"},
    "system": {"zh": "系统", "en": "System"},
    "copy": {"zh": "复制永久链接", "en": "Copy the permanent link"},
    "copied": {"zh": "已复制", "en": "Copied"},
    "moved": {"zh": "看中文页", "en": "Read it in English"},
    "none": {"zh": "没有符合条件的说法。", "en": "No claim matches."},
    "filter": {"zh": "筛选", "en": "Filter"},
}


# Punctuation between the parts of a line of plain text.
COLON = {"zh": "：", "en": ": "}
BRACKETS = {"zh": "（{}）", "en": " ({})"}


def _grouped(value: float, digits: int, unit: str = "") -> str:
    return f"{value:,.{digits}f}{unit}"


# The same in both languages: engineers in China write 25.56 M and 4.09 G too.
FORMATS: dict[str, Callable[[float], str]] = {
    "int": lambda v: _grouped(v, 0),
    "M1": lambda v: _grouped(v / 1e6, 1, " M"),
    "M2": lambda v: _grouped(v / 1e6, 2, " M"),
    "M3": lambda v: _grouped(v / 1e6, 3, " M"),
    "G1": lambda v: _grouped(v / 1e9, 1, " G"),
    "G2": lambda v: _grouped(v / 1e9, 2, " G"),
    "G3": lambda v: _grouped(v / 1e9, 3, " G"),
    "K1": lambda v: _grouped(v / 1e3, 1, " K"),
    "x1": lambda v: _grouped(v, 1, "×"),
    "x2": lambda v: _grouped(v, 2, "×"),
    "pct0": lambda v: _grouped(100 * v, 0, "%"),
    "pct1": lambda v: _grouped(100 * v, 1, "%"),
    "f0": lambda v: _grouped(v, 0),
    "f1": lambda v: _grouped(v, 1),
    "f2": lambda v: _grouped(v, 2),
    "f3": lambda v: _grouped(v, 3),
}


def written(value: int | float, style: str) -> str:
    """The number as a page writes it. Raises ValueError for an unknown format, or for a
    fraction that is asked for as an integer."""
    if style not in FORMATS:
        raise ValueError(f"the format is {style!r}; choose one of {', '.join(FORMATS)}")
    if style == "int" and value != int(value):
        raise ValueError(f"{value} is no integer; choose a format of {', '.join(FORMATS)}")
    return FORMATS[style](value).replace("-", "−")
