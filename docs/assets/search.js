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
    "called between mean means meaning define definition purpose instead 作用 意思 含义 定义 叫 " +
    "的 了 吗 呢 么 是 在 和 与 及 或 也 都 就 把 被 将 有 为 这 那 个 什 怎 哪 里 啊 吧 我 你 多少").split(" ")
);

let docs, synonyms, index, single, quantities, names;

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
  // longest first: of two that overlap, the longer one is meant
  synonyms = Object.entries(data.config.synonyms || {})
    .sort(([a], [b]) => b.length - a.length)
    .map(([typed, meanings]) => {
      const exactly = typed.replace(/[^\w\u3400-\u9fff]/g, "\\$&");
      const alone = /[a-z]/.test(typed) ? `(?<![a-z])${exactly}(?![a-z])` : exactly;
      return [new RegExp(alone), typed.length, meanings.map(words)];
    });
  index = new Map(); // term → document → weight
  single = new Set(); // the terms that are no pairs of Latin words
  quantities = [];
  const fields = Object.keys(WEIGHTS);
  const read = docs.map((doc) => fields.map((field) => words(doc[field] || "")));
  const lengths = fields.map((_, f) => 1 + read.reduce((sum, found) => sum + found[f].length, 0) / docs.length);
  read.forEach((texts, d) =>
    texts.forEach((found, f) => {
      const counts = new Map();
      for (const word of found) {
        counts.set(word.term, 1 + (counts.get(word.term) || 0));
        if (!word.pair || word.han) single.add(word.term);
        if (word.value) quantities.push(word);
      }
      for (const [term, count] of counts) {
        if (!index.has(term)) index.set(term, new Map());
        const at = index.get(term);
        const weight = count / (count + 0.3 + (0.7 * found.length) / lengths[f]);
        at.set(d, (at.get(d) || 0) + WEIGHTS[fields[f]] * weight);
      }
    })
  );
  // what a document is called: each clause of its titles, as terms and how much they tell
  names = docs.map(({ title, other }) =>
    `${title}; ${other}`
      .split(/[、，。；：？！（）]|[,;:.?!)](?=\s|$)| \(/)
      .map((clause) => new Map(words(clause).map(({ term }) => [term, rarity(index.get(term).size)])))
  );
}

// How much a term tells that `many` documents have.
const rarity = (many) => Math.log(1 + (docs.length - many + 0.5) / (many + 0.5));

// Which share of a clause was asked.
function said(clause, matched) {
  let part = 0;
  let whole = 1;
  for (const [term, rare] of clause) {
    whole += rare;
    if (matched.has(term)) part += rare;
  }
  return part / whole;
}

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

// What was typed, as groups: a word, or a synonym as alternatives, each a list of words.
function groups(typed) {
  const lower = typed.toLowerCase();
  const asked = [...new Map(words(typed).map((word) => [word.term, word])).values()];
  const spans = [];
  for (const [pattern, length, meanings] of synonyms) {
    const from = lower.search(pattern);
    const to = from + length;
    if (from >= 0 && !spans.some((span) => span.from < to && from < span.to))
      spans.push({ from, to, meanings, typed: [] });
  }
  const alone = asked.filter((word) => {
    const span = spans.find(({ from, to }) => from <= word.from && word.to <= to);
    if (span) span.typed.push(word);
    return !span;
  });
  const alternatives = spans.map((span) => [span.typed, ...span.meanings].filter((terms) => terms.length));
  return [...alone.map((word) => [[word]]), ...alternatives];
}

function search(typed) {
  const zeros = () => new Float64Array(docs.length);
  const score = zeros();
  const part = zeros(); // of what is asked, by how much it tells
  const matched = new Set();
  const asked = groups(typed);
  let all = 0;
  for (const group of asked) {
    const [scores, parts] = [zeros(), zeros()]; // an idea counts once, under whichever name
    let most = 0;
    for (const alternative of group) {
      const [sums, shares] = [zeros(), zeros()];
      let whole = 0;
      for (const word of alternative) {
        const at = zeros();
        word.means = meant(word);
        for (const [term, sure] of word.means) {
          matched.add(term);
          for (const [d, weight] of index.get(term)) at[d] = Math.max(at[d], sure * weight);
        }
        // alike for all that only a few have; both words of a pair count by themselves, too
        const rare = Math.min(2.5, rarity(at.filter(Boolean).length)) * (single.has(word.term) || !word.pair ? 1 : 0.75);
        if (word.means.size) whole += rare;
        for (let d = 0; d < at.length; d++) {
          sums[d] += rare * at[d];
          if (at[d]) shares[d] += rare;
        }
      }
      most = Math.max(most, whole);
      for (let d = 0; d < sums.length; d++) {
        scores[d] = Math.max(scores[d], sums[d]);
        parts[d] = Math.max(parts[d], shares[d]);
      }
    }
    all += most;
    for (let d = 0; d < scores.length; d++) {
      score[d] += scores[d];
      part[d] += parts[d];
    }
  }
  const found = [...docs.keys()].filter((d) => score[d]);
  const results = found.map((d) => {
    const called = Math.max(...names[d].map((clause) => said(clause, matched)));
    const share = Math.min(1, part[d] / all);
    return { d, score: score[d] * (1 + 2 * share * called) * Math.sqrt(share) * boost(d, asked) };
  });
  results.sort((a, b) => b.score - a.score);
  return led(results)
    .filter(({ score }) => score > 0.2 * results[0].score)
    .slice(0, 30)
    .map(({ d, score }) => [shown(docs[d], score, matched)]);
}

// A word's definition is wanted where nothing else is asked.
function boost(d, asked) {
  const { boost = 1, named = boost } = docs[d];
  if (named === boost) return boost;
  const own = (term) => names[d].some((clause) => clause.has(term));
  const has = (word) => (word.pair && !word.han) || [...word.means.keys()].some(own);
  return asked.every((group) => group.some((words) => words.every(has))) ? named : boost;
}

// Where two claims of a question fit about as well, the question leads.
function led(results) {
  const claims = results.filter(({ d, score }) => docs[d].location.includes("#") && score >= 0.8 * results[0].score);
  const page = ({ d }) => docs[d].location.split("#")[0];
  const question = results.find(({ d }) => docs[d].location === page(results[0]));
  if (claims[0] !== results[0] || !question || !docs[question.d].more) return results;
  if (claims.filter((claim) => page(claim) === page(question)).length < 2) return results;
  question.score = results[0].score;
  return [question, ...results.filter((result) => result !== question)];
}

// A text with what was found marked; `only` cuts it to its beginning, or to what stands around the
// first mark.
function marked(text, matched, terms, only) {
  const escape = (part) => part.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const found = words(text).filter((word) => matched.has(word.term));
  let at = 0;
  let html = "";
  if (only) {
    if (only === "around" && found.length) at = text.slice(0, Math.max(0, found[0].from - 60)).search(/\S*$/);
    if (at) html = "…";
    if (text.length > at + 240) text = text.slice(0, at + 240).replace(/[a-z]+$/i, "") + "…";
  }
  for (const { from, to } of found.sort((a, b) => a.from - b.from)) {
    if (to <= at || to > text.length) continue;
    const start = Math.max(at, from);
    html += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, to))}</mark>`;
    if (to - from > 1) terms[text.slice(from, to)] = true;
    at = to;
  }
  // no line ends within ResNet-50
  return (html + escape(text.slice(at))).replace(/<\/mark><mark>/g, "").replace(/-(?=\d)/g, "-\u2060");
}

function shown(doc, score, matched) {
  const terms = {};
  const title = marked(doc.title, matched, terms);
  // a claim's text begins with its verdict, a question's is its answer
  let text = marked(doc.text, matched, terms, doc.more ? "beginning" : "around");
  if (!Object.keys(terms).length && doc.more) text += ` ${marked(doc.more, matched, terms, "around")}`;
  // without "#", which would leave out the text; the page's script goes on to the anchor
  const location = doc.location.replace("#", "?at=");
  return { location, title, text: `<p>${text}</p>`, score, terms };
}

onmessage = ({ data: { type, data } }) => {
  if (type === 0) setup(data);
  postMessage(type === 0 ? { type: 1 } : { type: 3, data: { items: data ? search(data) : [] } });
};
