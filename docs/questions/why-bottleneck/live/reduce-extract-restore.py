from resnet_ref import architecture, finding

nets = ("resnet50", "resnet101", "resnet152")
units = [unit for net in nets for unit in architecture(net).units()]
inner = [unit for unit in units if not unit.first]
first = [unit for unit in units if unit.first]
very_first = [unit for unit in first if unit.name == "layer1.0"]


def reduces(unit):
    conv1, _, _ = unit.convs
    return conv1.out_channels < conv1.in_channels


def restores(unit):
    conv1, _, conv3 = unit.convs
    return conv3.out_channels == conv1.in_channels


finding(
    "reduce-extract-restore",
    as_read={
        "conv1_reduces_in_inner_units": all(map(reduces, inner)),
        "only_conv2_looks_at_neighbours": all(
            [conv.kernel_size for conv in unit.convs] == [1, 3, 1] for unit in units
        ),
        "conv3_restores_the_input_count_in_inner_units": all(map(restores, inner)),
    },
    otherwise={
        "conv1_reduces_in_first_units_of_stages_2_to_4": all(
            reduces(unit) for unit in first if unit not in very_first
        ),
        "conv1_reduces_in_the_very_first_unit": any(map(reduces, very_first)),
        "conv3_raises_the_channels_in_every_unit": all(
            unit.convs[2].out_channels > unit.convs[2].in_channels for unit in units
        ),
        "conv3_restores_the_input_count_in_first_units": any(map(restores, first)),
    },
    numbers={
        "units": len(units),
        "units_that_reduce": sum(map(reduces, units)),
        "inner_units": len(inner),
        "first_units": len(first),
    },
)
