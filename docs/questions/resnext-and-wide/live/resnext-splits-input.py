from resnet_ref import Unit, finding

unit = Unit("bottleneck", in_channels=256, width=64, groups=32, width_per_group=4)
conv1, conv2, _ = unit.convs

from_reduced = conv2.in_channels // conv2.groups  # what a group of the 3×3 takes
# Each of these depends on a whole group of the 1×1 before it.
from_input = conv1.in_channels // conv1.groups

finding(
    "resnext-splits-input",
    as_read={"a_group_sees_one_32nd_of_the_input": from_input == unit.in_channels // 32},
    otherwise={
        "a_group_sees_one_32nd_of_what_the_3x3_takes": from_reduced == conv2.in_channels // 32
    },
    numbers={
        "groups": conv2.groups,
        "input_channels_seen": from_input,
        "reduced_channels": conv1.out_channels,
        "reduced_channels_seen": from_reduced,
        "groups_of_the_first_1x1": conv1.groups,
    },
)
