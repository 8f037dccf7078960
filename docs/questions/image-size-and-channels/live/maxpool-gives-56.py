from math import ceil, floor

from resnet_ref import count, finding

conv1 = count("resnet18").parts[0].out_shape[1]  # what the max pooling takes


def pooled(padding, rounding):
    """Side of the map after a 3×3 max pooling of stride 2."""
    return rounding((conv1 + 2 * padding - 3) / 2) + 1


finding(
    "maxpool-gives-56",
    as_read={"padded_rounded_down": pooled(1, floor) == 56},
    otherwise={
        "unpadded_rounded_up": pooled(0, ceil) == 56,
        "unpadded_rounded_down": pooled(0, floor) == 56,
        "padded_rounded_up": pooled(1, ceil) == 56,
    },
    numbers={
        "conv1": conv1,
        "padded": pooled(1, floor),
        "unpadded": pooled(0, floor),
        "unpadded_up": pooled(0, ceil),
        "padded_up": pooled(1, ceil),
    },
)
