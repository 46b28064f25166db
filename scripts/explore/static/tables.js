// @ts-check
"use strict";

/* The page of a table: sort, filter, search and open its rows. What is shown stands in the address after #, so that to
share the address shares the view, and to go back undoes the last step. All text from the package is set as text. */

const PAGE_SIZES = [50, 100, 500];
const PAUSE = 150; // milliseconds without a key, after which what is typed counts

/**
 * What the page shows.
 * @typedef {{
 *   query: string, filters: Map<string, Filter>, sort: string, isDescending: boolean, columns: string[] | null,
 *   page: number, size: number, row: string, cell: string
 * }} State
 *
 * Passages behind the cells of some records; see scripts/explore/table_scripts.py.
 * @typedef {[number, number, string, 0 | 1, string, string, number?, number?]} Support
 * @typedef {{
 *   block: number,
 *   sources: [id: string, title: string, language: string, page: string][],
 *   passages: [source: number, start: number, end: number, quote: string, translation: string][],
 *   records: Support[][]
 * }} Evidence
 */

/** The one function that scripts of data call. @type {(kind: "table" | "evidence", ...described: any[]) => void} */
let electionFacts;

{
  /** @type {Map<number, (evidence: Evidence) => void>} */
  const awaited = new Map();

  electionFacts = (kind, ...described) => {
    if (kind === "table") new TablePage(new Rows(described[0], described.slice(1)), awaited);
    else awaited.get(described[0].block)?.(described[0]);
  };
}

/** Load a script of data. @param {string} src @param {() => void} [otherwise] */
function load(src, otherwise) {
  const script = element("script", { src });
  if (otherwise !== undefined) script.addEventListener("error", otherwise);
  document.head.append(script);
}

{
  // The rows that stand in the page are seen before a long table is read: its script waits for the first frame, which
  // never comes to a page in the background.
  const { root, table } = found(".data-table").dataset;
  const start = () => load(`${root}data/${table}.js`);
  if (document.hidden) start();
  else requestAnimationFrame(() => setTimeout(start));
}

// Elements

/**
 * An element with attributes and what it holds; texts stay texts.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** @param {string} text @param {() => void} act @param {Record<string, string | undefined>} [attributes] */
function button(text, act, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** The element of the page that a selector names. @param {string} selector @returns {any} */
function found(selector) {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`the page has no ${selector}`);
  return element;
}

/** @param {number} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return `${grouped(String(count))} ${count === 1 ? one : many}`;
}

// Address

/** @param {string} hash @returns {State} */
function read(hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Map<string, Filter>} */
  const filters = new Map();
  for (const [name, value] of asked) {
    const [, part, column] = /^(among|has|from|to)\.(.+)$/.exec(name) ?? [];
    if (part === undefined) continue;
    const filter = filters.get(column) ?? {};
    if (part === "among") filter.among = [...(filter.among ?? []), value];
    else filter[/** @type {"has" | "from" | "to"} */ (part)] = value;
    filters.set(column, filter);
  }
  const sort = asked.get("sort") ?? "";
  const size = Number(asked.get("size"));
  return {
    query: asked.get("search") ?? "",
    filters,
    sort: sort.replace(/^-/, ""),
    isDescending: sort.startsWith("-"),
    columns: asked.get("columns")?.split(",") ?? null,
    page: Math.max(1, Math.trunc(Number(asked.get("page"))) || 1),
    size: PAGE_SIZES.includes(size) ? size : PAGE_SIZES[0],
    row: asked.get("row") ?? "",
    cell: asked.get("cell") ?? "",
  };
}

/** The address of a state, from its #. @param {State} state */
function written(state) {
  const asked = new URLSearchParams();
  if (state.query !== "") asked.set("search", state.query);
  for (const [column, filter] of state.filters) {
    for (const value of filter.among ?? []) asked.append(`among.${column}`, value);
    for (const part of /** @type {const} */ (["has", "from", "to"])) {
      const value = filter[part];
      if (value) asked.set(`${part}.${column}`, value);
    }
  }
  if (state.sort !== "") asked.set("sort", (state.isDescending ? "-" : "") + state.sort);
  if (state.columns !== null) asked.set("columns", state.columns.join(","));
  if (state.page > 1) asked.set("page", String(state.page));
  if (state.size !== PAGE_SIZES[0]) asked.set("size", String(state.size));
  return opening(`#${asked}`, state.row, state.cell);
}

/** The address of a view with a record opened, at one of its cells or none. @param {string} view @param {string} row @param {string} cell */
function opening(view, row, cell) {
  const parts = [view.slice(1), row && `row=${encodeURIComponent(row)}`, cell && `cell=${encodeURIComponent(cell)}`];
  return `#${parts.filter((part) => part !== "").join("&")}`;
}

/** A state without what it opens. @param {State} state */
function withoutRecord(state) {
  return { ...state, row: "", cell: "" };
}

class TablePage {
  /** @param {Rows} rows @param {Map<number, (evidence: Evidence) => void>} awaited */
  constructor(rows, awaited) {
    this.rows = rows;
    this.awaited = awaited;
    /** @type {Map<number, Promise<Evidence>>} */
    this.blocks = new Map();
    /** @type {HTMLTableElement} */
    this.table = found(".data-table");
    this.root = this.table.dataset.root ?? "";
    /** @type {State} */
    this.state = read("");
    this.view = "#";
    this.order = new Uint32Array();
    /** The button that opened the explanation of a column. @type {HTMLElement | undefined} */
    this.menuOpener = undefined;
    /** What is typed in now, so that the letters of one word are one step back. */
    this.typed = "";

    found(".table-note").remove();
    found(".table-tools").hidden = false;
    found("#table-keys").hidden = false;
    this.table.setAttribute("aria-describedby", "table-keys");
    this._prepareTools();
    this._prepareTable();
    this._prepareRecord();
    addEventListener("popstate", () => this.show(read(location.hash)));
    this.show(read(location.hash), true);
    performance.mark("table ready");
  }

  /** The columns that are shown: those chosen, else those in which any row has a value. */
  get columns() {
    const chosen = this.state.columns;
    const columns = this.rows.columns.filter((column) => (chosen ? chosen.includes(column.name) : !column.isEmpty));
    return columns.length > 0 ? columns : [this.rows.key];
  }

  /** Go where a changed state leads; what is still typed replaces the last step. @param {Partial<State>} change @param {string} [typed] */
  go(change, typed = "") {
    const isNarrower = ["query", "filters", "sort", "isDescending", "size"].some((part) => part in change);
    const state = { ...this.state, ...(isNarrower ? { page: 1 } : {}), ...change };
    const isSame = typed !== "" && typed === this.typed;
    this.typed = typed;
    if (written(state) === written(this.state)) return;
    history[isSame ? "replaceState" : "pushState"](null, "", written(state));
    this.show(state);
  }

  /** Show a state, drawing anew only what differs. @param {State} state @param {boolean} [isFirst] */
  show(state, isFirst = false) {
    const before = this.state;
    this.state = state;
    this.view = written(withoutRecord(state));
    if (isFirst || written(withoutRecord(before)) !== this.view) {
      const search = (/** @type {State} */ one) => written({ ...read(""), query: one.query, filters: one.filters });
      const order = (/** @type {State} */ one) => `${search(one)} ${one.isDescending} ${one.sort}`;
      if (isFirst || order(before) !== order(state)) this._find();
      this._drawTools();
      this._drawHead();
      this._drawBody();
      this._drawPages();
    }
    if (isFirst || before.row !== state.row || before.cell !== state.cell) this._drawRecord();
  }

  _find() {
    const rows = this.rows.find(this.state.query, this.state.filters);
    const column = this.rows.column(this.state.sort);
    this.order = column === undefined ? rows : this.rows.sorted(rows, column, this.state.isDescending);
  }

  // Search, filters in force, columns, download

  _prepareTools() {
    const search = found("#table-search");
    this._whenTyped(search, () => this.go({ query: search.value }, "search"));
    // The texts that are searched are made while somebody types, a column at a time, so that no key waits for all.
    search.addEventListener("focus", () => this.rows.columns.forEach((column) => setTimeout(() => column.folded)), {
      once: true,
    });
    found("#table-download").addEventListener("click", () => this._download());
    const list = found("#table-columns-list");
    list.addEventListener("beforetoggle", (/** @type {ToggleEvent} */ event) => {
      if (event.newState === "open") {
        this._fillColumns(list);
        place(list, found("#table-columns"));
      }
    });
  }

  /** Act soon after somebody stops typing, and at once at its end. @param {HTMLInputElement} input @param {() => void} act */
  _whenTyped(input, act) {
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(act, PAUSE);
    });
    input.addEventListener("change", () => {
      clearTimeout(timer);
      act();
      this.typed = "";
    });
  }

  _drawTools() {
    const { query, filters } = this.state;
    const search = found("#table-search");
    if (document.activeElement !== search || this.typed !== "search") search.value = query;
    const total = this.rows.about.rows;
    const count = this.order.length;
    const isAll = query === "" && filters.size === 0;
    const sorted = this.rows.column(this.state.sort);
    found(".table-count").textContent =
      (isAll ? counted(total, "row", "rows") : `${counted(count, "row", "rows")} of ${grouped(String(total))} found`) +
      (sorted === undefined ? "" : `, by ${sorted.title}${this.state.isDescending ? ", downwards" : ""}`);
    found("#table-download").textContent = isAll ? "Download rows" : "Download rows found";
    const list = found(".table-filters");
    list.replaceChildren(
      ...[...filters].flatMap(([name, filter]) => {
        const column = this.rows.column(name);
        return column === undefined ? [] : [element("li", {}, this._chip(column, filter))];
      }),
    );
    if (!isAll) {
      list.append(element("li", {}, button("Show all rows", () => this._leave({ query: "", filters: new Map() }))));
    }
    list.hidden = isAll;
  }

  /** A filter in force, and the way to lift it. @param {Column} column @param {Filter} filter */
  _chip(column, filter) {
    const words = described(column, filter);
    return button(
      `${column.title}: ${words} ×`,
      () => this._leave({ filters: this._filtersWith(column, {}) }),
      { "aria-label": `Remove the filter ${column.title}: ${words}` },
    );
  }

  /** Go on without a filter whose button goes away with it. @param {Partial<State>} change */
  _leave(change) {
    this.go(change);
    found("#table-search").focus();
  }

  /** The filters with that of a column changed. @param {Column} column @param {Filter} filter */
  _filtersWith(column, filter) {
    const filters = new Map(this.state.filters);
    if (filter.among !== undefined || filter.has || filter.from || filter.to) filters.set(column.name, filter);
    else filters.delete(column.name);
    return filters;
  }

  /** @param {HTMLElement} list */
  _fillColumns(list) {
    const shown = new Set(this.columns);
    const boxes = this.rows.columns.map((column) => {
      const box = element("input", { type: "checkbox", value: column.name });
      box.checked = shown.has(column);
      return box;
    });
    const choose = () => this.go({ columns: boxes.filter((box) => box.checked).map((box) => box.value) });
    boxes.forEach((box) => box.addEventListener("change", choose));
    list.replaceChildren(
      element("p", { class: "table-popover-title" }, "Columns"),
      element(
        "div",
        { class: "table-buttons" },
        button("All", () => {
          boxes.forEach((box) => (box.checked = true));
          choose();
        }),
        button("As at first", () => {
          this.go({ columns: null });
          this._fillColumns(list);
          list.querySelector("button")?.focus();
        }),
      ),
      element(
        "ul",
        { class: "table-choices" },
        ...this.rows.columns.map((column, index) =>
          element(
            "li",
            {},
            element("label", {}, boxes[index], element("span", {}, column.title)),
            element("p", { class: "table-help" }, column.isEmpty ? `${column.description} Empty throughout.` : column.description),
          ),
        ),
      ),
    );
  }

  _download() {
    const blob = new Blob([this.rows.csv(this.order)], { type: "text/csv" });
    const link = element("a", { href: URL.createObjectURL(blob), download: `${this.rows.about.table}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // Header

  _drawHead() {
    const row = element("tr");
    for (const column of this.columns) {
      const isSorted = this.state.sort === column.name;
      const direction = isSorted ? (this.state.isDescending ? "descending" : "ascending") : undefined;
      const isFiltered = this.state.filters.has(column.name);
      const menu = button("", () => this._toggleMenu(column, menu), {
        class: "column-menu",
        "data-column": column.name,
        "aria-haspopup": "dialog",
        "aria-label": `${column.title}: explain, filter${isFiltered ? ", filter in force" : ""}`,
      });
      const sort = button(column.title, () => this._sort(column), { class: "column-sort", "data-column": column.name });
      row.append(
        element(
          "th",
          { scope: "col", class: `is-${column.kind}`, "aria-sort": direction },
          element("div", { class: "column-head" }, sort, menu),
        ),
      );
    }
    keepFocus(this.table, () => this.table.tHead?.replaceChildren(row));
  }

  /** Upwards, downwards, then as the table stands. @param {Column} column */
  _sort(column) {
    const { sort, isDescending } = this.state;
    if (sort !== column.name) this.go({ sort: column.name, isDescending: false });
    else if (isDescending) this.go({ sort: "", isDescending: false });
    else this.go({ isDescending: true });
  }

  /** What a column holds, and its filter. @param {Column} column @param {HTMLButtonElement} opener */
  _toggleMenu(column, opener) {
    const menu = found("#table-column");
    const wasOpen = menu.dataset.column === column.name;
    if (wasOpen) {
      menu.hidePopover();
      return;
    }
    menu.setAttribute("aria-label", column.title);
    menu.replaceChildren(
      element("p", { class: "table-popover-title" }, column.title, " ", element("code", {}, column.name)),
      element("p", {}, column.description),
      ...this._filterOf(column),
    );
    this.menuOpener = opener;
    place(menu, opener);
    menu.showPopover({ source: opener });
    menu.dataset.column = column.name;
    menu.querySelector("input")?.focus();
  }

  /** @param {Column} column @returns {HTMLElement[]} */
  _filterOf(column) {
    if (column.isEmpty) return [element("p", { class: "table-help" }, "No row has a value here.")];
    if (column.isChosen) return this._choicesOf(column);
    const filter = () => this.state.filters.get(column.name) ?? {};
    /** @param {"has" | "from" | "to"} part @param {string} label @param {Record<string, string | undefined>} attributes */
    const field = (part, label, attributes) => {
      const input = element("input", { autocomplete: "off", ...attributes });
      input.value = filter()[part] ?? "";
      this._whenTyped(input, () => {
        this.go({ filters: this._filtersWith(column, { ...filter(), [part]: input.value.trim() }) }, `${part}.${column.name}`);
      });
      return element("label", { class: "table-field" }, label, input);
    };
    if (!column.isRange) return [field("has", "Contains", { type: "search", spellcheck: "false" })];
    const attributes = column.isNumeric
      ? { type: "number", step: "any" }
      : { type: "text", placeholder: "2019-06-09", pattern: "\\d{4}(-\\d\\d(-\\d\\d)?)?" };
    return [
      element(
        "div",
        { class: "table-range" },
        field("from", column.isNumeric ? "At least" : "From", attributes),
        field("to", column.isNumeric ? "At most" : "Until", attributes),
      ),
    ];
  }

  /** A box for each value, with the number of its rows. @param {Column} column @returns {HTMLElement[]} */
  _choicesOf(column) {
    const counts = new Map();
    for (const number of column.numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
    const order = [...counts.keys()].sort((a, b) => (a === 0 ? 1 : b === 0 ? -1 : column.ranks[a] - column.ranks[b]));
    const chosen = this.state.filters.get(column.name)?.among;
    const boxes = order.map((number) => {
      const value = number === 0 ? "" : column.data.values[number - 1];
      const box = element("input", { type: "checkbox", value });
      box.checked = chosen?.includes(value) ?? false;
      box.addEventListener("change", () => {
        const among = boxes.filter((one) => one.checked).map((one) => one.value);
        this.go({ filters: this._filtersWith(column, among.length > 0 ? { among } : {}) });
      });
      return box;
    });
    return [
      element("p", { class: "table-help" }, "Show only rows with any of these:"),
      element(
        "ul",
        { class: "table-choices" },
        ...order.map((number, index) =>
          element(
            "li",
            {},
            element(
              "label",
              {},
              boxes[index],
              element("span", {}, number === 0 ? "empty" : column.shown(number)),
              element("span", { class: "table-help" }, grouped(String(counts.get(number)))),
            ),
            ...(column.definition(number) ? [element("p", { class: "table-help" }, column.definition(number))] : []),
          ),
        ),
      ),
    ];
  }

  // Rows

  _prepareTable() {
    const menu = found("#table-column");
    menu.addEventListener("toggle", (/** @type {ToggleEvent} */ event) => {
      if (event.newState === "closed") delete menu.dataset.column;
    });
    found(".table-box").addEventListener("scroll", () => {
      if (this.menuOpener?.isConnected && menu.matches(":popover-open")) place(menu, this.menuOpener);
    });
    this.table.addEventListener("keydown", (event) => moveFocus(event));
    this.table.addEventListener("click", (event) => {
      // A cell opens as a whole, for those with a mouse; its link is there for everybody.
      const target = /** @type {Element} */ (event.target);
      if (target.closest("a, button, thead") || getSelection()?.isCollapsed === false) return;
      /** @type {HTMLElement | null} */
      const cell = target.closest("[data-row]");
      if (cell !== null) this.go({ row: cell.dataset.row, cell: cell.dataset.column });
    });
  }

  _drawBody() {
    const { page, size } = this.state;
    const first = (Math.min(page, this.lastPage) - 1) * size;
    const columns = this.columns;
    const body = this.table.tBodies[0];
    const rows = [];
    for (const row of this.order.slice(first, first + size)) {
      const id = this.rows.key.value(row);
      const drawn = columns.map((column, index) => this._cell(column, row, id, index === 0));
      rows.push(element("tr", {}, ...drawn));
    }
    if (rows.length === 0) {
      const none = element("td", { colspan: String(columns.length), class: "table-none" }, "No row has all of that.");
      rows.push(element("tr", {}, none));
    }
    body.replaceChildren(...rows);
    found(".table-box").scrollTop = 0;
  }

  /** @param {Column} column @param {number} row @param {string} id @param {boolean} isFirst */
  _cell(column, row, id, isFirst) {
    const language = this.rows.language(column, row);
    const cell = element(isFirst ? "th" : "td", {
      class: `is-${column.kind}`,
      scope: isFirst ? "row" : undefined,
      lang: language === "en" ? undefined : language,
    });
    const number = column.numbers[row];
    if (number === 0 && !isFirst) return cell;
    cell.dataset.row = id;
    cell.dataset.column = column.name;
    const text = number === 0 ? "(empty)" : column.shown(number);
    const opens = isFirst || (this.rows.about.has_evidence && column.owesEvidence);
    const href = opening(this.view, id, column === this.rows.key ? "" : column.name);
    cell.append(
      opens
        ? element("a", { class: "value", dir: "auto", href, tabindex: isFirst ? undefined : "-1" }, text)
        : element("span", { class: "value", dir: "auto" }, text),
    );
    const value = column.value(row);
    const page = this._page(column, row);
    if (page !== "" && column !== this.rows.key) {
      cell.append(element("a", { class: "code", href: page, tabindex: "-1" }, value));
    } else if (text !== value && (column.kind === "code" || column.kind === "reference")) {
      cell.append(element("span", { class: "code" }, value));
    }
    return cell;
  }

  /** Where the record is shown that a cell names; "" where it names none. @param {Column} column @param {number} row */
  _page(column, row) {
    const value = column.value(row);
    if (value === "") return "";
    if (column.kind === "record") {
      const table = this.rows.column("table_name")?.value(row) ?? "";
      return `${this.root}tables/${encodeURIComponent(table)}.html#row=${encodeURIComponent(value)}`;
    }
    const page = column.page(column.numbers[row]);
    if (page !== "") return this.root + page;
    return column.kind === "reference" ? opening(this.view, value, "") : "";
  }

  get lastPage() {
    return Math.max(1, Math.ceil(this.order.length / this.state.size));
  }

  _drawPages() {
    const pages = found(".table-pages");
    const { size } = this.state;
    const count = this.order.length;
    const page = Math.min(this.state.page, this.lastPage);
    const to = (/** @type {number} */ target, /** @type {string} */ text) => {
      const isHere = target < 1 || target > this.lastPage || target === page;
      return button(text, () => !isHere && this.go({ page: target }), {
        "aria-disabled": isHere ? "true" : undefined,
        "data-target": text,
      });
    };
    const sizes = element("select", {}, ...PAGE_SIZES.map((one) => new Option(String(one), String(one), false, one === size)));
    sizes.addEventListener("change", () => this.go({ size: Number(sizes.value) }));
    const first = (page - 1) * size;
    const range = `${grouped(String(first + 1))}–${grouped(String(Math.min(first + size, count)))} of ${grouped(String(count))}`;
    keepFocus(pages, () =>
      pages.replaceChildren(
        to(1, "« First"),
        to(page - 1, "‹ Previous"),
        element("span", {}, count === 0 ? "no rows" : range),
        to(page + 1, "Next ›"),
        to(this.lastPage, "Last »"),
        element("label", {}, "Rows a page ", sizes),
      ),
    );
    pages.hidden = count <= PAGE_SIZES[0];
  }

  // Record

  _prepareRecord() {
    const dialog = found("dialog.record");
    dialog.addEventListener("close", () => {
      if (this.state.row !== "") this.go({ row: "", cell: "" });
    });
    dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
  }

  async _drawRecord() {
    const dialog = found("dialog.record");
    const { row: id, cell } = this.state;
    if (id === "") {
      dialog.close();
      return;
    }
    const row = this.rows.rowOf(id);
    dialog.replaceChildren(...(row < 0 ? this._missing(id) : this._record(row, id)));
    if (!dialog.open) dialog.showModal();
    if (row < 0 || !this.rows.about.has_evidence) return;
    try {
      const evidence = await this._evidence(Math.floor(row / this.rows.about.records_a_block));
      if (this.state.row !== id) return; // somebody has gone on
      this._drawEvidence(dialog, evidence, row);
    } catch {
      dialog.querySelector(".record-facts")?.before(
        element("p", { role: "alert" }, "The evidence could not be loaded: its file is missing beside this page."),
      );
    }
    if (cell !== "") this._openCell(dialog, cell);
  }

  /** @param {string} title @param {string} id @param {HTMLElement[]} buttons */
  _recordHead(title, id, buttons) {
    const close = button("Close", () => found("dialog.record").close(), { class: "record-close", autofocus: "" });
    return [
      element("div", { class: "table-buttons record-tools" }, ...buttons, close),
      element("h2", { id: "record-title" }, title),
      element("p", { class: "record-id" }, element("code", {}, id)),
    ];
  }

  /** @param {string} id */
  _missing(id) {
    const words = "The table has no record of this id. It may be one of another version.";
    return [...this._recordHead("No such record", id, []), element("p", {}, words)];
  }

  /** @param {number} row @param {string} id @returns {HTMLElement[]} */
  _record(row, id) {
    const place = this.order.indexOf(row);
    const beside = (/** @type {number} */ step, /** @type {string} */ text) => {
      const next = place < 0 ? undefined : this.order[place + step];
      return button(text, () => next !== undefined && this.go({ row: this.rows.key.value(next), cell: "" }), {
        "aria-disabled": next === undefined ? "true" : undefined,
      });
    };
    const title = this._titleOf(row);
    const links = this._linksOf(row);
    return [
      ...this._recordHead(title, id, place < 0 ? [] : [beside(-1, "‹ Row before"), beside(1, "Next row ›")]),
      ...(links.length > 0 ? [element("p", { class: "record-links" }, ...links)] : []),
      element("dl", { class: "record-facts" }, ...this.rows.columns.slice(1).flatMap((column) => this._fact(column, row))),
    ];
  }

  /** @param {number} row */
  _titleOf(row) {
    for (const name of ["name_en", "title_en", "body_en", "description_en", "document_name_en", "name", "term", "words"]) {
      const text = this.rows.column(name)?.value(row);
      if (text) return text;
    }
    return this.rows.key.title;
  }

  /** The record's own page, and its words in the source. @param {number} row */
  _linksOf(row) {
    const links = [];
    const own = this._page(this.rows.key, row);
    if (own !== "") links.push(element("a", { href: own }, "Its own page"));
    const [source, start, end] = ["source_id", "start_char", "end_char"].map((name) => this.rows.column(name));
    if (source && start?.value(row) && end?.value(row) && this.rows.about.table !== "sources") {
      const href = `${this._page(source, row)}#${start.value(row)}-${end.value(row)}`;
      links.push(element("a", { href }, "Its words in the source"));
    }
    return links;
  }

  /** @param {Column} column @param {number} row @returns {HTMLElement[]} */
  _fact(column, row) {
    const value = column.value(row);
    if (value === "") return [];
    const number = column.numbers[row];
    const shown = column.shown(number);
    const page = this._page(column, row);
    const lang = this.rows.language(column, row);
    const held = element(
      "p",
      { class: `record-value is-${column.kind}`, lang: lang === "en" ? undefined : lang },
      page === "" ? element("span", { dir: "auto" }, shown) : element("a", { href: page, dir: "auto" }, shown),
    );
    if (shown !== value && column.kind !== "boolean" && !column.isNumeric) held.append(" ", element("code", {}, value));
    const more = column.definition(number);
    return [
      element("dt", { title: column.description }, column.title),
      element(
        "dd",
        { "data-column": column.name },
        held,
        ...(more ? [element("p", { class: "table-help" }, more)] : []),
        ...(this.rows.about.has_evidence && column.support === "derived"
          ? [element("p", { class: "table-help" }, "Derived: no evidence of its own.")]
          : []),
      ),
    ];
  }

  // Evidence

  /** The evidence of some records, whose script is loaded when it is first wanted. @param {number} block */
  _evidence(block) {
    let promised = this.blocks.get(block);
    if (promised === undefined) {
      promised = new Promise((resolve, reject) => {
        const src = `${this.root}data/evidence-${this.rows.about.table}${block === 0 ? "" : `-${block}`}.js`;
        this.awaited.set(block, resolve);
        load(src, () => reject(new Error(src)));
      });
      this.blocks.set(block, promised);
    }
    return promised;
  }

  /** @param {HTMLElement} dialog @param {Evidence} evidence @param {number} row */
  _drawEvidence(dialog, evidence, row) {
    const supports = evidence.records[row - evidence.block * this.rows.about.records_a_block];
    this.rows.columns.forEach((column, index) => {
      const own = supports.filter((support) => support[0] === index);
      const fact = dialog.querySelector(`dd[data-column="${column.name}"]`);
      if (own.length === 0 || fact === null) return;
      const kinds = [...new Set(own.map((support) => support[2]))].join(", ");
      fact.append(
        element(
          "details",
          {},
          element("summary", {}, `${kinds} in ${counted(own.length, "passage", "passages")}`),
          ...own.map((support) => this._passage(evidence, support)),
        ),
      );
    });
  }

  /** A passage with the words of the cell set off. @param {Evidence} evidence @param {Support} support */
  _passage(evidence, [, passage, kind, isContext, value, note, begin, end]) {
    const [number, first, last, quote, translation] = evidence.passages[passage];
    const [, title, language, page] = evidence.sources[number];
    const words =
      begin === undefined || end === undefined
        ? [quote]
        : [quote.slice(0, begin), element("mark", {}, quote.slice(begin, end)), quote.slice(end)];
    const address = `${this.root}${page}#${first}-${last}`;
    return element(
      "figure",
      { class: "passage" },
      element("blockquote", { lang: language === "en" ? undefined : language }, element("p", { dir: "auto" }, ...words)),
      ...(translation ? [element("blockquote", { class: "translation" }, element("p", { dir: "auto" }, translation))] : []),
      element(
        "figcaption",
        {},
        element("p", {}, `${kind}${isContext ? ", by context" : ""}${value ? `, as “${value}”` : ""} · `, element("a", { href: address }, title)),
        ...(note ? [element("p", { class: "note" }, `Note: ${note}`)] : []),
      ),
    );
  }

  /** @param {HTMLElement} dialog @param {string} name */
  _openCell(dialog, name) {
    /** @type {HTMLElement | undefined} */
    const fact = [...dialog.querySelectorAll("dd")].find((one) => one.dataset.column === name);
    if (fact === undefined) return;
    fact.classList.add("is-asked");
    const details = fact.querySelector("details");
    if (details !== null) details.open = true;
    details?.querySelector("summary")?.focus({ preventScroll: true });
    (fact.previousElementSibling ?? fact).scrollIntoView({ block: "start" });
  }
}

/** A filter in words. @param {Column} column @param {Filter} filter */
function described(column, filter) {
  if (filter.among !== undefined) {
    const words = filter.among.map((value) => (value === "" ? "empty" : column.shown(Math.max(0, column.numberOf(value))) || value));
    return words.join(", ");
  }
  if (filter.has) return `contains ${filter.has}`;
  return [filter.from && `from ${filter.from}`, filter.to && `to ${filter.to}`].filter(Boolean).join(" ");
}

/** Put a popover below what opens it, inside the window. @param {HTMLElement} popover @param {HTMLElement} opener */
function place(popover, opener) {
  const { left, bottom } = opener.getBoundingClientRect();
  const width = Math.min(352, innerWidth - 16);
  popover.style.width = `${width}px`;
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  const top = Math.max(8, Math.min(bottom + 4, innerHeight - 240));
  popover.style.top = `${top}px`;
  popover.style.maxHeight = `${innerHeight - top - 8}px`;
}

/** Draw anew, and leave the focus where it was. @param {HTMLElement} inside @param {() => void} draw */
function keepFocus(inside, draw) {
  const focused = document.activeElement;
  const isInside = focused !== null && inside.contains(focused);
  const marks = isInside ? /** @type {HTMLElement} */ (focused) : undefined;
  draw();
  if (marks === undefined || focused?.isConnected) return;
  const same = [...inside.querySelectorAll("button, select")].find(
    (one) =>
      one.className === marks.className &&
      one instanceof HTMLElement &&
      one.tagName === marks.tagName &&
      one.dataset.column === marks.dataset.column &&
      one.dataset.target === marks.dataset.target,
  );
  /** @type {HTMLElement | undefined} */ (same)?.focus();
}

/** Arrow keys go from cell to cell, and along the links of a cell. @param {KeyboardEvent} event */
function moveFocus(event) {
  const link = /** @type {Element} */ (event.target).closest("tbody a");
  if (link === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = /** @type {HTMLTableRowElement} */ (link.closest("tr"));
  const cell = /** @type {HTMLTableCellElement} */ (link.closest("td, th"));
  const links = [...row.querySelectorAll("a")];
  const here = links.indexOf(/** @type {HTMLAnchorElement} */ (link));
  /** @type {Element | null | undefined} */
  let target;
  if (event.key === "ArrowRight") target = links[here + 1];
  else if (event.key === "ArrowLeft") target = links[here - 1];
  else if (event.key === "Home") target = links[0];
  else if (event.key === "End") target = links.at(-1);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
    let beside = row[step];
    while (beside !== null && target == null) {
      target = /** @type {HTMLTableRowElement} */ (beside).cells[cell.cellIndex]?.querySelector("a");
      beside = beside[step];
    }
  } else return;
  event.preventDefault();
  if (target instanceof HTMLElement) {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
