from resnet_ref import architecture, finding

nets = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
units = {net: list(architecture(net).units()) for net in nets}
bottlenecks = {net: sum(unit.block == "bottleneck" for unit in units[net]) for net in nets}

finding(
    "bottleneck-in-50-101-152",
    as_read={
        "every_unit_of_resnet50": bottlenecks["resnet50"] == len(units["resnet50"]),
        "every_unit_of_resnet101": bottlenecks["resnet101"] == len(units["resnet101"]),
        "every_unit_of_resnet152": bottlenecks["resnet152"] == len(units["resnet152"]),
    },
    otherwise={"no_unit_of_the_shallower_nets": not any(bottlenecks[net] for net in nets[:2])},
    numbers={
        "units_in_resnet50": bottlenecks["resnet50"],
        "units_in_resnet101": bottlenecks["resnet101"],
        "units_in_resnet152": bottlenecks["resnet152"],
    },
)
