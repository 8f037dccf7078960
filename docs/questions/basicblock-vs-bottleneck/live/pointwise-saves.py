from resnet_ref import Architecture, count, count_block, finding

bottleneck = count_block("bottleneck", in_channels=256, width=64, image_size=56)
wide_basic = count_block("basic", in_channels=256, width=256, image_size=56)
narrow_basic = count_block("basic", in_channels=64, width=64, image_size=56)

channels = (256, 64, 64, 256)  # the same ones, with 3×3 everywhere
weights = sum(9 * taken * given for taken, given in zip(channels, channels[1:]))
all_3x3_parameters = weights + sum(2 * given for given in channels[1:])  # a BN after each
all_3x3_macs = weights * 56 * 56

first_unit = count_block("bottleneck", in_channels=64, width=64, image_size=56)
later_first_units = [
    (
        count_block("bottleneck", 2 * width, width, size, stride=2),
        count_block("basic", width // 2, width, size, stride=2),
    )
    for width, size in ((128, 56), (256, 28), (512, 14))
]
resnet34, resnet50 = count("resnet34"), count("resnet50")
basic50 = count(Architecture("basic", (4, 6, 9, 5)))  # 50 layers of BasicBlocks


def cheaper(a, b):
    return a.parameters < b.parameters and a.macs < b.macs


finding(
    "pointwise-saves",
    as_read={
        "against_3x3_in_their_place": bottleneck.parameters < all_3x3_parameters
        and bottleneck.macs < all_3x3_macs,
        "against_basicblock_of_same_outer_width": cheaper(bottleneck, wide_basic),
    },
    otherwise={
        "against_basicblock_of_figure_5": cheaper(bottleneck, narrow_basic),
        "first_unit_of_stage_1_at_same_inner_width": cheaper(first_unit, narrow_basic),
        "first_units_of_stages_2_to_4_at_same_inner_width": any(
            cheaper(*pair) for pair in later_first_units
        ),
        "resnet50_against_50_layers_of_basicblocks": cheaper(resnet50, basic50),
        "resnet50_against_resnet34": cheaper(resnet50, resnet34),
    },
    numbers={
        "bottleneck_parameters": bottleneck.parameters,
        "all_3x3_parameters": all_3x3_parameters,
        "wide_basic_parameters": wide_basic.parameters,
        "figure_5_basic_parameters": narrow_basic.parameters,
        "figure_5_basic_macs": narrow_basic.macs,
        "figure_5_basic_weights": count_block("basic", 64, 64, 56, norm=False).parameters,
    },
)
