"""The first layer's gradient from 20 to 110 layers, with and without shortcuts and BN."""

import torch
from torch import nn

from resnet_ref import gradient_norms, resnet

for norm_layer in (nn.BatchNorm2d, nn.Identity):
    for shortcut in ("none", "A"):
        norms = []
        for depth in (20, 110):
            torch.manual_seed(0)
            net = resnet(f"resnet{depth}", shortcut=shortcut, norm_layer=norm_layer)
            x, y = torch.randn(4, 3, 16, 16), torch.arange(4)
            first, *_ = gradient_norms(net, x, y).values()
            norms.append(first)
        ratio = norms[1] / norms[0]
        says = "explodes" if ratio > 100 else "vanishes" if ratio < 0.1 else "changes little"
        print(f"{norm_layer.__name__}, shortcut {shortcut}: {says}")
# > BatchNorm2d, shortcut none: explodes
# > BatchNorm2d, shortcut A: changes little
# > Identity, shortcut none: vanishes
# > Identity, shortcut A: explodes
