from resnet_ref import architecture, finding

units = [unit for net in ("resnet18", "resnet34") for unit in architecture(net).units()]
two_3x3 = [[conv.kernel_size for conv in unit.convs] == [3, 3] for unit in units]

finding(
    "basicblock-two-3x3",
    as_read={"every_unit_of_resnet18_and_34": all(two_3x3)},
    numbers={
        "units": len(units),
        "units_with_two_3x3": sum(two_3x3),
        "units_with_a_1x1_projection": sum(unit.projection is not None for unit in units),
    },
)
