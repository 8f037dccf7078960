from resnet_ref import architecture, count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
projections = {  # (net, unit) -> the convolution of its downsample
    (net, unit.name): unit.projection
    for net in NETS
    for unit in architecture(net).units()
    if unit.projection
}
halving = [key for key, conv in projections.items() if conv.stride == 2]
later = [key for key in projections if not key[1].startswith("layer1.")]


def shapes(net, shortcut):
    """What each unit gives, (C, H, W)."""
    return [unit.out_shape for unit in count(net, shortcut=shortcut).blocks]


finding(
    "downsample-shrinks-the-map",
    as_read={"every_one_halves": len(halving) == len(projections)},
    otherwise={
        "those_of_stages_2_to_4_halve": halving == later,
        "without_it_nothing_would_shrink": any(
            shapes(net, "none") != shapes(net, "B") for net in ("resnet18", "resnet50")
        ),
    },
    numbers={
        "projections": len(projections),
        "halving": len(halving),
        "keeping": len(projections) - len(halving),
        "widening": sum(conv.out_channels > conv.in_channels for conv in projections.values()),
    },
)
