// Filters, sorting, long tables, and the list of articles.
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
  document.documentElement.dataset.voice = filter.voice;
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
    make("td", { dir: "auto" }, meta.outlets[meta.outlet[place]]), make("td", { className: "day" }, meta.day[place]),
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
