from resnet_ref import Architecture, architecture, count, count_block, finding

bottleneck = count_block("bottleneck", in_channels=256, width=64, image_size=56)
# The same kernels, 1×1, 3×3, 1×1, with 256 channels throughout: nothing is reduced.
unreduced = count_block("bottleneck", in_channels=256, width=256, image_size=56, expansion=1)

resnet34, resnet50 = count("resnet34"), count("resnet50")
splits = [(4, 6, 9, 5), (5, 6, 9, 4)]  # 24 BasicBlocks make 50 layers
narrow = [count(Architecture("basic", split)) for split in splits]
wide = [count(Architecture("basic", split, (256, 512, 1024, 2048))) for split in splits]

outer, inner_units, first_units = [], [], []  # does each bottleneck have fewer?
for net in ("resnet50", "resnet101", "resnet152"):
    narrow_in = 64  # what a BasicBlock net of the same inner width takes
    for unit in architecture(net).units():
        place = {"image_size": 56, "stride": unit.stride}
        ours = count_block("bottleneck", unit.in_channels, unit.width, **place)
        same_outer = count_block("basic", unit.in_channels, unit.out_channels, **place)
        same_inner = count_block("basic", narrow_in, unit.width, **place)
        outer.append(ours.parameters < same_outer.parameters)
        group = first_units if unit.first else inner_units
        group.append(ours.parameters < same_inner.parameters)
        narrow_in = unit.width


def in_stages(net):
    return sum(stage.parameters for stage in net.stages)


finding(
    "fewer-parameters",
    as_read={
        "same_kernels_without_the_reduction": bottleneck.parameters < unreduced.parameters,
        "same_depth_same_outer_width": all(in_stages(resnet50) < in_stages(n) for n in wide),
        "same_depth_same_inner_width": all(resnet50.parameters < n.parameters for n in narrow),
    },
    otherwise={
        "same_outer_width_every_unit": all(outer),
        "same_inner_width_inner_units": all(inner_units),
        "same_inner_width_first_units": any(first_units),
        "same_number_of_units": resnet50.parameters < resnet34.parameters,
    },
    numbers={
        "units": len(outer),
        "inner_units": len(inner_units),
        "inner_units_with_fewer": sum(inner_units),
        "first_units_with_fewer": sum(first_units),
        "wide_basic50_fewest_parameters": min(map(in_stages, wide)),
    },
)
