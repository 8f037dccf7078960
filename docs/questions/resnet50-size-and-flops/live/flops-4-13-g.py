from math import prod

from resnet_ref import count, finding

thop_0_1_1 = 4_133_742_592  # its count, batch 1, 224×224
ptflops_0_7_5 = 4_132_436_968  # its count as it comes, with the backend "pytorch"

net = count("resnet50")
norms = [layer for layer in net.layers if layer.parameters and not layer.macs]
norm_elements = sum(norm.activations for norm in norms)
relu_elements = sum(norm.activations for norm in norms if "downsample" not in norm.name)
channels, height, width = net.blocks[-1].out_shape  # before the average pooling
pooled = norms[0].activations + prod(net.blocks[-1].out_shape)  # max pooling, average pooling
per_output = height * width + 1  # additions and one division

thop_0_0_31 = net.macs + 2 * norm_elements + channels * per_output
explained = net.macs + 4 * norm_elements + channels * per_output
explained_ptflops = net.macs + 2 * (norm_elements + relu_elements + pooled) + net.out_shape[0]

finding(
    "flops-4-13-g",
    as_read={
        "as_thop_0_1_1_counts": explained == thop_0_1_1,
        "as_ptflops_0_7_5_counts": explained_ptflops == ptflops_0_7_5,
    },
    otherwise={
        "as_thop_0_0_31_counts": round(thop_0_0_31 / 1e9, 2) == 4.13,
        "convolutions_and_linear_layer_alone": round(net.macs / 1e9, 2) == 4.13,
    },
    numbers={
        "macs": net.macs,
        "norm_elements": norm_elements,
        "explained": explained,
        "explained_ptflops": explained_ptflops,
    },
)
