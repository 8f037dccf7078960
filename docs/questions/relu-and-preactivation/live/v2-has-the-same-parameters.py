from resnet_ref import count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
CIFAR = ("resnet20", "resnet32", "resnet44", "resnet56", "resnet110")


def equal(net, **options):
    """Whether v1 and v2 of a net have equally many parameters."""
    v1, v2 = (count(net, preactivation=p, **options).parameters for p in (False, True))
    return v1 == v2


v1, v2 = count("resnet50"), count("resnet50", preactivation=True)
held = {layer.name for layer in v2.layers}
print("not in v2:", [layer.name for layer in v1.layers if layer.name not in held])

finding(
    "v2-has-the-same-parameters",
    as_read={"five_nets": all(equal(net) for net in NETS)},
    otherwise={
        "convolutions_and_linear_layer": all(equal(net, norm=False) for net in NETS),
        "papers_cifar_nets": all(equal(net) for net in CIFAR),
    },
    numbers={"v1_parameters": v1.parameters, "v2_parameters": v2.parameters},
)
