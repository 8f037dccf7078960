from resnet_ref import count, finding

# Table 6 of the paper: layers, and millions of parameters as printed there
TABLE_6 = {20: "0.27", 32: "0.46", 44: "0.66", 56: "0.85", 110: "1.7", 1202: "19.4"}


def matches(shortcut):
    """The depths whose size comes out with a shortcut option."""
    found = []
    for depth, figure in TABLE_6.items():
        millions = count(f"resnet{depth}", 32, shortcut=shortcut).parameters / 1e6
        decimals = len(figure.split(".")[1])
        if f"{millions:.{decimals}f}" == figure:
            found.append(depth)
    return found


by_option = {shortcut: matches(shortcut) for shortcut in "ABC"}
print(by_option)

finding(
    "cifar-shortcuts-project",
    as_read={"option_b_gives_all_of_table_6": by_option["B"] == list(TABLE_6)},
    otherwise={"option_c_gives_all_of_table_6": by_option["C"] == list(TABLE_6)},
    numbers={
        "nets": len(TABLE_6),
        "by_a": len(by_option["A"]),
        "by_b": len(by_option["B"]),
        "by_c": len(by_option["C"]),
    },
)
