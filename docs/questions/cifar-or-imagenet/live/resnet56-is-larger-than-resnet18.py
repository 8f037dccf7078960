from resnet_ref import count, finding

resnet56 = count("resnet56", 32)
torchvision = count("resnet18", 32, num_classes=10)
adapted = count("resnet18", 32, num_classes=10, stem="cifar")

finding(
    "resnet56-is-larger-than-resnet18",
    as_read={
        "parameters_with_torchvisions_stem": resnet56.parameters > torchvision.parameters,
        "parameters_with_a_cifar_stem": resnet56.parameters > adapted.parameters,
    },
    otherwise={
        "macs_with_torchvisions_stem": resnet56.macs > torchvision.macs,
        "macs_with_a_cifar_stem": resnet56.macs > adapted.macs,
        "activations_with_torchvisions_stem": resnet56.activations > torchvision.activations,
        "activations_with_a_cifar_stem": resnet56.activations > adapted.activations,
    },
    numbers={
        "parameters": resnet56.parameters,
        "parameters_18": adapted.parameters,
        "macs": resnet56.macs,
        "macs_18_torchvision": torchvision.macs,
        "macs_18_cifar": adapted.macs,
    },
)
