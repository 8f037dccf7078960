from math import prod

from resnet_ref import count, finding

WEIGHTS = 4 * count("resnet50").parameters  # bytes; as many for gradients and for the momentum


def kept(size):
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


def step(batch, size):
    return 3 * WEIGHTS + batch * kept(size)


def halves(small, large):
    """Half, within a tenth."""
    return abs(2 * small / large - 1) <= 0.1


finding(
    "half-the-sides-half-the-memory",
    as_read={
        "activations_from_224_to_112": halves(kept(112), kept(224)),
        "step_of_32_from_224_to_112": halves(step(32, 112), step(32, 224)),
    },
    otherwise={
        "step_of_8_from_224_to_112": halves(step(8, 112), step(8, 224)),
        "step_of_1_from_224_to_112": halves(step(1, 112), step(1, 224)),
    },
)
