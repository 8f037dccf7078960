"""The explorer's own arithmetic against resnet_ref, and what its page does."""

import gzip
import random
from contextlib import redirect_stdout
from io import StringIO

import pytest
from playwright.sync_api import expect
from torchinfo import summary

from resnet_ref import ARCHITECTURES, Architecture, Stem, architecture, count, resnet

from . import browsing

both_languages = pytest.mark.parametrize("prefix", ["", "en/"])


@pytest.fixture(scope="module")
def opened(browser, site):
    with browsing.served(site) as base, browsing.opening(browser, base) as open_page:
        yield open_page


def random_net(draw):
    """A configuration as the script has it; one in five is not accepted."""
    stages = draw.randint(1, 4)
    groups = draw.choice([1, 1, 1, 2, 4, 32])
    net = {
        "block": draw.choice(["basic", "bottleneck"]),
        "blocks": [draw.randint(1, 3) for _ in range(stages)],
        "widths": [groups * draw.choice([2, 16, 32, 64, 100]) for _ in range(stages)],
        "groups": groups,
        "width_per_group": draw.choice([64, 64, 4, 32, 128]),
        "expansion": draw.choice([None, None, 1, 2, 4]),
        "stride_in": draw.choice(["3x3", "1x1"]),
        "shortcut": draw.choice(["B", "B", "C", "none", "A"]),
        "preactivation": draw.random() < 0.3,
        "stem": {
            "kernel_size": draw.choice([1, 2, 3, 7]),
            "stride": draw.choice([1, 2, 4]),
            "pool": draw.random() < 0.5,
            "channels": draw.choice([None, None, 32 * groups]),
        },
        "replace_stride_with_dilation": draw.choice(
            [None, [draw.random() < 0.5 for _ in range(stages - 1)]]
        ),
        "num_classes": draw.choice([1, 10, 1000]),
        "in_channels": draw.choice([1, 3, 4]),
        "height": draw.randint(1, 300),
        "width": draw.randint(1, 300),
        "norm": draw.random() < 0.8,
        "batch": 1,
    }
    if draw.random() < 0.2:
        field = draw.choice(["groups", "width_per_group", "num_classes", "in_channels", "height"])
        net[field] = draw.choice([0, -1, 1.5, None])
    if draw.random() < 0.1:
        net[draw.choice(["blocks", "widths"])] += [1]
    return net


def counted(net):
    """What resnet_ref makes of it, layer by layer; None if it is refused."""
    own = {"height", "width", "norm", "batch"}
    fields = {k: tuple(v) if isinstance(v, list) else v for k, v in net.items() if k not in own}
    try:
        fields["stem"] = Stem(**net["stem"])
        described = Architecture(**fields)
        total = count(described, (net["height"], net["width"]), norm=net["norm"])
    except ValueError:
        return None
    layers = [
        [p.name, list(p.out_shape), p.parameters, p.macs, p.activations] for p in total.layers
    ]
    sums = [total.parameters, total.macs, total.activations]
    return [sums, described.depth, described.receptive_field, layers]


def test_the_scripts_arithmetic_is_that_of_resnet_ref(opened):
    draw = random.Random(0)
    nets = [random_net(draw) for _ in range(2400)]
    wanted = [counted(net) for net in nets]
    found = opened("explorer/").evaluate(
        """nets => nets.map(net => {
          try {
            const total = ResNet.count(net);
            const of = p => [p.name, p.shape, p.parameters, p.macs, p.activations];
            return [[total.parameters, total.macs, total.activations], total.depth, total.seen,
                    ResNet.layers(total).map(of)];
          } catch (error) {
            if (error instanceof ResNet.Refused) return null;
            throw error;
          }
        })""",
        nets,
    )
    assert found == wanted
    refused = wanted.count(None)
    assert 300 < refused < len(nets) - 1200


def test_torchinfo_prints_what_the_page_says(opened):
    page = opened("en/explorer/")
    for name, side in (("resnet18", 224), ("resnext50_32x4d", 224), ("preact_resnet164", 32)):
        page.locator(".explorer__nets select").first.select_option(name)
        cell = page.locator("tr:has(code:text('torchinfo')) td")
        expect(
            page.locator(f"table:has(code:text('torchinfo')) th:text-is('{name}')")
        ).to_be_visible()
        printed = summary(resnet(name), (1, 3, side, side), verbose=0).total_mult_adds
        expect(cell).to_have_text(f"{printed:,}")


@both_languages
def test_a_change_is_seen_kept_in_the_address_and_given_as_python(opened, prefix):
    page = opened(f"{prefix}explorer/")
    for name in ARCHITECTURES:  # every net can be chosen
        assert page.locator(f".explorer__nets option[value={name}]").count() == 2
    page.locator('[id="explorer-0-stride_in"]').select_option("1x1")
    page.locator('[id="explorer-0-height"]').fill("256")
    page.locator('[id="explorer-0-width"]').fill("128")
    page.locator('[id="explorer-0-stem.channels"]').fill("32")
    wanted = count("resnet50", (256, 128), stride_in="1x1", stem=Stem(7, 2, True, 32))
    page.wait_for_url("**stem.channels=32**")
    page.reload()
    page.locator(".explorer__nets select").nth(1).select_option("resnet34")
    cells = page.locator(".explorer__totals").first.locator("tbody tr").nth(1).locator("td")
    expect(cells.nth(0)).to_have_text(f"{wanted.macs:,}")
    expect(cells.nth(1)).to_have_text(f"{count('resnet34').macs:,}")
    code, printed = str(page.locator(".explorer pre code").text_content()), StringIO()
    with redirect_stdout(printed):
        exec(code, {})
    first, second = printed.getvalue().splitlines()
    assert f"{wanted.parameters:,} parameters, {wanted.macs:,} MACs" in first
    assert f"{count('resnet34').activations:,} activations" in second


def test_claims_turn_as_the_net_is_changed(opened):
    page = opened("en/explorer/?net=resnet50&unit=1.1")
    fewer = page.locator(".explorer .case:has(a[href$='#fewer-parameters'])")
    stride = page.locator(".explorer .case:has(a[href$='#flops-4-09-g'])")
    expect(fewer.nth(0)).to_have_class("case case--yes")
    expect(stride).to_have_class("case case--yes")
    page.locator('[id="explorer-0-stride_in"]').select_option("1x1")
    expect(stride).to_have_class("case case--no")
    page.locator('[id="explorer-0-width_per_group"]').fill("512")
    expect(fewer.nth(0)).to_have_class("case case--no")
    page.goto(page.url.split("?")[0] + "?net=resnet50&unit=3.0")
    expect(fewer.nth(1)).to_have_class("case case--no")  # a stage's first unit


def test_what_drops_sharply_is_at_most_half(opened):
    page = opened("en/explorer/?net=resnet50&unit=1.1")
    wide, narrow = page.locator(".explorer .case:has(a[href$='#less-compute'])").all()
    expect(wide).to_have_class("case case--yes")  # a 17th of the MACs
    expect(narrow).to_have_class("case case--no")  # six per cent fewer


@both_languages
def test_each_comparison_that_the_page_offers_is_shown(opened, prefix):
    page = opened(f"{prefix}explorer/")
    offered = page.locator("article p a[href*='vs=']").all()
    addresses = [link.evaluate("link => link.href") for link in offered]
    assert len(addresses) >= 5
    for address in addresses:
        page.goto(address)
        expect(page.locator(".explorer__totals").first.locator("thead th")).to_have_count(4)
        page.evaluate("history.replaceState(null, '', location.pathname)")
        page.locator('[id="explorer-0-height"]').dispatch_event("input")  # it writes it again
        same = "asked => `${new URLSearchParams([...new URL(asked).searchParams].sort())}` === "
        page.wait_for_function(  # a word that it does not know would be dropped
            same + "`${new URLSearchParams([...new URLSearchParams(location.search)].sort())}`",
            arg=address,
        )


def test_a_form_that_is_open_stays_so_as_another_net_is_chosen(opened):
    page = opened("explorer/", "phone")
    forms = page.locator(".explorer__fields")
    forms.first.locator("> summary").click()
    page.locator(".explorer__nets select").nth(1).select_option("resnet18")
    expect(forms).to_have_count(2)
    assert forms.evaluate_all("all => all.map(one => one.open)") == [True, False]


def test_bad_input_is_refused_in_its_field(opened):
    page = opened("explorer/?net=resnet34")
    totals = page.locator(".explorer__totals").first
    expect(totals).to_contain_text(f"{count('resnet34').macs:,}")
    before = totals.inner_text()
    for field, given, good in (
        ("groups", "3", "1"),
        ("height", "0", "224"),
        ("blocks", "3,4,x", "3,4,6,3"),
        ("widths", "64", "64,128,256,512"),
        ("width", "", "224"),
        ("num_classes", "1.5", "1000"),
    ):
        box = page.locator(f'[id="explorer-0-{field}"]')
        told = page.locator(f'[id="explorer-0-{field}-error"]')
        accepted = page.url
        box.fill(given)
        expect(told).not_to_be_empty()
        page.wait_for_timeout(200)  # longer than an address waits
        assert page.url == accepted
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(totals).to_have_text(before, use_inner_text=True)
        box.fill(good)
        expect(told).to_be_empty()


def test_a_stage_opens_to_its_layers_with_their_arithmetic(opened):
    page = opened("en/explorer/?net=resnet50")
    page.locator("details[data-part=layer1] > summary").click()
    page.locator("details[data-part='layer1.1'] > summary").click()
    conv = page.locator("details[data-part='layer1.1'] .explorer__sum").nth(2)
    expect(conv).to_contain_text("9 · 64 · 64 = 36,864")


@pytest.mark.parametrize("width", browsing.WIDTHS)
def test_the_parts_stand_in_columns(opened, width):
    page = opened("en/explorer/?net=resnet152", width)
    for name in ("layer3", "layer3.1"):
        page.locator(f"[data-part='{name}'] > summary").click()
    rows = page.locator(".explorer__row").evaluate_all(
        """rows => rows.map(row => {
          const box = row.getBoundingClientRect(), edges = [];
          for (const cell of [...row.children].slice(1, 4)) {
            const text = document.createRange();
            text.selectNodeContents(cell.firstChild);
            const {left, right} = text.getBoundingClientRect();
            edges.push(left, right);
          }
          return [box.left, ...edges, box.right];
        })"""
    )
    assert len(rows) > 15
    for edges in rows:
        assert edges == sorted(edges)  # no cell reaches into the next, or out of its row
    outer = [edges[1::2] for edges in rows if edges[0] == rows[0][0]]
    assert len(outer) == 10
    assert outer == [pytest.approx(rows[0][1::2])] * 10


@both_languages
def test_without_a_script_every_net_stands_in_a_table(opened, prefix):
    page = opened(f"{prefix}explorer/", java_script_enabled=False)
    for name in ARCHITECTURES:
        side = 224 if architecture(name).stem == "imagenet" else 32
        row = page.locator(f".explorer tr:has(code:text-is('{name}'))")
        assert f"{count(name, side).macs:,}" in row.inner_text()


def test_the_script_is_small(site):
    assert len(gzip.compress((site / "assets/explorer.js").read_bytes(), 9)) <= 20_000
