"""The bottleneck of three nets inside stage 1: channels, groups, parameters."""

from resnet_ref import architecture, count

for net in ("resnet50", "resnext50_32x4d", "wide_resnet50_2"):
    inner = list(architecture(net).units())[1]
    conv1, conv2, conv3 = inner.convs
    channels = [conv1.in_channels, conv2.in_channels, conv3.in_channels, conv3.out_channels]
    counted = count(net)
    unit = counted.stages[0].parts[1]
    print(net, *channels, f"groups {conv2.groups}: {unit.parameters:,} of {counted.parameters:,}")
# > resnet50 256 64 64 256 groups 1: 70,400 of 25,557,032
# > resnext50_32x4d 256 128 128 256 groups 32: 71,168 of 25,028,904
# > wide_resnet50_2 256 128 128 256 groups 1: 214,016 of 68,883,240
