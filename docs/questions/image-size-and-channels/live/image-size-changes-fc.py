from resnet_ref import count, finding


def given_to_fc(net, size, pool=None, **options):
    """How many numbers reach fc: after global pooling, or after one with that kernel."""
    channels, height, width = count(net, size, **options).stages[-1].out_shape
    if pool == "none":
        return channels * height * width
    kernel = pool or height
    return channels * (height - kernel + 1) * (width - kernel + 1)  # stride 1


takes = count("resnet50").stages[-1].out_shape[0]
cifar_takes = count("resnet18", stem="cifar").stages[-1].out_shape[0]
squares = (1, 28, 31, 64, 100, 225, 244, 256)

finding(
    "image-size-changes-fc",
    as_read={
        "after_global_pooling": any(given_to_fc("resnet50", size) != takes for size in squares)
    },
    otherwise={
        "after_a_fixed_7x7_pool": given_to_fc("resnet50", 256, pool=7) != takes,
        "after_a_fixed_4x4_pool_in_cifar_code": given_to_fc("resnet18", 64, pool=4, stem="cifar")
        != cifar_takes,
        "after_flattening_without_pooling": given_to_fc("resnet50", 224, pool="none")
        != given_to_fc("resnet50", 256, pool="none"),
    },
    numbers={
        "fc_inputs": takes,
        "old_gives_at_256": given_to_fc("resnet50", 256, pool=7),
        "flattened_at_224": given_to_fc("resnet50", 224, pool="none"),
        "flattened_at_256": given_to_fc("resnet50", 256, pool="none"),
    },
)
