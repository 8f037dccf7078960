from resnet_ref import count, finding

net, ten_classes = count("resnet50"), count("resnet50", num_classes=10)
classifier = net.parts[-1]


def millions(parameters):
    return round(parameters / 1e6, 1)


finding(
    "size-23-5-m",
    as_read={"whole_net": millions(net.parameters) == 23.5},
    otherwise={
        "without_the_classifier": millions(net.parameters - classifier.parameters) == 23.5,
        "with_10_classes": millions(ten_classes.parameters) == 23.5,
    },
    numbers={
        "whole_net_parameters": net.parameters,
        "classifier_parameters": classifier.parameters,
        "without_the_classifier_parameters": net.parameters - classifier.parameters,
        "with_10_classes_parameters": ten_classes.parameters,
    },
)
