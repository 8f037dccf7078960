from resnet_ref import architecture, count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def fits(net):
    """With zero padding, option A, the units give the same shapes, and no shortcut has weights."""
    padded, projected = count(net, shortcut="A"), count(net, shortcut="B")
    free = not any("downsample" in layer.name for layer in padded.layers)
    return free and [u.out_shape for u in padded.blocks] == [u.out_shape for u in projected.blocks]


fitting = [net for net in ("resnet18", "resnet50") if fits(net)]
units = [unit for net in NETS for unit in architecture(net).units()]

finding(
    "only-a-convolution-fits",
    as_read={"no_net_runs_without_one": not fitting},
    otherwise={
        "the_input_as_it_is_never_fits": all(unit.reshapes for unit in units if unit.projection)
    },
    numbers={
        "nets_that_run": len(fitting),
        "resnet20_parameters": count("resnet20", shortcut="A").parameters,
        "resnet20_b_parameters": count("resnet20", shortcut="B").parameters,
    },
)
