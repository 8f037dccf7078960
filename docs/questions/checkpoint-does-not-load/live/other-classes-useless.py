from resnet_ref import count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def misfits(net):
    """The layers whose weights have other shapes with 10 classes than with 1000."""
    pairs = zip(count(net).layers, count(net, num_classes=10).layers)
    return [a for a, b in pairs if a.parameters != b.parameters]


lost = {net: [layer.name for layer in misfits(net)] for net in NETS}
size = sum(layer.parameters for layer in misfits("resnet50"))

finding(
    "other-classes-useless",
    as_read={"some_feature_is_lost": any(set(names) - {"fc"} for names in lost.values())},
    otherwise={"the_classifier_is_lost": all("fc" in names for names in lost.values())},
    numbers={"share": round(1 - size / count("resnet50").parameters, 4)},
)
