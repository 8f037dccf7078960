from resnet_ref import architecture, count, finding


def depth(n, block):
    """Layers of a CIFAR net with n units in each of its three stages."""
    return architecture("resnet20", block=block, blocks=(n, n, n), shortcut="B").depth


def built(wanted):
    """Layers that come out where code divides by 6 but builds bottlenecks."""
    return depth((wanted - 2) // 6, "bottleneck")


wide = [part for part in count("wrn_28_10", 32).layers if part.macs and part.name != "fc"]

finding(
    "cifar-depth-is-6n-plus-2",
    as_read={
        "of_basicblocks": all(depth(n, "basic") == 6 * n + 2 for n in range(1, 201)),
        "of_bottlenecks": all(depth(n, "bottleneck") == 6 * n + 2 for n in range(1, 201)),
    },
    otherwise={"of_wide_resnets_by_their_names": len(wide) % 6 == 2},
    numbers={
        "built_for_44": built(44),
        "built_for_56": built(56),
        "built_for_110": built(110),
        "wide_convolutions": len(wide),
    },
)
