from resnet_ref import architecture, finding


def convs(net, stride_in="3x3"):
    """The convolutions of the residual branches, where a stride could stand."""
    return [conv for unit in architecture(net, stride_in=stride_in).units() for conv in unit.convs]


finding(
    "resnet18-has-v15",
    as_read={
        "resnet18_changes": convs("resnet18", "1x1") != convs("resnet18", "3x3"),
        "resnet34_changes": convs("resnet34", "1x1") != convs("resnet34", "3x3"),
    },
    numbers={
        "pointwise_on_the_branch": sum(
            conv.kernel_size == 1 for net in ("resnet18", "resnet34") for conv in convs(net)
        ),
    },
)
