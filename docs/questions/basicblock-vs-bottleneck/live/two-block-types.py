from resnet_ref import architecture, finding

nets = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
units = {net: list(architecture(net).units()) for net in nets}
kinds = {  # the kernels of a unit's convolutions, in order
    net: {tuple(conv.kernel_size for conv in unit.convs) for unit in units[net]} for net in nets
}
every_kind = set.union(*kinds.values())

finding(
    "two-block-types",
    as_read={"two_in_the_five_nets": every_kind == {(3, 3), (1, 3, 1)}},
    otherwise={"one_in_each_net": all(len(kind) == 1 for kind in kinds.values())},
    numbers={
        "block_types": len(every_kind),
        "units": sum(map(len, units.values())),
    },
)
