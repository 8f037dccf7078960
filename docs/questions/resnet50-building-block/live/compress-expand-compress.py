from resnet_ref import architecture, finding


def steps(unit):
    """What each convolution does to the number of channels."""
    changes = [conv.out_channels - conv.in_channels for conv in unit.convs]
    return tuple("fewer" if c < 0 else "more" if c > 0 else "same" for c in changes)


claimed = ("fewer", "more", "fewer")
units = list(architecture("resnet50").units())
seen = [steps(unit) for unit in units]
print(*(f"{unit.name}: {', '.join(steps(unit))}" for unit in units), sep="\n")

finding(
    "compress-expand-compress",
    as_read={"any_inner_unit": any(steps(u) == claimed for u in units if not u.first)},
    otherwise={
        "any_first_unit_of_stages_2_to_4": any(
            steps(u) == claimed for u in units if u.first and u.name != "layer1.0"
        ),
        "first_unit_of_stage_1": seen[0] == claimed,
    },
    numbers={"units": len(units), "units_as_claimed": seen.count(claimed)},
)
