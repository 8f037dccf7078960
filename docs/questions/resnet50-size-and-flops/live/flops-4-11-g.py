from math import prod

from resnet_ref import count, finding

fvcore = 4_111_512_576  # its count in eval mode, batch 1, 224×224
thop_0_0_31 = 4_111_514_624

net = count("resnet50")
norm_elements = sum(
    layer.activations for layer in net.layers if layer.parameters and not layer.macs
)
channels, height, width = net.blocks[-1].out_shape  # before the average pooling
pool_inputs = prod(net.blocks[-1].out_shape)

explained = net.macs + 2 * norm_elements + pool_inputs
explained_thop = net.macs + 2 * norm_elements + channels * (height * width + 1)
in_training = net.macs + 5 * norm_elements + pool_inputs

finding(
    "flops-4-11-g",
    as_read={
        "as_fvcore_counts_in_eval_mode": explained == fvcore,
        "as_thop_0_0_31_counts": explained_thop == thop_0_0_31,
    },
    otherwise={
        "as_fvcore_counts_in_training_mode": round(in_training / 1e9, 2) == 4.11,
        "convolutions_and_linear_layer_alone": round(net.macs / 1e9, 2) == 4.11,
    },
    numbers={
        "macs": net.macs,
        "norm_elements": norm_elements,
        "pool_inputs": pool_inputs,
        "explained": explained,
        "in_training": in_training,
    },
)
