// @ts-check
"use strict";

/* The rows of a table in memory: which are found, and in what order. Nothing here knows the page.

A column holds each different value once, and for each row the number of its value, 0 for an empty cell. So to search,
filter or sort looks at each different value once and then only compares numbers, and 100,000 rows take little memory.
No table library does that: DataTables 3, the one with real tables and no other needs, was measured on 100,000 rows of
26 columns beside this (docs/site.md says how it went); TanStack Table comes as modules alone, which do not load from
disk; Tabulator shows no <table>. */

/**
 * A column as `data/TABLE.js` writes it; see scripts/explore/table_scripts.py.
 * @typedef {{
 *   name: string, title: string, description: string, kind: string, support: string, language: string,
 *   values: string[], at?: string, width?: number,
 *   labels?: string[], definitions?: string[], pages?: string[], names?: string[]
 * }} ColumnData
 *
 * @typedef {{
 *   table: string, title: string, rows: number, has_evidence: boolean, records_a_block: number,
 *   languages: {values: string[], at?: string, width?: number}
 * }} TableData
 *
 * What a column must hold: one of `among` ("" for empty), all words of `has`, a number or date `from` … `to`.
 * @typedef {{among?: string[], has?: string, from?: string, to?: string}} Filter
 */

/** Texts in one order for all readers, whatever language their browser has. */
const COLLATOR = new Intl.Collator("en");

/** Text for comparison: small letters, е for ё, a space for _, so that codes are found as people write them. @param {string} text */
function folded(text) {
  return text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replaceAll("_", " ");
}

/** What to look for: words, and what stands between quotation marks as one. @param {string} query @returns {string[]} */
function wanted(query) {
  const parts = folded(query).match(/["“«][^"”»]+["”»]?|[^\s"“”«»]+/gu) ?? [];
  return parts.map((part) => part.replaceAll(/["“”«»]/gu, "").trim()).filter((part) => part !== "");
}

/** A number with its thousands set apart, as the pages write it. @param {string} digits */
function grouped(digits) {
  return digits.replace(/^-?\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ","));
}

/** Which value each row has. @param {{values: string[], at?: string, width?: number}} coded @param {number} rows */
function numbersOf(coded, rows) {
  if (coded.at === undefined) return Uint32Array.from({ length: rows }, (_, row) => row + 1);
  const bytes = Uint8Array.from(atob(coded.at), (sign) => sign.charCodeAt(0));
  const width = coded.width ?? 1;
  if (width === 1) return bytes;
  const view = new DataView(bytes.buffer);
  return width === 2
    ? Uint16Array.from({ length: rows }, (_, row) => view.getUint16(2 * row, true))
    : Uint32Array.from({ length: rows }, (_, row) => view.getUint32(4 * row, true));
}

/** The first and last day that an EDTF date allows, for comparison alone. @param {string} date @returns {[string, string]} */
function days(date) {
  const [start, end = start] = date.split("/");
  const first = start === ".." || start === "" ? "0000" : start;
  const last = end === ".." || end === "" ? "9999" : end;
  return [first.replaceAll(/[~?%]/g, "").padEnd(10, "-00"), last.replaceAll(/[~?%]/g, "").padEnd(10, "-99")];
}

/** A column, its values numbered from 1. */
class Column {
  /** @param {ColumnData} data @param {number} rows */
  constructor(data, rows) {
    this.name = data.name;
    this.title = data.title;
    this.description = data.description;
    this.kind = data.kind;
    this.support = data.support;
    this.language = data.language;
    this.data = data;
    this.numbers = numbersOf(data, rows);
    /** @type {string[] | undefined} */
    this._folded = undefined;
    /** @type {Int32Array | undefined} */
    this._ranks = undefined;
  }

  /** Whether the cells are numbers. */
  get isNumeric() {
    return this.kind === "integer" || this.kind === "number";
  }

  /** Whether the cells owe evidence. */
  get owesEvidence() {
    return ["stated", "coded", "rendered"].includes(this.support);
  }

  /** Whether no row has a value. */
  get isEmpty() {
    return this.data.values.length === 0;
  }

  /** Whether to filter is to choose among the values: codes, and whatever has few. */
  get isChosen() {
    const few = this.kind !== "key" && !this.isNumeric && this.kind !== "date" && this.data.values.length <= 24;
    return this.kind === "code" || this.kind === "boolean" || (few && this.kind === "reference");
  }

  /** Whether to filter is to say from where to where. */
  get isRange() {
    return this.isNumeric || this.kind === "date";
  }

  /** The cell of a row as its CSV file writes it. @param {number} row */
  value(row) {
    const number = this.numbers[row];
    return number === 0 ? "" : this.data.values[number - 1];
  }

  /** The number of a value, -1 where there is none. @param {string} value */
  numberOf(value) {
    if (value === "") return 0;
    const index = this.data.values.indexOf(value);
    return index < 0 ? -1 : index + 1;
  }

  /** What people read for a value. @param {number} number */
  shown(number) {
    if (number === 0) return "";
    const value = this.data.values[number - 1];
    if (this.kind === "boolean") return value === "true" ? "yes" : "no";
    if (this.isNumeric && !/(^|_)(year|char)$/.test(this.name)) return grouped(value);
    return this.data.labels?.[number - 1] || value;
  }

  /** The page of the record that a value names, from the site's root; "" where it has none of its own. @param {number} number */
  page(number) {
    return number === 0 ? "" : (this.data.pages?.[number - 1] ?? "");
  }

  /** What a code means. @param {number} number */
  definition(number) {
    return number === 0 ? "" : (this.data.definitions?.[number - 1] ?? "");
  }

  /** For each value the text that is searched: what it is, what it is called, and how sources write it. */
  get folded() {
    this._folded ??= this.data.values.map((value, index) => {
      const shown = this.shown(index + 1);
      const names = this.data.names?.[index];
      return folded((shown === value ? value : `${value} ${shown}`) + (names ? ` ${names}` : ""));
    });
    return this._folded;
  }

  /** For each number of a value its place in order, the same for what looks the same; empty cells come last. */
  get ranks() {
    if (this._ranks === undefined) {
      const count = this.data.values.length;
      const compare = this._comparison();
      const order = Uint32Array.from({ length: count }, (_, index) => index).sort(compare);
      this._ranks = new Int32Array(count + 1);
      let rank = 0;
      order.forEach((index, place) => {
        if (place > 0 && compare(order[place - 1], index) !== 0) rank = place;
        /** @type {Int32Array} */ (this._ranks)[index + 1] = rank;
      });
    }
    return this._ranks;
  }

  /** How two values compare, by their indices. @returns {(a: number, b: number) => number} */
  _comparison() {
    const values = this.data.values;
    if (this.isNumeric) {
      const numbers = Float64Array.from(values, Number);
      return (a, b) => numbers[a] - numbers[b];
    }
    if (this.kind === "date") {
      const texts = values.map((value) => days(value).join("/"));
      return (a, b) => (texts[a] < texts[b] ? -1 : Number(texts[a] > texts[b]));
    }
    const texts = values.map((_, index) => this.shown(index + 1));
    return (a, b) => COLLATOR.compare(texts[a], texts[b]);
  }

  /** For each number of a value whether a text stands in it. @param {string} text @returns {Uint8Array} */
  holding(text) {
    const held = new Uint8Array(this.data.values.length + 1);
    this.folded.forEach((one, index) => {
      if (one.includes(text)) held[index + 1] = 1;
    });
    return held;
  }

  /** For each number of a value whether a filter lets it pass. @param {Filter} filter @returns {Uint8Array} */
  passing(filter) {
    const passes = new Uint8Array(this.data.values.length + 1).fill(1);
    if (filter.among !== undefined) {
      const chosen = new Set(filter.among.map((value) => this.numberOf(value)));
      passes.forEach((_, number) => (passes[number] &= Number(chosen.has(number))));
    }
    for (const word of wanted(filter.has ?? "")) {
      const held = this.holding(word);
      passes.forEach((_, number) => (passes[number] &= held[number]));
    }
    if (filter.from || filter.to) {
      const lies = this._lying(filter.from ?? "", filter.to ?? "");
      passes[0] = 0;
      this.data.values.forEach((value, index) => (passes[index + 1] &= Number(lies(value))));
    }
    return passes;
  }

  /** Whether a value lies between two others, of which either may be "". @param {string} from @param {string} to */
  _lying(from, to) {
    if (this.isNumeric) {
      const least = from === "" ? -Infinity : Number(from);
      const most = to === "" ? Infinity : Number(to);
      return (/** @type {string} */ value) => least <= Number(value) && Number(value) <= most;
    }
    const first = from === "" ? "" : days(from)[0];
    const last = to === "" ? "~" : days(to)[1];
    return (/** @type {string} */ value) => {
      const [begin, end] = days(value);
      return first <= end && begin <= last;
    };
  }
}

/** The rows of a table. */
class Rows {
  /** @param {TableData} about @param {ColumnData[]} columns */
  constructor(about, columns) {
    this.about = about;
    this.columns = columns.map((column) => new Column(column, about.rows));
    this.key = this.columns[0];
    this.languages = numbersOf(about.languages, about.rows);
  }

  /** A column by its name. @param {string} name */
  column(name) {
    return this.columns.find((column) => column.name === name);
  }

  /** The row of a record, -1 where there is none. @param {string} id */
  rowOf(id) {
    return this.key.data.values.indexOf(id);
  }

  /** The language of a cell. @param {Column} column @param {number} row */
  language(column, row) {
    if (column.language !== "source") return column.language;
    const number = this.languages[row];
    return number === 0 ? "en" : this.about.languages.values[number - 1];
  }

  /**
   * The rows that hold all words of a query in any of their columns and pass every filter, in the table's order.
   * @param {string} query
   * @param {Map<string, Filter>} filters
   */
  find(query, filters) {
    const found = new Uint8Array(this.about.rows).fill(1);
    for (const [name, filter] of filters) {
      const column = this.column(name);
      if (column === undefined) continue;
      const passes = column.passing(filter);
      for (let row = 0; row < found.length; row += 1) found[row] &= passes[column.numbers[row]];
    }
    for (const word of wanted(query)) {
      const holding = new Uint8Array(found.length);
      for (const column of this.columns) {
        const held = column.holding(word);
        if (!held.includes(1)) continue;
        for (let row = 0; row < found.length; row += 1) holding[row] |= held[column.numbers[row]];
      }
      for (let row = 0; row < found.length; row += 1) found[row] &= holding[row];
    }
    const rows = new Uint32Array(found.reduce((sum, one) => sum + one, 0));
    let place = 0;
    for (let row = 0; row < found.length; row += 1) if (found[row]) rows[place++] = row;
    return rows;
  }

  /**
   * Rows in the order of a column, empty cells last either way, equal ones in the table's order.
   * @param {Uint32Array} rows
   * @param {Column} column
   * @param {boolean} isDescending
   */
  sorted(rows, column, isDescending) {
    const ranks = Float64Array.from(column.ranks, (rank) => (isDescending ? -rank : rank));
    ranks[0] = Infinity; // an empty cell
    const { numbers } = column;
    const places = Float64Array.from(numbers, (number) => ranks[number]);
    return rows.slice().sort((a, b) => (places[a] === places[b] ? a - b : places[a] < places[b] ? -1 : 1));
  }

  /** Rows as a CSV file of the package: every column, quotes where needed, lines end with a line feed. @param {Uint32Array} rows */
  csv(rows) {
    const quoted = (/** @type {string} */ cell) =>
      /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const lines = [this.columns.map((column) => quoted(column.name)).join(",")];
    for (const row of rows) lines.push(this.columns.map((column) => quoted(column.value(row))).join(","));
    return `${lines.join("\n")}\n`;
  }
}
