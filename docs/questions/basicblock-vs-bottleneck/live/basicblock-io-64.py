from resnet_ref import architecture, finding

units = [unit for net in ("resnet18", "resnet34") for unit in architecture(net).units()]
stage_1 = [(u.in_channels, u.out_channels) for u in units if u.name.startswith("layer1.")]
later = [(u.in_channels, u.out_channels) for u in units if not u.name.startswith("layer1.")]

finding(
    "basicblock-io-64",
    as_read={"every_unit": set(stage_1 + later) == {(64, 64)}},
    otherwise={
        "every_unit_of_stage_1": set(stage_1) == {(64, 64)},
        "any_unit_of_stages_2_to_4": (64, 64) in later,
    },
    numbers={"widest_output": max(given for _, given in later)},
)
