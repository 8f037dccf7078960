from resnet_ref import architecture, count, finding

DEPTHS = (20, 32, 44, 56, 110, 1202)  # of the paper's nets for CIFAR, Table 6
sizes = {count(f"resnet{depth}", 32).parameters for depth in DEPTHS}
torchvision = count("resnet18", 32, num_classes=10)
adapted = count("resnet18", 32, num_classes=10, stem="cifar")

finding(
    "resnet18-is-in-the-paper-for-cifar",
    as_read={
        "with_torchvisions_stem": torchvision.parameters in sizes,
        "with_a_cifar_stem": adapted.parameters in sizes,
    },
    otherwise={"by_depth": architecture("resnet18").depth in DEPTHS},
    numbers={
        "parameters_20": count("resnet20", 32).parameters,
        "torchvision_parameters": torchvision.parameters,
        "adapted_parameters": adapted.parameters,
    },
)
