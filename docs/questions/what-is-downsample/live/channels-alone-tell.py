from resnet_ref import architecture, count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def missed(net, image_size=224, **options):
    """The units whose shape changes, or does not, against what the channels alone tell."""
    counted = count(net, image_size, **options)
    stem = [part for part in counted.parts if part.name in ("conv1", "maxpool")]
    before, wrong = stem[-1].out_shape, []
    for unit, given in zip(architecture(net, **options).units(), counted.blocks):
        if (unit.in_channels != unit.out_channels) != (given.out_shape != before):
            wrong.append(unit.name)
        before = given.out_shape
    return wrong


even = missed("resnet18", widths=(64, 64, 64, 64))
dilated = missed("resnet50", replace_stride_with_dilation=(False, True, True))

finding(
    "channels-alone-tell",
    as_read={"every_unit_of_the_five_nets": not any(missed(net) for net in NETS)},
    otherwise={
        "every_unit_of_a_dilated_resnet50": not dilated,
        "every_unit_of_resnext_wide_and_cifar_nets": not (
            missed("resnext50_32x4d") or missed("wide_resnet50_2") or missed("resnet20", 32)
        ),
        "every_unit_of_a_net_of_even_widths": not even,
    },
    numbers={"missed_at_even_widths": len(even)},
)
