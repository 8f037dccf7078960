from itertools import pairwise

from resnet_ref import count, finding


def sides(size):
    """The sides of a square image's feature maps after conv1 and each stage."""
    net = count("resnet18", size, blocks=(1, 1, 1, 1))  # only a stage's first unit strides
    return [part.out_shape[1] for part in (net.parts[0], *net.stages)]


def doubles(size):
    """Each map, doubled, has the size of the one before it, back to the image."""
    return all(2 * small == large for large, small in pairwise([size, *sides(size)]))


for_a_decoder = [size for size in range(1, 257) if doubles(size)]
macs = {size: count("resnet50", size).macs for size in (224, 225, 244)}
print(sides(224), sides(225))

finding(
    "input-multiple-of-32",
    as_read={"other_sizes_are_refused": any(min(sides(size)) < 1 for size in (100, 225, 244))},
    otherwise={"for_a_decoder_that_doubles": for_a_decoder == list(range(32, 257, 32))},
    numbers={
        "at_225_layer3": sides(225)[-2],
        "at_225_layer4": sides(225)[-1],
        "at_225_layer4_doubled": 2 * sides(225)[-1],
        "at_225_more_macs": round(macs[225] / macs[224] - 1, 4),
        "at_244_more_macs": round(macs[244] / macs[224] - 1, 4),
    },
)
