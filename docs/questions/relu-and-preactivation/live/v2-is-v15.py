from resnet_ref import count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def order(preactivation):
    """The layers of a bottleneck in the order in which they run; ReLUs are not counted."""
    unit = count("resnet50", preactivation=preactivation).blocks[1]
    return [layer.name.removeprefix(unit.name) for layer in unit.parts]


def weights(net, preactivation):
    """Each layer's name and how many weights it has."""
    layers = count(net, preactivation=preactivation).layers
    return {layer.name: layer.parameters for layer in layers}


print("v1.5:", order(False))
print("v2:  ", order(True))

finding(
    "v2-is-v15",
    as_read={
        "same_order": order(False) == order(True),
        "same_weights": any(weights(net, False) == weights(net, True) for net in NETS),
    },
    numbers={},
)
