from resnet_ref import count, finding

net, paper = count("resnet50"), count("resnet50", stride_in="1x1")
millions = net.parameters / 1e6

finding(
    "size-25-6-m",
    as_read={
        "three_decimals": round(millions, 3) == 25.557,
        "one_decimal": round(millions, 1) == 25.6,
    },
    otherwise={"same_with_either_stride": paper.parameters == net.parameters},
    numbers={
        "parameters": net.parameters,
        "divided_by_1024_squared": round(net.parameters / 1024**2, 2),
    },
)
