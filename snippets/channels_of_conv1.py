"""A net trained on RGB takes grey images, and images with a fourth channel."""

from copy import deepcopy

import torch
from torch import nn

from resnet_ref import resnet18  # torchvision's will do as well

rgb = resnet18().eval()  # load your weights here


def with_conv1(weight):
    net = deepcopy(rgb)
    net.conv1 = nn.Conv2d(weight.shape[1], 64, 7, stride=2, padding=3, bias=False)
    net.conv1.weight = nn.Parameter(weight)
    return net


weight = rgb.conv1.weight.detach()  # (64, 3, 7, 7)
one = with_conv1(weight.sum(1, keepdim=True))
four = with_conv1(torch.cat([weight, torch.zeros(64, 1, 7, 7)], 1))

colour, grey, depth = (torch.rand(2, n, 64, 64) for n in (3, 1, 1))
with torch.no_grad():
    gaps = {
        "grey, against three copies": one(grey) - rgb(grey.expand(-1, 3, -1, -1)),
        "RGB and depth, against RGB": four(torch.cat([colour, depth], 1)) - rgb(colour),
    }
for pair, gap in gaps.items():
    print(f"{pair}: same logits {bool((gap.abs() < 1e-4).all())}")
# > grey, against three copies: same logits True
# > RGB and depth, against RGB: same logits True
