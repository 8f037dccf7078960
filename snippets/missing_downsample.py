"""What torch says when a unit that needs a downsample has none: layer1.0, layer2.0 of ResNet-50."""

import torch

from resnet_ref import Bottleneck

layer1_0, layer2_0 = Bottleneck(64, 64), Bottleneck(256, 128, stride=2)
for unit, x in (layer1_0, torch.rand(1, 64, 56, 56)), (layer2_0, torch.rand(1, 256, 56, 56)):
    unit.downsample = None
    try:
        unit(x)
    except RuntimeError as error:
        print(error)
# > The size of tensor a (256) must match the size of tensor b (64) at non-singleton dimension 1
# > The size of tensor a (28) must match the size of tensor b (56) at non-singleton dimension 3
