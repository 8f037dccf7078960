from resnet_ref import architecture, count, finding

TRIED = ("resnet18", "resnet50")


def side(conv, size):
    """Side of what the convolution gives for a map of `size` pixels a side."""
    return (size + 2 * conv.padding - conv.kernel_size) // conv.stride + 1


def as_3x3(net):
    """With a 3×3 in place of each projection, padded by one, maps of any size are the same."""
    convs = [unit.projection for unit in architecture(net).units() if unit.projection]
    pairs = [(conv._replace(kernel_size=3), conv) for conv in convs]
    return all(side(a, size) == side(b, size) for a, b in pairs for size in range(1, 57))


def fits(net):
    """With zero padding, option A, the units give the same shapes, and no shortcut has weights."""
    padded, projected = count(net, shortcut="A"), count(net, shortcut="B")
    free = not any("downsample" in layer.name for layer in padded.layers)
    return free and [u.out_shape for u in padded.blocks] == [u.out_shape for u in projected.blocks]


fitting = [net for net in TRIED if fits(net)]

finding(
    "only-a-convolution-fits",
    as_read={
        "no_net_runs_without_one": not fitting,
        "no_net_runs_with_a_3x3": not any(as_3x3(net) for net in TRIED),
    },
    numbers={
        "nets_that_run": len(fitting),
        "resnet20_parameters": count("resnet20", shortcut="A").parameters,
        "resnet20_b_parameters": count("resnet20", shortcut="B").parameters,
    },
)
