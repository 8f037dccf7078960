"""A pre-activation (v2) BasicBlock in plain torch; comments say what v1 does instead."""

import torch
from torch import nn

import resnet_ref


class PreActBlock(nn.Module):
    def __init__(self, inplanes, planes, stride=1):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inplanes)  # v1: of planes, behind conv1
        self.conv1 = nn.Conv2d(inplanes, planes, 3, stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)  # v1: behind conv2
        self.conv2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False)
        self.relu = nn.ReLU()
        self.downsample = None
        if stride != 1 or inplanes != planes:
            self.downsample = nn.Conv2d(inplanes, planes, 1, stride, bias=False)  # v1: and a BN

    def forward(self, x):
        out = self.relu(self.bn1(x))
        shortcut = self.downsample(out) if self.downsample else x  # v1: downsample(x)
        out = self.conv2(self.relu(self.bn2(self.conv1(out))))
        return out + shortcut  # v1: a ReLU on this


# After the last block: self.relu(self.bn(x)), then the pooling.
block = PreActBlock(64, 128, stride=2)
reference = resnet_ref.BasicBlock(64, 128, stride=2, preactivation=True)
weights = zip(block.state_dict(), reference.state_dict().values(), strict=True)
block.load_state_dict(dict(weights))
x = torch.randn(2, 64, 8, 8)
print(torch.equal(block(x), reference(x)), bool((block(x) < 0).any()))
# > True True
