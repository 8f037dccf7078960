from resnet_ref import count, finding


def side(size):
    """Side of the last stage's map."""
    return count("resnet18", size).stages[-1].out_shape[1]  # the five nets stride alike


def refused_in_training(size, batch=1):
    """BN has no variance to compute where a channel has a single value."""
    return batch * side(size) ** 2 < 2


smaller = (1, 28, 31)

finding(
    "input-at-least-32",
    as_read={"smaller_images_are_refused": any(side(size) < 1 for size in smaller)},
    otherwise={
        "smaller_ones_in_training_one_by_one": all(map(refused_in_training, smaller)),
        "thirty_two_will_do_in_training_one_by_one": not refused_in_training(32),
    },
    numbers={
        "one_image_from": next(n for n in range(32, 40) if not refused_in_training(n)),
        "at_32_layer4": side(32),
        "at_28_layer4": side(28),
        "last_with_one_pixel": max(size for size in range(1, 65) if side(size) == 1),
    },
)
