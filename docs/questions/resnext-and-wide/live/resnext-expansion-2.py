from resnet_ref import architecture, count, finding


def ratios(net):
    """Output channels over those of the 3×3, in each unit of the net."""
    return {unit.out_channels / unit.inner_width for unit in architecture(net).units()}


halved = count("resnext50_32x4d", expansion=2)

finding(
    "resnext-expansion-2",
    as_read={"set_to_2_it_is_the_papers_net": round(halved.parameters / 1e6, 1) == 25.0},
    otherwise={
        "output_over_3x3_in_resnext50_32x4d": ratios("resnext50_32x4d") == {2},
        "output_over_3x3_in_resnext101_32x8d": ratios("resnext101_32x8d") == {2},
        "output_over_3x3_in_resnext101_64x4d": ratios("resnext101_64x4d") == {2},
    },
    numbers={
        "with_expansion_2_parameters": halved.parameters,
        "with_expansion_2_features": halved.stages[-1].out_shape[0],
    },
)
