from resnet_ref import count, finding

resnet34, resnet50 = count("resnet34"), count("resnet50")  # the stride on the 3×3 (v1.5)
paper50 = count("resnet50", stride_in="1x1")  # v1
wider34 = count("resnet34", widths=(96, 192, 384, 768))  # 1.5 times as wide

finding(
    "bottleneck-balances",
    as_read={
        "cheaper_than_a_wider_resnet34": (
            resnet50.macs < wider34.macs and resnet50.parameters < wider34.parameters
        ),
    },
    otherwise={
        "macs_within_a_tenth_of_resnet34": paper50.macs <= 1.1 * resnet34.macs,
        "macs_within_a_tenth_of_resnet34_stride_3x3": resnet50.macs <= 1.1 * resnet34.macs,
        "no_more_activations_than_resnet34": paper50.activations <= resnet34.activations,
    },
    numbers={
        "resnet34_macs": resnet34.macs,
        "resnet50_macs": paper50.macs,
        "macs_ratio": round(paper50.macs / resnet34.macs, 4),
        "more_macs_stride_3x3": round(resnet50.macs / resnet34.macs - 1, 4),
        "activations_ratio": round(paper50.activations / resnet34.activations, 4),
    },
)
