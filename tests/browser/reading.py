"""What a reader sees on the page: numbers of the explorer, and cells of the tables below it."""

from __future__ import annotations

CARDS = ("short", "missing", "copresence_share", "imposed_days", "commute_hours_per_week")


def policies(page):
    """Names of the policies as their radio buttons say them."""
    return page.locator("label.radio bdi").all_inner_texts()


def choose_policy(page, number):
    page.locator("label.radio").nth(number).click()


def choose_desks(page, number):
    """Type a number of desks."""
    box = page.locator("#explorer-box")
    box.fill(str(number))
    box.press("Tab")


def value(page, card):
    return page.locator(f"#explorer-{card}-value").inner_text()


def change(page, card):
    return page.locator(f"#explorer-{card}-change").inner_text()


def about(page, card):
    """The description of a number, shown or not."""
    return page.locator(f"#explorer-{card}-about").text_content()


def cards(page):
    """All numbers at once, by card: value, change and description."""
    return page.evaluate(
        """(cards) => Object.fromEntries(cards.map((card) => [card, ["value", "change", "about"].map(
            (part) => document.getElementById(`explorer-${card}-${part}`).textContent)]))""",
        CARDS,
    )


def everybody_and(page, kind, metric):
    """Rows of who gains and loses for a kind of groups and a measure."""
    return page.evaluate(
        """([kind, metric]) => {
            for (const [name, value] of [["kind", kind], ["metric", metric]]) {
                const pick = document.getElementById(`explorer-${name}`);
                pick.value = value;
                pick.dispatchEvent(new Event("change"));
            }
            return [...document.querySelectorAll("#explorer-winners tbody tr")].map(
                (row) => [...row.cells].map((cell) => cell.textContent));
        }""",
        [kind, metric],
    )


def grid(page, heading, number=0):
    """A table of the page below a heading: its heads, and its rows as pairs of value and limits."""
    return page.evaluate(
        """([heading, number]) => {
            const title = [...document.querySelectorAll("main > h2")].find((one) => one.textContent === heading);
            const tables = [];
            for (let next = title.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
                tables.push(...next.querySelectorAll("table"));
            }
            const text = (node) => node ? node.textContent.trim() : "";
            const rows = [...tables[number].tBodies[0].rows].map((row) => [...row.cells].map((cell) => {
                const limits = text(cell.querySelector(".limits"));
                const whole = text(cell);
                return [limits ? whole.slice(0, whole.length - limits.length).trim() : whole, limits];
            }));
            return { heads: [...tables[number].tHead.rows[0].cells].map(text), rows };
        }""",
        [heading, number],
    )


def rows_shown(page, name):
    """Rows of a table of the explorer, each a list of cells; a phone shows the same texts as cards."""
    return page.evaluate(
        """(name) => [...document.querySelectorAll(`#explorer-${name} tbody tr`)].map(
            (row) => [...row.cells].map((cell) => cell.textContent))""",
        name,
    )
