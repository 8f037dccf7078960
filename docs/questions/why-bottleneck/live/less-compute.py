from resnet_ref import Architecture, architecture, count, count_block, finding

bottleneck = count_block("bottleneck", in_channels=256, width=64, image_size=56)
basic = count_block("basic", in_channels=64, width=64, image_size=56)
wide_basic = count_block("basic", in_channels=256, width=256, image_size=56)
# The same kernels, 1×1, 3×3, 1×1, with 256 channels throughout: nothing is reduced.
unreduced = count_block("bottleneck", in_channels=256, width=256, image_size=56, expansion=1)

resnet34, resnet50 = count("resnet34"), count("resnet50")
splits = [(4, 6, 9, 5), (5, 6, 9, 4)]  # 24 BasicBlocks make 50 layers
narrow = [count(Architecture("basic", split)) for split in splits]
wide = [count(Architecture("basic", split, (256, 512, 1024, 2048))) for split in splits]

halved, inner_units, first_units = [], [], []  # does each bottleneck have half, or less?
for net in ("resnet50", "resnet101", "resnet152"):
    size, narrow_in = 56, 64  # what a BasicBlock net of the same inner width takes
    for unit in architecture(net).units():
        place = {"image_size": size, "stride": unit.stride}
        ours = count_block("bottleneck", unit.in_channels, unit.width, **place)
        same_outer = count_block("basic", unit.in_channels, unit.out_channels, **place)
        same_inner = count_block("basic", narrow_in, unit.width, **place)
        halved.append(2 * ours.macs <= same_outer.macs)
        (first_units if unit.first else inner_units).append(ours.macs < same_inner.macs)
        size, narrow_in = ours.out_shape[1], unit.width


def in_stages(net):
    return sum(stage.macs for stage in net.stages)


finding(
    "less-compute",
    as_read={
        "halved_against_same_kernels_without_the_reduction": 2 * bottleneck.macs <= unreduced.macs,
        "halved_at_same_outer_width_every_unit": all(halved),
        "halved_at_same_depth_same_outer_width": all(
            2 * in_stages(resnet50) <= in_stages(net) for net in wide
        ),
    },
    otherwise={
        "less_at_same_depth_same_inner_width": all(resnet50.macs < n.macs for n in narrow),
        "halved_at_same_depth_same_inner_width": all(2 * resnet50.macs <= n.macs for n in narrow),
        "less_in_the_pair_of_figure_5": bottleneck.macs < basic.macs,
        "halved_in_the_pair_of_figure_5": 2 * bottleneck.macs <= basic.macs,
        "less_at_same_number_of_units": resnet50.macs < resnet34.macs,
    },
    numbers={
        "bottleneck_macs": bottleneck.macs,
        "unreduced_macs": unreduced.macs,
        "wide_basic_macs": wide_basic.macs,
        "basic_macs": basic.macs,
        "units_halved_at_same_outer_width": sum(halved),
        "inner_units": len(inner_units),
        "inner_units_with_less": sum(inner_units),
        "first_units": len(first_units),
        "first_units_with_less": sum(first_units),
        "basic50_least_macs": min(net.macs for net in narrow),
        "wide_basic50_least_macs": min(map(in_stages, wide)),
    },
)
