from resnet_ref import count, finding

NETS = ("resnet50", "resnet101", "resnet152")
v1 = {net: count(net, stride_in="1x1") for net in NETS}
v15 = {net: count(net, stride_in="3x3") for net in NETS}
a, b = v1["resnet50"], v15["resnet50"]

finding(
    "v1-and-v15-cost-the-same",
    as_read={
        "same_macs": a.macs == b.macs,
        "same_activations": a.activations == b.activations,
    },
    otherwise={"same_parameters": all(v1[n].parameters == v15[n].parameters for n in NETS)},
    numbers={
        "v1_macs": a.macs,
        "v15_macs": b.macs,
        "more_macs": b.macs - a.macs,
        "parameters": a.parameters,
        "v1_activations": a.activations,
        "v15_activations": b.activations,
    },
)
