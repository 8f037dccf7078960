from resnet_ref import architecture, finding

units = list(architecture("resnet50").units())
shallow = [unit for net in ("resnet18", "resnet34") for unit in architecture(net).units()]
bottlenecks = [unit for unit in units if unit.block == "bottleneck"]

finding(
    "bottleneck-special-unit",
    as_read={
        "it_is_a_residual_unit": all(unit.shortcut != "none" for unit in bottlenecks),
        "resnet50_has_other_kinds": len(bottlenecks) < len(units),
    },
    otherwise={"family_has_other_kinds": all(unit.block != "bottleneck" for unit in shallow)},
    numbers={"units": len(units), "bottlenecks": len(bottlenecks)},
)
