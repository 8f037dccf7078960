"""ResNet-50 v1.5 becomes v1: move the stride of three bottlenecks. Works on torchvision's, too."""

from resnet_ref import layers, resnet50

net = resnet50()  # or torchvision.models.resnet50()


def macs():
    return sum(layer.macs for layer in layers(net, (1, 3, 224, 224)))


print(f"v1.5: {macs():,} multiply-accumulates")
for stage in (net.layer2, net.layer3, net.layer4):
    stage[0].conv1.stride, stage[0].conv2.stride = (2, 2), (1, 1)
print(f"v1:   {macs():,} multiply-accumulates")
# > v1.5: 4,089,184,256 multiply-accumulates
# > v1:   3,857,973,248 multiply-accumulates
