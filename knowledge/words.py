"""The site's own words in both languages, and how numbers are written."""

from __future__ import annotations

from collections.abc import Callable

from resnet_ref.findings import VERDICTS

LANGUAGES = ("zh", "en")
DEFAULT, *OTHERS = LANGUAGES
Both = dict[str, str]  # language -> words

STANCES: dict[str, Both] = {
    "supports": {"zh": "文献支持", "en": "literature supports it"},
    "contradicts": {"zh": "文献反对", "en": "literature contradicts it"},
    "divided": {"zh": "文献说法不一", "en": "literature is divided"},
    "silent": {"zh": "文献未提及", "en": "literature does not say"},
}
WORDS: dict[str, Both] = {
    "said": {"zh": "流传的说法", "en": "What people say"},
    "claim": {"zh": "说法", "en": "Claim"},
    "verdict": {"zh": "结论", "en": "Verdict"},
    "question": {"zh": "问题", "en": "Question"},
    "all": {"zh": "全部", "en": "All"},
    "glance": {"zh": "一眼看完", "en": "At a glance"},
    "by_code": {"zh": "代码验证", "en": "decided by code"},
    "by_literature": {"zh": "依据文献", "en": "decided by the literature"},
    "as_read": {"zh": "通常的理解", "en": "As a reader takes it"},
    "otherwise": {"zh": "其他理解", "en": "Taken otherwise"},
    "yes": {"zh": "成立", "en": "holds"},
    "no": {"zh": "不成立", "en": "does not hold"},
    "numbers": {"zh": "代码还算了 {n} 个数字", "en": "{n} more numbers from the code"},
    "number": {"zh": "代码还算了 1 个数字", "en": "1 more number from the code"},
    "exactly": {"zh": "数值", "en": "value"},
    "name": {"zh": "含义", "en": "what it is"},
    "code": {"zh": "代码与输出", "en": "The code and its output"},
    "notebook": {"zh": "在 notebook 里看这一格", "en": "See this cell in the notebook"},
    "challenge": {"zh": "质疑这条结论", "en": "Challenge this verdict"},
    "edit": {"zh": "本页源文件", "en": "Source of this page"},
    "decided_by": {
        "zh": "另一个问题里有同样的说法，由同一段代码检验：“{says}”",
        "en": "This is the same claim as “{says}” in another question, decided by the same code.",
    },
    "literature": {"zh": "文献", "en": "Literature"},
    "evidence": {"zh": "证据", "en": "The evidence"},
    "about_evidence": {
        "zh": "每条说法由一格代码检验，末尾是一个 `finding`：它列出这条说法在哪些情形下成立、"
        "相关数字是多少，结论由此算出。改一个数，重新运行，结论随之重算。",
        "en": "One code cell decides one claim. Its last line is a `finding`: the cases in which "
        "the claim was tested, true or false, and the numbers that matter. The verdict follows "
        "from the cases. Change a number, run the cell again, and the verdict follows.",
    },
    "related": {"zh": "相关问题", "en": "Related questions"},
    "cite": {"zh": "引用本页", "en": "Cite this page"},
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
    "more": {"zh": "全部问题", "en": "All questions"},
}
COLON: Both = {"zh": "：", "en": ": "}
BRACKETS: Both = {"zh": "（{}）", "en": " ({})"}


def words(language: str) -> dict[str, str]:
    """Every word in one language, verdicts and stances by their names."""
    return {key: both[language] for key, both in {**WORDS, **VERDICTS, **STANCES}.items()}


def _grouped(digits: int, divisor: float = 1, unit: str = "") -> Callable[[float], str]:
    return lambda value: f"{value / divisor:,.{digits}f}{unit}"


# The same in both languages: engineers in China write 25.56 M and 4.09 G too.
FORMATS: dict[str, Callable[[float], str]] = {
    "int": _grouped(0),
    **{
        f"{name}{digits}": _grouped(digits, divisor, unit)
        for name, divisor, unit in (
            ("K", 1e3, " K"),
            ("M", 1e6, " M"),
            ("G", 1e9, " G"),
            ("x", 1, "×"),
            ("pct", 0.01, "%"),
            ("f", 1, ""),
        )
        for digits in range(4)
    },
}


def written(value: int | float, style: str) -> str:
    """The number as a page writes it. Raises ValueError for an unknown format, for a fraction
    that is asked for as an integer and for a number of which the format leaves nothing."""
    if style not in FORMATS:
        raise ValueError(f"the format is {style!r}; choose one of {', '.join(FORMATS)}")
    if style == "int" and value != int(value):
        raise ValueError(f"{value} is no integer; give a format: {', '.join(FORMATS)}")
    text = FORMATS[style](value)
    if value and not any(digit in text for digit in "123456789"):
        raise ValueError(f"{style} writes {value} as {text}; choose one of {', '.join(FORMATS)}")
    return text.replace("-", "−")
