from resnet_ref import Unit, architecture, finding


def side(convs):
    """Side of the input that one output position reads, through all convolutions."""
    seen = step = 1
    for conv in convs:
        seen += (conv.kernel_size - 1) * step
        step *= conv.stride
    return seen


field = {s: architecture("resnet50", stride_in=s).receptive_field for s in ("1x1", "3x3")}
unit = {s: side(Unit("bottleneck", 256, 128, stride=2, stride_in=s).convs) for s in field}

finding(
    "receptive-field-the-same",
    as_read={
        "of_the_last_feature_map": field["1x1"] == field["3x3"],
        "of_one_downsampling_unit": unit["1x1"] == unit["3x3"],
    },
    numbers={
        "v1_field": field["1x1"],
        "v15_field": field["3x3"],
        "v1_unit_side": unit["1x1"],
        "v15_unit_side": unit["3x3"],
    },
)
