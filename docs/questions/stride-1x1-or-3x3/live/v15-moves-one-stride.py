from dataclasses import replace

from resnet_ref import architecture, count, finding

NETS = ("resnet50", "resnet101", "resnet152")


def units(net, stride_in):
    return list(architecture(net, stride_in=stride_in).units())


def weights(net, stride_in):
    """Name and number of weights of every layer."""
    return [(layer.name, layer.parameters) for layer in count(net, stride_in=stride_in).layers]


v1, v15 = units("resnet50", "1x1"), units("resnet50", "3x3")
pairs = [pair for a, b in zip(v1, v15) for pair in zip(a.convs, b.convs)]  # on the main path
outside = count("resnet50").parts[0], *(unit.projection for unit in v15 if unit.projection)

finding(
    "v15-moves-one-stride",
    as_read={
        "moving_it_back_gives_v1": all(
            [replace(unit, stride_in="1x1") for unit in units(net, "3x3")] == units(net, "1x1")
            for net in NETS
        ),
        "same_weights": all(weights(net, "1x1") == weights(net, "3x3") for net in NETS),
    },
    numbers={
        "convolutions": len(pairs) + len(outside),
        "convolutions_that_differ": sum(a != b for a, b in pairs),
        "units_that_differ": sum(a.convs != b.convs for a, b in zip(v1, v15)),
    },
)
