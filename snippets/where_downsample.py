"""The condition of common code, asked of every unit: where does a ResNet need a downsample?"""

from resnet_ref import architecture

for net in ("resnet18", "resnet50"):
    for unit in architecture(net).units():
        stride, inplanes, planes = unit.stride, unit.in_channels, unit.width
        expansion = {"basic": 1, "bottleneck": 4}[unit.block]
        if stride != 1 or inplanes != planes * expansion:
            print(f"{net} {unit.name}: stride {stride}, {inplanes} -> {planes * expansion}")
# > resnet18 layer2.0: stride 2, 64 -> 128
# > resnet18 layer3.0: stride 2, 128 -> 256
# > resnet18 layer4.0: stride 2, 256 -> 512
# > resnet50 layer1.0: stride 1, 64 -> 256
# > resnet50 layer2.0: stride 2, 256 -> 512
# > resnet50 layer3.0: stride 2, 512 -> 1024
# > resnet50 layer4.0: stride 2, 1024 -> 2048
