"""Input, inner and output channels of ResNet-50's units: the first of a stage, and an inner one."""

from resnet_ref import architecture

for unit in architecture("resnet50").units():
    if unit.name.endswith((".0", ".1")):
        print(unit.name, f"{unit.in_channels} -> {unit.width} -> {unit.out_channels}")
# > layer1.0 64 -> 64 -> 256
# > layer1.1 256 -> 64 -> 256
# > layer2.0 256 -> 128 -> 512
# > layer2.1 512 -> 128 -> 512
# > layer3.0 512 -> 256 -> 1024
# > layer3.1 1024 -> 256 -> 1024
# > layer4.0 1024 -> 512 -> 2048
# > layer4.1 2048 -> 512 -> 2048
