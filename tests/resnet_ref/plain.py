"""ResNets in plain torch, written out in torchvision's manner: an oracle, and what is timed."""

import torch
from torch import nn


class PlainUnit(nn.Module):
    """Two 3×3, or with `outer` four times the width 1×1, 3×3 and 1×1."""

    def __init__(self, taken, inner, outer, stride, dilation, groups):
        super().__init__()
        self.three = outer != inner or groups > 1
        spread = {"padding": dilation, "dilation": dilation, "groups": groups, "bias": False}
        if self.three:
            self.conv1 = nn.Conv2d(taken, inner, 1, bias=False)
            self.bn1 = nn.BatchNorm2d(inner)
            self.conv2 = nn.Conv2d(inner, inner, 3, stride, **spread)
            self.bn2 = nn.BatchNorm2d(inner)
            self.conv3 = nn.Conv2d(inner, outer, 1, bias=False)
            self.bn3 = nn.BatchNorm2d(outer)
        else:
            self.conv1 = nn.Conv2d(taken, inner, 3, stride, padding=1, bias=False)
            self.bn1 = nn.BatchNorm2d(inner)
            self.conv2 = nn.Conv2d(inner, inner, 3, padding=1, bias=False)
            self.bn2 = nn.BatchNorm2d(inner)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if stride != 1 or taken != outer:
            projection = nn.Conv2d(taken, outer, 1, stride, bias=False)
            self.downsample = nn.Sequential(projection, nn.BatchNorm2d(outer))

    def forward(self, x):
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        if self.three:
            out = self.relu(self.bn2(self.conv2(out)))
            out = self.bn3(self.conv3(out))
        else:
            out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class PlainResNet(nn.Module):
    """`inner` and `outer` channels of the first stage; each later stage has twice as many."""

    def __init__(
        self, blocks, inner=64, outer=256, groups=1, dilated=(False, False, False), num_classes=1000
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, padding=1)
        taken, dilation = 64, 1
        for stage, units in enumerate(blocks):
            made = []
            for index in range(units):
                stride, used = (2 if stage and not index else 1), dilation
                if stride == 2 and dilated[stage - 1]:
                    stride, dilation = 1, 2 * dilation
                used = used if index == 0 else dilation
                sizes = inner * 2**stage, outer * 2**stage
                made.append(PlainUnit(taken, *sizes, stride, used, groups))
                taken = outer * 2**stage
            setattr(self, f"layer{stage + 1}", nn.Sequential(*made))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(taken, num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


PLAIN = {  # torchvision's ten
    "resnet18": {"blocks": [2, 2, 2, 2], "outer": 64},
    "resnet34": {"blocks": [3, 4, 6, 3], "outer": 64},
    "resnet50": {"blocks": [3, 4, 6, 3]},
    "resnet101": {"blocks": [3, 4, 23, 3]},
    "resnet152": {"blocks": [3, 8, 36, 3]},
    "resnext50_32x4d": {"blocks": [3, 4, 6, 3], "inner": 128, "groups": 32},
    "resnext101_32x8d": {"blocks": [3, 4, 23, 3], "inner": 256, "groups": 32},
    "resnext101_64x4d": {"blocks": [3, 4, 23, 3], "inner": 256, "groups": 64},
    "wide_resnet50_2": {"blocks": [3, 4, 6, 3], "inner": 128},
    "wide_resnet101_2": {"blocks": [3, 4, 23, 3], "inner": 128},
}
