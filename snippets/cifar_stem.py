"""ResNet-18 on 32×32 images: as it is, and with a CIFAR stem."""

import torch
from torch import nn

from resnet_ref import resnet18  # torchvision's will do as well

net = resnet18(num_classes=10)
seen = []
net.layer4.register_forward_hook(lambda module, inputs, output: seen.append(output.shape))
images = torch.rand(2, 3, 32, 32)

net(images)
net.conv1 = nn.Conv2d(3, 64, kernel_size=3, stride=1, padding=1, bias=False)
net.maxpool = nn.Identity()
net(images)
for stem, shape in zip(("ImageNet", "CIFAR"), seen, strict=True):
    print(f"{stem} stem: layer4 gives {tuple(shape)}")
# > ImageNet stem: layer4 gives (2, 512, 1, 1)
# > CIFAR stem: layer4 gives (2, 512, 4, 4)
print(f"{sum(p.numel() for p in net.parameters()):,} parameters")
# > 11,173,962 parameters
