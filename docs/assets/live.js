// Change a claim's code and run it in the page. Nothing is loaded before the click that asks for
// it: then live.json, which lies beside the page, and Python in a worker, one for all claims.
(() => {
  "use strict";
  const absolute = (path) => new URL(path, location.href).href;
  const runs = new Map(); // by number: who waits for the worker's answer
  let data, worker, loaded, last = 0;

  function begin(code, told) {
    if (!worker) {
      worker = new Worker(data.worker, { type: "module" });
      worker.onmessage = ({ data: answer }) => {
        if (answer.unloaded) return end(answer);
        loaded = true;
        const told = runs.get(answer.run);
        if (!answer.running) runs.delete(answer.run);
        told(answer);
      };
      worker.onerror = () => end({ unloaded: true });
    }
    runs.set((last += 1), told);
    worker.postMessage({ run: last, code, python: absolute(data.python), wheel: absolute(data.wheel) });
  }

  function end(answer) {
    worker.terminate();
    worker = loaded = undefined;
    const waiting = [...runs.values()];
    runs.clear();
    waiting.forEach((told) => told(answer));
  }

  function element(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach((pair) => made.setAttribute(...pair));
    made.append(...inside);
    return made;
  }

  const number = (value) => value.toLocaleString("en", { maximumSignificantDigits: Number.isInteger(value) ? 17 : 6 });

  // What a finding says, as the page's own card says it; what differs from the page stands out.
  function card(claim, found) {
    const { words, verdicts, tested } = data, was = claim.found;
    const label = (known, name) => (Object.hasOwn(known, name) ? known[name] : `<code>${name}</code>`);
    const onPage = (shown) => `<small>${words.live_page.replace("{was}", shown)}</small>`;
    let html = `<p class="claim__label">${words.live_result}</p>`;
    if (found.verdict) {
      const same = found.verdict === was.verdict;
      const compared = same ? `<small>${words.live_same}</small>` : onPage(verdicts[was.verdict]);
      html += `<p class="claim__verdict">${verdicts[found.verdict]}${compared}</p>`;
    }
    for (const group of ["as_read", "otherwise"]) {
      const cases = Object.entries(found[group]).map(([name, holds]) => {
        const before = { ...was.as_read, ...was.otherwise }[name];
        const differs = before === undefined || before === holds ? "" : onPage(words[before ? "yes" : "no"]);
        return tested[holds ? "yes" : "no"].replace("{}", () => label(claim.cases, name) + differs);
      });
      if (cases.length) html += `<p class="cases__title">${words[group]}</p><ul class="cases">${cases.join("")}</ul>`;
    }
    const rows = Object.entries(found.numbers).map(([name, value]) => {
      const before = was.numbers[name];
      const shown = value === before ? number(value) : `<strong>${number(value)}</strong>` +
        (before === undefined ? "" : onPage(number(before)));
      return `<tr><td>${label(claim.numbers, name)}</td><td>${shown}</td></tr>`;
    });
    if (rows.length) {
      html += `<div class="numbers"><table class="numbers__table"><thead><tr><th scope="col">${words.name}</th>` +
        `<th scope="col">${words.exactly}</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
    }
    const drawn = element("div", { class: "claim" });
    drawn.innerHTML = html;
    return drawn;
  }

  // What went wrong stands first, then where.
  function failure(error) {
    const lines = error.split("\n"), end = lines.findLastIndex((line) => line.startsWith(" ")) + 1;
    const told = element("strong", {}, lines.slice(end).join("\n"));
    return element("pre", { class: "live__error" }, told, `\n\n${lines.slice(0, end).join("\n")}`);
  }

  function open(button) {
    const { words } = data, claim = data.claims[button.dataset.claim], original = claim.code.trimEnd();
    const control = (word) => element("button", { type: "button" }, words[word]);
    const code = element("textarea", {
      "aria-label": words.live_code, rows: original.split("\n").length + 1, wrap: "off",
      spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off",
    });
    code.value = original;
    const run = control("live_run"), stop = control("live_stop"), restore = control("live_restore");
    const state = element("p", { role: "status" }), result = element("div");
    const bar = element("div", { class: "live__bar" }, run, stop, restore, state);
    const panel = element("div", { class: "live", role: "group", "aria-label": words.live_open, tabindex: "-1" }, code, bar, result);
    let asked = false;

    function busy(is) {
      const focused = document.activeElement === (is ? run : stop);
      run.hidden = is;
      stop.hidden = !is;
      if (focused) (is ? stop : run).focus();
    }

    function told(answer) {
      busy(Boolean(answer.running));
      const word = ["running", "stopped", "unloaded", "error", "found"].find((key) => answer[key]) || "nothing";
      state.textContent = words[`live_${word}`].replace("{n}", answer.seconds && answer.seconds.toFixed(2));
      if (!("printed" in answer)) return;
      document.querySelectorAll(".live-button span").forEach((size) => size.remove()); // it is here now
      result.replaceChildren(
        ...(answer.printed ? [element("pre", {}, answer.printed)] : []),
        ...(answer.error ? [failure(answer.error)] : []),
        ...(answer.found ? [card(claim, answer.found)] : [])
      );
      if (asked) result.scrollIntoView({ block: "nearest" }); // not while the code is first read
      asked = true;
    }

    run.onclick = () => {
      busy(true);
      state.textContent = loaded ? words.live_running : words.live_loading;
      begin(code.value, told);
    };
    stop.onclick = () => end({ stopped: true });
    restore.onclick = () => {
      code.value = original;
      if (!run.hidden) run.click();
    };
    code.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !run.hidden) run.click();
    };
    button.parentNode.replaceWith(panel);
    panel.focus({ preventScroll: true });
    run.click();
  }

  for (const button of document.querySelectorAll(".live-button")) {
    button.hidden = false;
    button.onclick = async () => {
      button.disabled = true;
      try {
        data = data || (await (await fetch("live.json")).json());
        open(button);
      } catch {
        button.disabled = false;
        button.textContent = button.dataset.failed;
      }
    };
  }
})();
