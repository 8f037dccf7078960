from resnet_ref import count, finding


def ratio(net, cost):
    """How many times as much the net costs with a CIFAR stem, on a 32×32 image."""
    before = count(net, 32, num_classes=10)
    after = count(net, 32, num_classes=10, stem="cifar")
    return getattr(after, cost) / getattr(before, cost)


NETS = ("resnet18", "resnet50")

finding(
    "cifar-stem-costs-nothing",
    as_read={
        "no_more_macs": all(ratio(net, "macs") <= 1 for net in NETS),
        "no_more_activations": all(ratio(net, "activations") <= 1 for net in NETS),
    },
    otherwise={"no_more_parameters": all(ratio(net, "parameters") <= 1 for net in NETS)},
    numbers={
        "macs_ratio": round(ratio("resnet18", "macs"), 2),
        "macs_ratio_50": round(ratio("resnet50", "macs"), 2),
        "activations_ratio": round(ratio("resnet18", "activations"), 2),
        "activations_ratio_50": round(ratio("resnet50", "activations"), 2),
    },
)
