from itertools import permutations

from resnet_ref import architecture, count, finding

nets = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d"]
nets += ["resnext101_32x8d", "wide_resnet50_2", "resnet20", "resnet56", "resnet110", "wrn_28_10"]
layers = {net: {layer.name for layer in count(net).layers if layer.parameters} for net in nets}
nets_as_data = {net: architecture(net) for net in nets}

pairs = list(permutations(nets, 2))  # checkpoint, model
crossed = [
    (a, b)
    for a, b in pairs
    if (nets_as_data[a].block, nets_as_data[b].block) == ("basic", "bottleneck")
]
missing = {(a, b): layers[b] - layers[a] for a, b in pairs}
first = [pair for pair in pairs if "layer1.0.conv3" in missing[pair]]
later = [
    pair for pair in pairs if pair not in first and any("conv3" in name for name in missing[pair])
]
with_prefix = {f"module.{name}" for name in layers["resnet50"]}

finding(
    "missing-conv3-basicblock",
    as_read={"where_the_first_unit_lacks_it": first == crossed},
    otherwise={
        "where_only_later_units_lack_it": set(later) <= set(crossed),
        "where_no_key_matches": "layer1.0.conv3" not in layers["resnet50"] - with_prefix,
    },
    numbers={
        "nets": len(nets),
        "pairs": len(pairs),
        "first_unit_pairs": len(first),
        "later_unit_pairs": len(later),
        "of_other_depth": sum(nets_as_data[a].blocks != nets_as_data[b].blocks for a, b in later),
    },
)
