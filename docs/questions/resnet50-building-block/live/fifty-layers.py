from resnet_ref import count, finding

NETS = {"resnet18": 18, "resnet34": 34, "resnet50": 50, "resnet101": 101, "resnet152": 152}


def weighted_layers(net, projections=False):
    """How many convolutions and linear layers a forward pass meets."""
    weighted = [layer.name for layer in count(net).layers if layer.macs]
    return sum(projections or "downsample" not in name for name in weighted)


by_counting = {net: weighted_layers(net) for net in NETS}

finding(
    "fifty-layers",
    as_read={"main_path_of_resnet50": by_counting["resnet50"] == 50},
    otherwise={"same_rule_names_all_five_nets": by_counting == NETS},
    numbers={
        "main_path_layers": by_counting["resnet50"],
        "layers_with_projections": weighted_layers("resnet50", projections=True),
    },
)
