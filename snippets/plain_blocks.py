"""BasicBlock and Bottleneck in plain torch."""

import torch
from torch import nn


def conv_bn(inplanes, planes, kernel, stride=1):
    conv = nn.Conv2d(inplanes, planes, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(planes))


class ResidualBlock(nn.Module):
    def __init__(self, inplanes, planes, stride=1):
        super().__init__()
        self.layers = self.residual(inplanes, planes, stride)
        out, self.downsample = planes * self.expansion, nn.Identity()
        if stride != 1 or inplanes != out:  # the shape changes
            self.downsample = conv_bn(inplanes, out, 1, stride)

    def forward(self, x):
        return torch.relu(self.layers(x) + self.downsample(x))


class BasicBlock(ResidualBlock):
    expansion = 1

    def residual(self, inplanes, planes, stride):
        first, last = conv_bn(inplanes, planes, 3, stride), conv_bn(planes, planes, 3)
        return nn.Sequential(first, nn.ReLU(), last)


class Bottleneck(ResidualBlock):
    expansion = 4

    def residual(self, inplanes, planes, stride):
        reduce, middle = conv_bn(inplanes, planes, 1), conv_bn(planes, planes, 3, stride)
        expand = conv_bn(planes, planes * self.expansion, 1)
        return nn.Sequential(reduce, nn.ReLU(), middle, nn.ReLU(), expand)


for block in (BasicBlock, Bottleneck):
    inplanes = 64 * block.expansion
    for unit in (block(inplanes, 64), block(inplanes, 128, stride=2)):
        parameters = sum(p.numel() for p in unit.parameters())
        y = unit(torch.rand(2, inplanes, 56, 56))
        print(f"{block.__name__}: {parameters:,} parameters, {inplanes} -> {y.shape[1]} channels")
# > BasicBlock: 73,984 parameters, 64 -> 64 channels
# > BasicBlock: 230,144 parameters, 64 -> 128 channels
# > Bottleneck: 70,400 parameters, 256 -> 256 channels
# > Bottleneck: 379,392 parameters, 256 -> 512 channels
