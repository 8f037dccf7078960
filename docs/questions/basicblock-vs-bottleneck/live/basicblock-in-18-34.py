from resnet_ref import architecture, finding

nets = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
units = {net: list(architecture(net).units()) for net in nets}
basic = {net: sum(unit.block == "basic" for unit in units[net]) for net in nets}

finding(
    "basicblock-in-18-34",
    as_read={
        "every_unit_of_resnet18": basic["resnet18"] == len(units["resnet18"]),
        "every_unit_of_resnet34": basic["resnet34"] == len(units["resnet34"]),
    },
    otherwise={
        "no_unit_of_the_deeper_nets": not any(basic[net] for net in nets[2:]),
    },
    numbers={"units_in_resnet18": basic["resnet18"], "units_in_resnet34": basic["resnet34"]},
)
