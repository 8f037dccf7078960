"""What does ResNet-50 cost? In closed form, without torch."""

import resnet_ref

net = resnet_ref.count("resnet50", image_size=224)
print(f"{net.parameters:,} parameters")
# > 25,557,032 parameters
print(f"{net.macs:,} multiply-accumulates")
# > 4,089,184,256 multiply-accumulates
for stage in net.stages:
    print(stage.name, stage.out_shape, f"{stage.macs / net.macs:.0%} of the MACs")
# > layer1 (256, 56, 56) 16% of the MACs
# > layer2 (512, 28, 28) 25% of the MACs
# > layer3 (1024, 14, 14) 36% of the MACs
# > layer4 (2048, 7, 7) 20% of the MACs
