// Text with marks, and the panel that shows the sentences behind a number.
function marked(text, low, high, marks) {
  const fragment = document.createDocumentFragment();
  const kept = marks.map((mark, number) => ({ ...mark, number })).filter((mark) => mark.end > low && mark.start < high && mark.end > mark.start);
  const edges = new Set([low, high]);
  for (const mark of kept) { edges.add(Math.max(low, mark.start)); edges.add(Math.min(high, mark.end)); }
  const places = [...edges].sort((a, b) => a - b);
  kept.sort((a, b) => a.start - b.start);
  let next = 0, active = [];
  for (let step = 0; step + 1 < places.length; step++) {
    const [start, end] = [places[step], places[step + 1]];
    while (next < kept.length && kept[next].start <= start) active.push(kept[next++]);
    active = active.filter((mark) => mark.end > start);
    const string = text.slice(start, end);
    if (!active.length) { fragment.append(string); continue; }
    const tag = active.some((mark) => mark.tag === "mark") ? "mark" : "span";
    const node = make(tag, { className: [...new Set(active.map((mark) => mark.name))].join(" ").trim() }, string);
    const told = active.filter((mark) => mark.info);
    if (told.length) {
      node.dataset.marks = told.map((mark) => mark.number).join(" ");
      if (told.some((mark) => mark.focus && mark.start === start)) node.tabIndex = 0;
    }
    for (const mark of active) {
      if (mark.start === start) node.dataset.start = start;
      if (mark.name === "a" && mark.start === start) node.classList.add("first");
      if (mark.name === "a" && mark.end === end) node.classList.add("last");
    }
    fragment.append(node);
  }
  return fragment;
}

function sentenceAround(found, segment, start, end) {
  let low = start, high = end;
  const first = segment ? found.headline : 0, last = segment ? found.bounds.length / 2 : found.headline;
  for (let each = first; each < last; each++) {
    const [from, to] = [found.bounds[2 * each], found.bounds[2 * each + 1]];
    if (to > start && from < end) { low = Math.min(low, from); high = Math.max(high, to); }
  }
  return [low, high];
}

const actorName = (id) => meta.actors[id] || id;
const words = (id) => (id || "").replaceAll("_", " ").replaceAll(".", ": ");
const sideName = (side) => (side === "N" ? "neither side" : side ? `side ${side}` : "");
const tone = (each) => `tone ${each < 0 ? "−" : "+"}${Math.abs(each).toFixed(2)}`;
const join = (...parts) => parts.filter(Boolean).join(" · ");

function facts(table, index, row) {
  const get = (name) => value(index, name, row);
  if (table === "terms") {
    const said = get("voice") === "outlet" ? VOICES.outlet : join(VOICES[get("voice")], get("speaker"));
    const target = get("target") && `said of ${actorName(get("target"))}`;
    return join(said, words(get("category")), sideName(get("side")), target, `lexicon: ${meta.lexicons[get("lexicon")] || words(get("lexicon"))}`);
  }
  if (table === "attributions") {
    const kind = { direct: "direct quotation", indirect: "reported speech", mixed: "partly quoted" }[get("kind")];
    return join(kind, get("speaker") || "no speaker found", get("cue") && `“${get("cue")}” (${get("stance") || "no stance"})`, words(get("source_type")));
  }
  const voice = get("voice") === "outlet" ? VOICES.outlet : join(VOICES[get("voice")], get("speaker"));
  return join(actorName(get("actor")), `as ${get("form")}`, voice, `${get("label")}, ${tone(get("tone"))}`);
}

const panel = byId("evidence"), list = panel.querySelector("ol"), further = panel.querySelector(".further");
let asked = null, rows = [], shown = 0, turn = 0;

function open(query) {
  asked = query;
  byId("evidence-title").textContent = query.title;
  for (const select of all("select", panel)) {
    const preset = query.where[select.name];
    select.value = Array.isArray(preset) || preset === undefined ? "" : preset;
    if (select.selectedIndex < 0) { select.append(new Option(preset, preset)); select.value = preset; }
  }
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  refresh();
}

async function refresh() {
  const mine = ++turn, where = { ...asked.where };
  for (const select of all("select", panel)) {
    if (select.value) where[select.name] = select.value;
    else if (!Array.isArray(where[select.name])) delete where[select.name];
  }
  list.replaceChildren();
  try {
    const index = await load(asked.table);
    if (mine !== turn) return;
    rows = find(index, where);
    shown = 0;
    byId("evidence-count").textContent = rows.length ? `${counted(rows.length, "place")} in ${counted(new Set(rows.map((each) => each[0])).size, "article")}` : "Nothing fits.";
    await more(mine);
  } catch (problem) {
    byId("evidence-count").textContent = problem.message;
  }
}

async function more(mine = turn) {
  const index = await load(asked.table);
  const part = rows.slice(shown, shown + BATCH);
  const items = await Promise.all(part.map(([place, row]) => item(asked.table, index, place, row)));
  if (mine !== turn) return;
  shown += part.length;
  list.append(...items);
  further.hidden = shown >= rows.length;
  further.textContent = `Show ${number(Math.min(BATCH, rows.length - shown))} more of ${number(rows.length - shown)}`;
}

async function item(table, index, place, row) {
  const column = (name) => index.columns[name] ? index.columns[name][row] : -1;
  const [segment, start, end] = [column("segment"), column("start"), column("end")];
  const found = await article(place);
  const quote = make("blockquote", { dir: "auto" });
  if (found || (!segment && meta.headline[place])) {
    const text = segment ? found.text : meta.headline[place];
    const marks = [{ start, end, tag: "mark", name: "hit" }];
    let [from, to] = [start, end];
    for (const [name, style] of [["cue", "c"], ["speaker", "s"]]) {
      const [a, b] = [column(`${name}_start`), column(`${name}_end`)];
      if (a < 0 || b <= a) continue;
      marks.push({ start: a, end: b, name: style });
      if (a > start - FAR && b < end + FAR) { from = Math.min(from, a); to = Math.max(to, b); }
    }
    const [low, high] = found ? sentenceAround(found, segment, from, to) : [0, text.length];
    quote.className = "show-cues";
    quote.append(marked(text, low, high, marks));
  } else quote.append(make("mark", {}, index.texts ? index.texts[row] : ""));
  const link = make("a", { href: `#article-${place}-${segment ? start : 0}` }, meta.headline[place] || meta.id[place]);
  const source = make("p", { className: "source" }, join(meta.outlets[meta.outlet[place]], meta.day[place]) + " · ", found ? link : link.textContent, segment ? "" : " · headline");
  return make("li", {}, quote, make("p", { className: "facts" }, facts(table, index, row)), source);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-q]");
  if (opener) load("queries").then((queries) => queries[Number(opener.dataset.q)]).then(([table, title, where]) => open({ table, title, where }));
  if (event.target.closest("a[href^='#article-']") && panel.open) panel.close();
});
panel.addEventListener("change", refresh);
panel.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
panel.addEventListener("click", (event) => { if (event.target === panel || event.target.closest(".close")) panel.close(); });
further.addEventListener("click", () => more());
