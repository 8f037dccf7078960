from resnet_ref import architecture, finding

units = list(architecture("resnet50").units())
shallow = [unit for net in ("resnet18", "resnet34") for unit in architecture(net).units()]

finding(
    "unit-two-convs",
    as_read={
        "two_convolutions_in_resnet50": all(len(unit.convs) == 2 for unit in units),
        "one_skip_in_every_unit_of_resnet50": all(unit.shortcut != "none" for unit in units),
    },
    otherwise={"two_convolutions_in_resnet18_and_34": all(len(u.convs) == 2 for u in shallow)},
    numbers={
        "units": len(units),
        "units_with_two_convolutions": sum(len(unit.convs) == 2 for unit in units),
        "units_with_three_convolutions": sum(len(unit.convs) == 3 for unit in units),
        "units_of_resnet18_and_34": len(shallow),
    },
)
