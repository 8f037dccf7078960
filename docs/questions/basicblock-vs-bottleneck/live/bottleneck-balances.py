from resnet_ref import count, finding

resnet34, resnet50 = count("resnet34"), count("resnet50", stride_in="1x1")

finding(
    "bottleneck-balances",
    as_read={"macs_within_a_tenth_of_resnet34": resnet50.macs <= 1.1 * resnet34.macs},
    otherwise={"no_more_activations_than_resnet34": resnet50.activations <= resnet34.activations},
    numbers={
        "resnet34_macs": resnet34.macs,
        "resnet50_macs": resnet50.macs,
        "macs_ratio": round(resnet50.macs / resnet34.macs, 4),
        "parameters_ratio": round(resnet50.parameters / resnet34.parameters, 4),
        "activations_ratio": round(resnet50.activations / resnet34.activations, 4),
    },
)
