from resnet_ref import count_block, finding


def grouped(groups):
    """A bottleneck whose 3×3 has 128 channels in `groups` groups, and that 3×3."""
    options = {"groups": groups, "width_per_group": 128 // groups, "norm": False}
    unit = count_block("bottleneck", in_channels=256, width=64, image_size=56, **options)
    return unit, next(part for part in unit.parts if part.name.endswith("conv2"))


divisors = (1, 2, 4, 8, 16, 32, 64, 128)
dense_unit, dense = grouped(1)
unit, conv = grouped(32)

finding(
    "grouped-conv-one-gth",
    as_read={
        "parameters": all(grouped(g)[1].parameters * g == dense.parameters for g in divisors),
        "macs": all(grouped(g)[1].macs * g == dense.macs for g in divisors),
    },
    otherwise={
        "a_bottleneck_whose_3x3_is_grouped": unit.parameters * 32 == dense_unit.parameters,
        "activations": conv.activations * 32 == dense.activations,
    },
    numbers={
        "dense_parameters": dense.parameters,
        "grouped_parameters": conv.parameters,
        "dense_unit_parameters": dense_unit.parameters,
        "grouped_unit_parameters": unit.parameters,
    },
)
