"""The pair of the paper's Fig. 5, and the BasicBlock of the bottleneck's outer width."""

from resnet_ref import count_block

bottleneck = count_block("bottleneck", in_channels=256, width=64, image_size=56)
basic = count_block("basic", in_channels=64, width=64, image_size=56)
wide_basic = count_block("basic", in_channels=256, width=256, image_size=56)

for unit in (bottleneck, basic, wide_basic):
    print(f"{unit.name:10}  {unit.parameters:9,}  {unit.macs:13,}  {unit.activations:9,}")
# > bottleneck     70,400    218,365,952  2,408,448
# > basic          73,984    231,211,008    802,816
# > basic       1,180,672  3,699,376,128  3,211,264
