from math import prod

from resnet_ref import count, finding

WEIGHTS = 4 * count("resnet50").parameters  # bytes; as many for gradients and for the momentum


def kept(size=224):
    """Bytes of activations that training keeps of an image until the backward pass."""
    net = count("resnet50", size)
    conv_outputs = [layer for layer in net.layers if layer.macs and layer.name != "fc"]
    main = [layer for layer in conv_outputs if "downsample" not in layer.name]
    pooled = prod(net.parts[2].out_shape)
    elements = (
        3 * size**2  # the image
        + sum(layer.activations for layer in conv_outputs)  # what each BN takes
        + sum(layer.activations for layer in main if not layer.name.endswith("conv3"))  # ReLUs
        + sum(prod(unit.out_shape) for unit in net.blocks)  # ReLUs after an addition
        + 3 * pooled  # the max pooling's output, and its positions, eight bytes each
        + net.stages[-1].out_shape[0]  # what fc takes
    )
    return 4 * elements


def step(batch):
    return 3 * WEIGHTS + batch * kept()


def doubles(large, small):
    """Twice as much, within a tenth."""
    return abs(large / small / 2 - 1) <= 0.1


finding(
    "twice-the-batch-twice-the-memory",
    as_read={
        "activations": doubles(2 * kept(), kept()),
        "step_from_32_to_64": doubles(step(64), step(32)),
    },
    otherwise={"step_from_1_to_2": doubles(step(2), step(1))},
    numbers={
        "step_from_32_to_64_ratio": round(step(64) / step(32), 2),
        "step_from_1_to_2_ratio": round(step(2) / step(1), 2),
        "images_in_8_gib": (8 * 2**30 - 3 * WEIGHTS) // kept(),
        "images_in_24_gib": (24 * 2**30 - 3 * WEIGHTS) // kept(),
    },
)
