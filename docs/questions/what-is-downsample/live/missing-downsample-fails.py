from resnet_ref import architecture, count, count_block, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")


def adds(a, b):
    """Whether PyTorch adds shapes a and b: in each dimension they are equal, or one is 1."""
    return all(x == y or 1 in (x, y) for x, y in zip(a, b))


def fitting(net, size):
    """The units with a downsample whose input would be added all the same without it."""
    counted = count(net, size)
    stem = [part for part in counted.parts if part.name in ("conv1", "maxpool")][-1]
    before, found = stem.out_shape, []
    for unit, given in zip(architecture(net).units(), counted.blocks):
        if unit.projection and adds(before, given.out_shape):
            found.append(unit.name)
        before = given.out_shape
    return found


def everywhere(size):
    return not any(fitting(net, size) for net in NETS)


small = (64, 2, 2)  # a map as small as this has one value a channel left, which adds to anything
given = count_block("basic", 64, 64, image_size=2, stride=2).out_shape
from_grey = count_block("basic", 1, 64, image_size=8).out_shape

finding(
    "missing-downsample-fails",
    as_read={"every_unit_at_224_pixels": everywhere(224)},
    otherwise={
        "every_unit_at_64_and_32_pixels": everywhere(64) and everywhere(32),
        "input_of_one_channel": not adds((1, 8, 8), from_grey),
        "even_channels_on_a_2x2_map_in_place": not (adds(small, given) and small == given),
        "even_channels_on_a_2x2_map_as_a_sum": not adds(small, given),
    },
)
