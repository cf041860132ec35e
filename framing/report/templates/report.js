"use strict";
(async () => {
  document.documentElement.classList.add("js");
  const VOICES = { outlet: "outlet’s own voice", direct: "direct quotation", indirect: "reported speech" };
  const LAYERS = [
    ["voice", "voices"], ["terms", "loaded terms"], ["names", "names chosen"], ["cues", "verbs and speakers"],
    ["actors", "actors"], ["excluded", "left out"],
  ];
  const BATCH = 25, LISTED = 50, FAR = 400;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const number = (value) => value.toLocaleString("en");
  const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

  // --- data: inside the page, or in a script beside it -----------------------------------------------------------
  const store = {};
  window.framingPage = (name, data) => { store[name] = Promise.resolve(data); };

  function unpacked(element) {
    const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  function fetched(name) {
    return new Promise((done, fail) => {
      const script = make("script", { src: `pages/${name}.js` });
      script.onload = () => { script.remove(); done(store[name]); };
      script.onerror = () => { delete store[name]; fail(new Error(`pages/${name}.js could not be read. Keep the folder “pages” beside this file.`)); };
      document.head.append(script);
    });
  }

  function load(name) {
    if (!(name in store)) {
      const element = byId(`data-${name}`);
      store[name] = element ? unpacked(element) : fetched(name);
    }
    return store[name];
  }

  const [meta, pages] = await Promise.all([load("meta"), load("pages")]);
  const pageSize = pages.length ? PAGE_SIZE : Infinity;

  async function article(place) {
    const page = pageSize === Infinity ? 0 : Math.floor(place / pageSize);
    const articles = await load(`articles-${page}`);
    const found = articles && articles[place - (page ? page * pageSize : 0)];
    if (!found) return null;
    const [text, headline, bounds, voices, furniture] = found;
    return { text, headline, bounds, voices, furniture };
  }

  // --- rows of evidence --------------------------------------------------------------------------------------------
  function value(index, name, row) {
    if (name in index.via) {
      const [column, values] = index.via[name];
      const code = index.columns[column][row];
      return code < 0 ? null : values[code];
    }
    const raw = index.columns[name][row];
    return name in index.lists ? (raw < 0 ? null : index.lists[name][raw]) : raw;
  }

  function test(index, name, wanted) {
    const list = new Set([].concat(wanted));
    const good = (each) => [].concat(each).some((one) => list.has(one));
    if (name in index.via) {
      const [column, values] = index.via[name];
      const fits = values.map(good), codes = index.columns[column];
      return (row) => codes[row] >= 0 && fits[codes[row]];
    }
    const codes = index.columns[name];
    if (!codes) return () => false;
    if (!(name in index.lists)) return (row) => list.has(codes[row]);
    const fits = index.lists[name].map(good);
    return (row) => codes[row] >= 0 && fits[codes[row]];
  }

  function find(index, where) {
    const tests = Object.entries(where).filter(([name]) => name !== "outlet").map(([name, wanted]) => test(index, name, wanted));
    const outlets = "outlet" in where ? new Set([].concat(where.outlet).map((name) => meta.outlets.indexOf(name))) : null;
    const rows = [];
    for (let place = 0; place < meta.id.length; place++) {
      if (outlets && !outlets.has(meta.outlet[place])) continue;
      for (let row = index.at[place]; row < index.at[place + 1]; row++) if (tests.every((fits) => fits(row))) rows.push([place, row]);
    }
    return rows;
  }

  // --- text with marks ---------------------------------------------------------------------------------------------
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
      return join(said, words(get("category")), sideName(get("side")), target, `lexicon ${words(get("lexicon"))}`);
    }
    if (table === "attributions") {
      const kind = { direct: "direct quotation", indirect: "reported speech", mixed: "partly quoted" }[get("kind")];
      return join(kind, get("speaker") || "no speaker found", get("cue") && `“${get("cue")}” (${get("stance") || "no stance"})`, words(get("source_type")));
    }
    const voice = get("voice") === "outlet" ? VOICES.outlet : join(VOICES[get("voice")], get("speaker"));
    return join(actorName(get("actor")), `as ${get("form")}`, voice, `${get("label")}, ${tone(get("tone"))}`);
  }

  // --- the evidence panel ------------------------------------------------------------------------------------------
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

  // --- filters, sorting, long tables -------------------------------------------------------------------------------
  const form = byId("filters");
  const chosen = () => Object.fromEntries(all("select", form).map((select) => [select.name, select.value]));

  function fits(table, row, filter) {
    for (const key of table.dataset.keys.split(" ").filter(Boolean)) {
      if (key === "voice") {
        const pooled = "pooled" in table.dataset;
        if (filter.voice === "all" ? pooled && row.dataset.voice !== "all" : row.dataset.voice !== filter.voice) return false;
      } else if (filter[key] && row.dataset[key] !== filter[key]) return false;
    }
    return true;
  }

  function applyTo(table, filter) {
    const limit = table.dataset.open ? Infinity : Number(table.dataset.limit);
    let left = 0, total = 0;
    for (const row of table.tBodies[0].rows) {
      const good = row.cells.length === 1 || fits(table, row, filter);
      row.hidden = !good;
      if (good) left++;
      row.classList.toggle("over", left > limit);
      total++;
    }
    const box = table.closest(".sheet"), button = box.querySelector(".more");
    box.querySelector(".none").hidden = left > 0;
    button.hidden = left <= Number(table.dataset.limit);
    button.textContent = table.dataset.open ? `Show the first ${table.dataset.limit}` : `Show all ${number(left)} rows`;
    button.setAttribute("aria-expanded", String(Boolean(table.dataset.open)));
    return [left, total];
  }

  function apply() {
    const filter = chosen();
    for (const table of all(".sheet table")) applyTo(table, filter);
    for (const each of all(".passages li")) each.hidden = Boolean(filter.outlet) && each.dataset.outlet !== filter.outlet;
    for (const warning of all(".warning[data-for]")) warning.hidden = filter.voice !== warning.dataset.for;
    const active = Object.entries(filter).filter(([name, each]) => each && !(name === "voice" && each === "outlet"));
    byId("filter-status").textContent = active.length ? "Tables, passages and articles are filtered; charts show everything." : "";
    listArticles();
  }

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  function compare(a, b) {
    if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y;
  }
  function turnHeading(heading) {
    const numeric = !heading.classList.contains("text");
    const now = heading.getAttribute("aria-sort");
    const next = now === "none" ? (numeric ? "descending" : "ascending") : now === "ascending" ? "descending" : "ascending";
    for (const each of heading.parentNode.cells) if (each.hasAttribute("aria-sort")) each.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", next);
    return next === "descending" ? -1 : 1;
  }
  function sortKey(cell) {
    if (cell.dataset.v) return cell.dataset.v;
    const text = cell.textContent.trim();
    return text === "–" ? "" : cell.classList.contains("n") ? text.replaceAll(",", "") : text;
  }
  function sortSheet(heading) {
    const table = heading.closest("table"), column = heading.cellIndex, direction = turnHeading(heading);
    const keyed = [...table.tBodies[0].rows].map((row) => [sortKey(row.cells[column]), row]);
    keyed.sort(([a], [b]) => (a === "" || b === "" ? compare(a, b) : direction * compare(a, b)));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
    applyTo(table, chosen());
  }

  for (const button of all(".sheet .sort")) button.addEventListener("click", () => sortSheet(button.parentNode));
  for (const button of all(".sheet .more")) button.addEventListener("click", () => {
    const table = button.closest(".sheet").querySelector("table");
    if (table.dataset.open) delete table.dataset.open; else table.dataset.open = "1";
    applyTo(table, chosen());
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));

  // --- the list of articles ----------------------------------------------------------------------------------------
  const sheet = byId("list"), moreArticles = byId("more-articles");
  let order = meta.id.map((_, place) => place), listed = LISTED;

  function strip(place) {
    const [words, direct, indirect] = [meta.words[place] || 1, meta.direct[place], meta.indirect[place]];
    const share = (part) => Math.round((100 * part) / words);
    const label = `${100 - share(direct) - share(indirect)} % outlet’s own, ${share(direct)} % quoted, ${share(indirect)} % reported`;
    const bar = make("span", { className: "strip", title: label }, make("span", { className: "hidden" }, label));
    const parts = [["", words - direct - indirect], ["v1", direct], ["v2", indirect]];
    for (const [name, part] of parts) bar.append(Object.assign(make("i", { className: name }), { style: `width:${(100 * part) / words}%` }));
    return bar;
  }

  function listArticles() {
    const filter = chosen(), words = byId("find").value.toLowerCase();
    const good = order.filter((place) => (!filter.outlet || meta.outlets[meta.outlet[place]] === filter.outlet)
      && (!words || meta.headline[place].toLowerCase().includes(words)));
    const rows = good.slice(0, listed).map((place) => make("tr", {},
      Object.assign(make("th", { dir: "auto" }, make("a", { href: `#article-${place}` }, meta.headline[place] || meta.id[place])), { scope: "row" }),
      make("td", { dir: "auto" }, meta.outlets[meta.outlet[place]]), make("td", {}, meta.day[place]),
      make("td", { className: "n" }, number(meta.words[place])), make("td", {}, strip(place)),
      make("td", { className: "n" }, number(meta.loaded[place])), make("td", { className: "n" }, number(meta.statements[place])),
      make("td", { className: "n" }, number(meta.mentions[place]))));
    sheet.tBodies[0].replaceChildren(...rows);
    byId("found").textContent = counted(good.length, "article");
    moreArticles.hidden = good.length <= listed;
  }

  for (const button of all(".sort", sheet)) button.addEventListener("click", () => {
    const heading = button.parentNode, name = heading.dataset.name, direction = turnHeading(heading);
    const key = (place) => name === "outlet" ? meta.outlets[meta.outlet[place]] : meta[name][place];
    order.sort((a, b) => direction * compare(key(a), key(b)) || a - b);
    listArticles();
  });
  byId("find").addEventListener("input", () => { listed = LISTED; listArticles(); });
  moreArticles.addEventListener("click", () => { listed += LISTED; listArticles(); });

  // --- the article view --------------------------------------------------------------------------------------------
  const view = byId("article"), report = byId("report"), tip = byId("tip");
  let leftAt = 0, layers = Object.fromEntries(LAYERS.map(([name]) => [name, true])), infos = [];

  async function marksOf(place, segment) {
    const marks = [], found = await article(place);
    const inside = async (name, use) => {
      const index = await load(name);
      for (let row = index.at[place]; row < index.at[place + 1]; row++) if (index.columns.segment[row] === segment) use(index, row, (each) => value(index, each, row));
    };
    for (let each = 0; each < found.voices.length; each += 4) {
      const [where, start, end, voice] = found.voices.slice(each, each + 4);
      if (where === segment) marks.push({ start, end, name: `m${voice}` });
    }
    if (segment) for (let each = 0; each < found.furniture.length; each += 2) marks.push({ start: found.furniture[each], end: found.furniture[each + 1], name: "x", info: "Left out of every count" });
    await inside("attributions", (index, row, get) => {
      marks.push({ start: get("start"), end: get("end"), name: "", info: facts("attributions", index, row) });
      if (get("cue_start") >= 0) marks.push({ start: get("cue_start"), end: get("cue_end"), name: "c", focus: true, info: `Verb of saying: ${get("stance") || "no stance"}` });
      if (get("speaker_start") >= 0) marks.push({ start: get("speaker_start"), end: get("speaker_end"), name: "s", info: `Speaker: ${get("speaker")}` });
    });
    await inside("mentions", (index, row, get) => marks.push({ start: get("start"), end: get("end"), name: "a", focus: true, info: facts("mentions", index, row) }));
    await inside("terms", (index, row, get) => {
      const loaded = get("loaded"), name = loaded ? "t" : get("lane") === "share" ? "n" : "";
      if (name) marks.push({ start: get("start"), end: get("end"), name, focus: true, info: `${loaded ? "Loaded term" : "Name chosen"}: ${facts("terms", index, row)}` });
    });
    return marks;
  }

  function layerBox() {
    const box = make("fieldset", { className: "layers" }, make("legend", {}, "Layers"));
    for (const [name, label] of LAYERS) {
      const input = make("input", { type: "checkbox", checked: layers[name], name });
      input.addEventListener("change", () => { layers[name] = input.checked; show(); });
      const sample = { terms: "t", names: "n", cues: "c", actors: "a", excluded: "x" }[name];
      const words = name === "voice"
        ? [make("span", { className: "v v1" }, "quoted"), make("span", { className: "v v2" }, "reported")]
        : [make("span", { className: `show-${name}` }, make("span", { className: `${sample} first last` }, label))];
      box.append(make("label", {}, input, ...words));
    }
    return box;
  }

  function show() {
    for (const part of all("[data-text]", view)) part.className = [part.dataset.text, ...LAYERS.filter(([name]) => layers[name]).map(([name]) => `show-${name}`)].join(" ");
  }

  async function openArticle(place, start) {
    if (view.hidden) leftAt = window.scrollY;
    const found = await article(place);
    if (!found) return;
    infos = [];
    const segments = [];
    for (const segment of [0, 1]) {
      const marks = await marksOf(place, segment);
      const base = infos.length;
      infos.push(...marks.map((mark) => mark.info));
      const text = segment ? found.text : meta.headline[place];
      const fragment = marked(text, 0, text.length, marks);
      for (const node of all("[data-marks]", fragment)) node.dataset.marks = node.dataset.marks.split(" ").map((each) => base + Number(each)).join(" ");
      segments.push(fragment);
    }
    const heading = make("h1", { tabIndex: -1, dir: "auto" }, segments[0]);
    heading.dataset.text = "headline";
    if (!meta.headline[place]) heading.append(meta.id[place]);
    const body = make("div", { dir: "auto" }, segments[1]);
    body.dataset.text = "body";
    const back = make("p", { className: "screen" }, make("a", { href: "#articles", id: "back" }, "← Back to the report"));
    const line = make("p", { className: "byline", dir: "auto" }, join(meta.outlets[meta.outlet[place]], meta.day[place], meta.event[place] >= 0 && meta.events[meta.event[place]], counted(meta.words[place], "word")));
    if (meta.url.length && meta.url[place]) line.append(" · ", make("a", { href: meta.url[place], rel: "noreferrer noopener" }, "original"));
    const summary = make("p", { className: "byline" }, `${counted(meta.loaded[place], "loaded term")} in the outlet’s own voice, ${counted(meta.statements[place], "attributed statement")}, ${counted(meta.mentions[place], "mention")} of actors.`);
    view.replaceChildren(back, heading, line, summary, layerBox(), body);
    show();
    report.hidden = true;
    view.hidden = false;
    document.title = meta.headline[place] || meta.id[place];
    const target = start >= 0 ? body.querySelector(`[data-start="${start}"]`) : null;
    if (target) { target.classList.add("target"); target.scrollIntoView({ block: "center", behavior: "instant" }); target.tabIndex = 0; target.focus({ preventScroll: true }); }
    else { window.scrollTo({ top: 0, behavior: "instant" }); heading.focus({ preventScroll: true }); }
  }

  const title = document.title;
  function route() {
    const found = /^#article-(\d+)(?:-(\d+))?$/.exec(location.hash);
    tip.hidden = true;
    if (found && Number(found[1]) < meta.id.length) return openArticle(Number(found[1]), found[2] === undefined ? -1 : Number(found[2]));
    if (view.hidden) return undefined;
    view.hidden = true;
    view.replaceChildren();
    report.hidden = false;
    document.title = title;
    return window.scrollTo({ top: leftAt, behavior: "instant" });
  }
  window.addEventListener("hashchange", route);
  view.addEventListener("click", (event) => {
    if (event.target.id === "back" && history.length > 1 && leftAt) { event.preventDefault(); history.back(); }
  });

  function showTip(node) {
    const told = [...new Set(node.dataset.marks.split(" ").map((each) => infos[each]).filter(Boolean))];
    tip.replaceChildren(...told.map((each) => make("p", {}, each)));
    tip.hidden = !told.length;
    const box = node.getClientRects()[0];
    if (!box) return;
    const wide = tip.offsetWidth, high = tip.offsetHeight;
    const above = box.top > high + 12;
    tip.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - wide - 8)) + window.scrollX}px`;
    tip.style.top = `${(above ? box.top - high - 6 : box.bottom + 6) + window.scrollY}px`;
    node.setAttribute("aria-describedby", "tip");
  }
  function hideTip() { tip.hidden = true; for (const node of all("[aria-describedby='tip']", view)) node.removeAttribute("aria-describedby"); }
  for (const kind of ["mouseover", "focusin", "click"]) view.addEventListener(kind, (event) => {
    const node = event.target.closest("[data-marks]");
    hideTip();
    if (node) showTip(node);
  });
  view.addEventListener("mouseleave", hideTip);
  view.addEventListener("focusout", hideTip);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });

  const small = window.matchMedia("(max-width: 40rem)");
  async function fillNarrow() {
    if (!small.matches) return;
    const images = await load("narrow");
    for (const image of all("img[data-narrow]")) image.src = images[image.dataset.narrow];
  }
  small.addEventListener("change", fillNarrow);
  fillNarrow();

  apply();
  route();
})();
