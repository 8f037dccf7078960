from resnet_ref import count, finding

paper = count("resnet50", stride_in="1x1").macs  # the stride on the first 1×1
torchvision = count("resnet50", stride_in="3x3").macs


def reads(macs, figure, digits):
    return round(macs / 1e9, digits) == figure


def cuts(macs, figure):
    """Everything after the first decimal dropped."""
    return int(10 * macs / 1e9) / 10 == figure


finding(
    "flops-3-8-g",
    as_read={
        "paper_stride_one_decimal_cut": cuts(paper, 3.8),
        "paper_stride_two_decimals": reads(paper, 3.86, 2),
    },
    otherwise={
        "paper_stride_one_decimal_rounded": reads(paper, 3.8, 1),
        "torchvision_stride": reads(torchvision, 3.86, 2) or cuts(torchvision, 3.8),
    },
    numbers={
        "paper_macs": paper,
        "torchvision_macs": torchvision,
        "difference": torchvision - paper,
    },
)
