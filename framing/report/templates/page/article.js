// One article with its layers.
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
