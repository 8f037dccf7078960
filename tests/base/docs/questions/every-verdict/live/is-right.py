from resnet_ref import architecture, count, finding

net = architecture("resnet50")
parameters = count(net).parameters

finding(
    "is-right",
    as_read={"as_said": net.depth > 1},
    otherwise={"as_meant": net.depth > 1},
    numbers={"parameters": parameters, "ratio": parameters / 3e7},
)
