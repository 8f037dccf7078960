// The worker behind the search box, in the place of Material's: what is typed and what is found go
// through the same words(), in both scripts. It is sent {type: 0, data: {config, docs}} once, then
// {type: 2, data: typed}, and answers with types 1 and 3.
"use strict";

const WEIGHTS = { title: 3, other: 2, text: 1.5, more: 1 }; // of a document's fields
const SCALES = { k: 1e3, m: 1e6, g: 1e9, b: 1e9, 万: 1e4, 亿: 1e8 };
const WORD =
  /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(万|亿|[kmgb](?=flop|mac|param|[^a-z]|$))(?:flops?|macs?)?)?|[a-z]+|[\u3400-\u9fff]/g;
const EMPTY = new Set(
  ("a an the is are was be has have do does did of in on at to for from by with and or vs it its this that " +
    "what which why how when where can could should would will many much i my me you if as so than s t " +
    "的 了 吗 呢 么 是 在 和 与 及 或 也 都 就 把 被 将 有 为 这 那 个 什 怎 哪 啊 吧 我 你 多少").split(" ")
);

let docs, synonyms, index, single, quantities, cover;

// The terms of a text and where they stand: words without their endings, numbers without commas,
// Chinese characters two by two; and two neighbours as one, so that basic block is BasicBlock.
function words(text) {
  const found = [];
  let last = null;
  const lower = text.toLowerCase().replace(/[×*](?=\d)/g, "x");
  for (const match of lower.matchAll(WORD)) {
    const [whole, digits, scale] = match;
    const from = match.index;
    const word = { term: whole, from, to: from + whole.length, han: whole > "\u3400" };
    if (digits) {
      word.term = digits.replace(/,/g, "");
      const unit = SCALES[scale] || 1;
      const value = word.term * unit;
      if (scale || value >= 1e4) {
        word.value = value;
        word.within = unit / 10 ** (word.term.split(".")[1] || "").length; // one in the last digit
      }
    } else if (whole.length > 4) word.term = whole.replace(/(?:ing|ed|es|(?<!s)s|e)$/, "");
    if (EMPTY.has(whole)) {
      last = null;
      continue;
    }
    const near = last && from - last.to < (word.han || last.han ? 1 : 2) && word.han === last.han;
    if (near) found.push({ term: last.term + word.term, from: last.from, to: word.to, pair: true, han: word.han });
    word.alone = !near; // a single character counts where no other stands before it or after it
    if (last && near) last.alone = false;
    found.push(word);
    last = word;
  }
  return found.filter(({ term, han, pair, alone }) => !EMPTY.has(term) && (!han || pair || alone));
}

function setup(data) {
  docs = data.docs;
  synonyms = Object.entries(data.config.synonyms || {});
  index = new Map(); // term → document → weight
  single = new Set(); // the terms that are no pairs of Latin words
  quantities = [];
  cover = [];
  const read = docs.map((doc) =>
    Object.keys(WEIGHTS).map((field) => words(doc[field] || ""))
  );
  const lengths = Object.keys(WEIGHTS).map(
    (_, f) => 1 + read.reduce((sum, fields) => sum + fields[f].length, 0) / docs.length
  );
  read.forEach((fields, d) => {
    fields.forEach((found, f) => {
      const counts = new Map();
      for (const word of found) {
        counts.set(word.term, 1 + (counts.get(word.term) || 0));
        if (!word.pair || word.han) single.add(word.term);
        if (word.value) quantities.push({ ...word, d, term: word.term });
      }
      for (const [term, count] of counts) {
        if (!index.has(term)) index.set(term, new Map());
        const at = index.get(term);
        const weight = count / (count + 0.3 + (0.7 * found.length) / lengths[f]);
        at.set(d, (at.get(d) || 0) + Object.values(WEIGHTS)[f] * weight);
      }
    });
    cover.push([new Set(fields[0].map((w) => w.term)), new Set(fields[1].map((w) => w.term))]);
  });
}

const rarity = (many) => Math.log(1 + (docs.length - many + 0.5) / (many + 0.5));

// One letter wrong, missing, too many, or two exchanged.
function slip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (x, y) => a.slice(i + x) === b.slice(i + y);
  return (
    rest(1, 1) || rest(1, 0) || rest(0, 1) ||
    (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(2, 2))
  );
}

// Which terms of the index a word that was typed may mean, and how surely.
function meant(word) {
  const found = new Map();
  if (index.has(word.term)) found.set(word.term, 1);
  const exact = found.size && word.within === 1; // all its digits are typed, and stand there
  if (word.value && !exact)
    for (const known of quantities) {
      const off = Math.abs(known.value - word.value) / Math.max(known.within, word.within);
      if (off <= 1) found.set(known.term, Math.max(1 - off / 2, found.get(known.term) || 0));
    }
  if ((word.pair && !word.han) || /\d/.test(word.term)) return found;
  if (word.term.length > 2 || word.han)
    for (const term of single)
      if (term.startsWith(word.term) && term !== word.term)
        found.set(term, (0.7 * word.term.length) / term.length);
  if (!found.size && word.term.length > 3)
    for (const term of single) if (slip(word.term, term)) found.set(term, 0.6);
  return found;
}

function search(typed) {
  let query = typed.toLowerCase();
  for (const [from, to] of synonyms) {
    const exactly = from.replace(/[^\w\u3400-\u9fff]/g, "\\$&");
    if (new RegExp(/[a-z]/.test(from) ? `(?<![a-z])${exactly}(?![a-z])` : exactly).test(query))
      query += ` ; ${to}`;
  }
  const scores = new Map();
  const shares = new Map();
  const matched = new Set();
  let all = 0;
  const asked = new Map(words(query).map((word) => [word.term, word]));
  for (const word of asked.values()) {
    const best = new Map();
    for (const [term, sure] of meant(word)) {
      matched.add(term);
      for (const [d, weight] of index.get(term))
        best.set(d, Math.max(best.get(d) || 0, sure * weight));
    }
    const rare = rarity(best.size);
    if (best.size) all += rare;
    for (const [d, weight] of best) {
      scores.set(d, (scores.get(d) || 0) + rare * weight);
      shares.set(d, (shares.get(d) || 0) + rare);
    }
  }
  const total = (terms, fits) => {
    let sum = 0;
    for (const term of terms) if (fits(term)) sum += rarity(index.get(term).size);
    return sum;
  };
  const results = [...scores].map(([d, score]) => {
    const said = cover[d].map((terms) =>
      total(terms, (term) => matched.has(term)) / (1 + total(terms, () => true))
    );
    const share = shares.get(d) / all;
    return [d, score * (1 + share * Math.max(...said)) * (docs[d].boost || 1)];
  });
  results.sort((a, b) => b[1] - a[1]);
  return results
    .filter(([, score]) => score > 0.2 * results[0][1])
    .slice(0, 30)
    .map(([d, score]) => [shown(docs[d], score, matched)]);
}

// A text with what was found marked; `only` cuts it to what stands around the first mark.
function marked(text, matched, terms, only) {
  const escape = (part) => part.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const found = words(text).filter((word) => matched.has(word.term));
  let at = 0;
  let html = "";
  if (only) {
    at = found.length ? Math.max(0, found[0].from - 60) : 0;
    if (at) html = "…";
    text = text.slice(0, at + 240) + (text.length > at + 240 ? "…" : "");
  }
  for (const { from, to } of found.sort((a, b) => a.from - b.from)) {
    if (to <= at || to > text.length) continue;
    const start = Math.max(at, from);
    html += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, to))}</mark>`;
    if (to - from > 1) terms[text.slice(from, to)] = true;
    at = to;
  }
  return (html + escape(text.slice(at))).replace(/<\/mark><mark>/g, "");
}

function shown(doc, score, matched) {
  const terms = {};
  const title = marked(doc.title, matched, terms);
  let text = marked(doc.text, matched, terms, true);
  if (!Object.keys(terms).length && doc.more) text += ` ${marked(doc.more, matched, terms, true)}`;
  // without "#", which would leave out the text; the page's script goes on to the anchor
  const location = doc.location.replace("#", "?at=");
  return { location, title, text: `<p>${text}</p>`, score, terms };
}

onmessage = ({ data: { type, data } }) => {
  if (type === 0) setup(data);
  postMessage(type === 0 ? { type: 1 } : { type: 3, data: { items: data ? search(data) : [] } });
};
