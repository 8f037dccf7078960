from resnet_ref import architecture, count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def missed(net, **options):
    """The units whose shape changes, or does not, against what the stride alone tells."""
    units = architecture(net, **options).units()
    before, wrong = (64, 56, 56), []  # what the stem gives
    for unit, counted in zip(units, count(net, **options).blocks):
        if (unit.stride != 1) != (counted.out_shape != before):
            wrong.append(unit.name)
        before = counted.out_shape
    return wrong


by_stride = {net: missed(net) for net in NETS}
dilated = missed("resnet50", replace_stride_with_dilation=(False, True, True))
print(by_stride, dilated)

finding(
    "stride-alone-tells",
    as_read={"every_unit_of_the_five_nets": not any(by_stride.values())},
    otherwise={
        "every_unit_of_resnet18_34": not any(by_stride[net] for net in NETS[:2]),
        "every_unit_of_resnet50_101_152": not any(by_stride[net] for net in NETS[2:]),
        "every_unit_of_a_dilated_resnet50": not dilated,
    },
    numbers={
        "missed_in_resnet50": len(by_stride["resnet50"]),
        "missed_in_dilated_resnet50": len(dilated),
    },
)
