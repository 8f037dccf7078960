from resnet_ref import count, finding

resnet50, resnext50 = count("resnet50"), count("resnext50_32x4d")


def close(a, b):
    """a and b differ by less than 5%."""
    return abs(a / b - 1) < 5 / 100


units = [close(a.macs, b.macs) for a, b in zip(resnext50.blocks, resnet50.blocks)]

finding(
    "resnext-costs-as-resnet50",
    as_read={
        "parameters": close(resnext50.parameters, resnet50.parameters),
        "macs": close(resnext50.macs, resnet50.macs),
    },
    otherwise={
        "macs_of_every_unit": all(units),
        "activations": close(resnext50.activations, resnet50.activations),
    },
    numbers={
        "resnet50_parameters": resnet50.parameters,
        "resnext50_parameters": resnext50.parameters,
        "resnet50_macs": resnet50.macs,
        "resnext50_macs": resnext50.macs,
        "units": len(units),
        "units_not_close": units.count(False),
    },
)
