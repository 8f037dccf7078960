from resnet_ref import Stem, architecture, count, finding

nets = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d"]
nets += ["resnext101_32x8d", "wide_resnet50_2", "resnet20", "resnet56", "resnet110", "wrn_28_10"]


def stem(net, **options):
    """Kernel of conv1, and the size at which a 32×32 image reaches the stages."""
    conv, pool = architecture(net, **options).stem_layers
    parts = {part.name: part.out_shape for part in count(net, 32, **options).parts}
    return conv.kernel_size, parts["maxpool" if pool else "conv1"][1]


def weights(stem):
    """Name and number of weights of every layer of a ResNet-18 for ten classes."""
    net = count("resnet18", stem=stem, num_classes=10)
    return [(layer.name, layer.parameters) for layer in net.layers if layer.parameters]


stems = {net: stem(net) for net in nets}
pooled = Stem(kernel_size=3)  # stride 2, then a max pool
channels = {architecture(net).widths[0] for net in ("resnet20", "resnet56", "resnet110")}

finding(
    "conv1-3x3-cifar",
    as_read={"of_the_nets_by_name": all((k == 3) == (size == 32) for k, size in stems.values())},
    otherwise={
        "no_other_stem_has_its_keys_and_shapes": weights("cifar") != weights(pooled),
        "it_is_the_papers_cifar_net": architecture("resnet18").widths[0] in channels,
    },
    numbers={
        "nets": len(nets),
        "nets_with_3x3": sum(kernel == 3 for kernel, _ in stems.values()),
        "size_without_pool": stem("resnet18", stem="cifar")[1],
        "size_with_pool": stem("resnet18", stem=pooled)[1],
    },
)
