from resnet_ref import count, finding


def last_map(size):
    """(height, width) of the last stage's map; a size is a side or (height, width)."""
    net = count("resnet18", size)  # the five nets stride alike
    return net.stages[-1].out_shape[1:]


def refused(size):
    """Whether an image gets too small for a layer. Global pooling takes any map that is left."""
    return min(last_map(size)) < 1


squares = (1, 28, 31, 64, 100, 225, 244, 256)
rectangles = ((256, 128), (1, 224))
fixed = [size for size in range(161, 289) if last_map(size) == (7, 7)]  # as a 7×7 pool needs it

finding(
    "input-must-be-224",
    as_read={
        "other_squares_are_refused": any(map(refused, squares)),
        "rectangles_are_refused": any(map(refused, rectangles)),
    },
    otherwise={"a_fixed_7x7_pool_takes_224_alone": fixed == [224]},
    numbers={
        "at_224_layer4": last_map(224)[0],
        "at_256_128_layer4_height": last_map((256, 128))[0],
        "at_256_128_layer4_width": last_map((256, 128))[1],
        "fixed_pool_from": min(fixed),
        "fixed_pool_to": max(fixed),
    },
)
