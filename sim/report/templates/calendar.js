// The calendar of project, size and close: shows what was computed beforehand for the site and the day chosen.
// It counts how many values exceed a number of desks and writes whole numbers; all texts come from sim.report.calendar.
(() => {
  const byId = (name) => document.getElementById(`calendar-${name}`);
  const data = JSON.parse(byId("data").textContent);
  const section = document.getElementById("calendar");
  const cards = [...section.querySelectorAll(".number-card")].map((card) => card.id.replace("calendar-", ""));
  const days = [...byId("months").querySelectorAll("button")];
  const chooser = { place: byId("place"), step: byId("step"), show: byId("show"), year: byId("year") };
  let place = data.places[Number(chooser.place.value)];
  let number = 0;
  let opened = null;

  const { fill } = controls;
  const whole = (value) => controls.whole(value, data.thousands);
  const step = () => Number(chooser.step?.value ?? 0);
  const seen = () => place.seen[step()];
  const desks = () => (place.desks ? numbers()[number] : seen().desks);

  // Whole numbers come as texts in which each has equally many signs.
  const read = new Map();
  function unpacked(text, values) {
    const key = `${values} ${text}`;
    if (!read.has(key)) {
      const width = text.length / values;
      const found = Array.from({ length: values }, (_, at) =>
        [...text.slice(at * width, (at + 1) * width)].reduce((sum, sign) => sum * data.signs.length + data.signs.indexOf(sign), 0));
      read.set(key, found);
    }
    return read.get(key);
  }
  const column = (name) => unpacked(seen()[name], days.length);
  const often = (count, of) => fill(of < seen().of ? data.say.often_some : data.say.often, {
    short: whole(count), of: whole(of), all: whole(seen().of),
  });
  function numbers() {
    return unpacked(place.desks.numbers, place.desks.count);
  }

  // In how many of the replications kept more desks are wanted than chosen, by day.
  function short() {
    if (!place.desks) {
      return { counts: unpacked(place.short[step()], days.length), of: seen().of };
    }
    const counts = days.map(() => 0);
    const wanted = days.map(() => 0);
    place.desks.ranked.forEach((more) => {
      unpacked(more, days.length).forEach((value, day) => {
        wanted[day] += value;
        counts[day] += wanted[day] > desks() ? 1 : 0;
      });
    });
    return { counts, of: place.desks.ranked.length };
  }

  function chosen() {
    const choice = place.desks ? fill(data.say.with_desks, { desks: whole(desks()) }) : data.steps[step()];
    return choice ? fill(data.say.chosen, { place: place.name, choice }) : place.name;
  }

  function showCards() {
    byId("chosen").textContent = chosen();
    byId("line").textContent = data.texts[place.lines[step()]];
    byId("line").hidden = !byId("line").textContent;
    cards.forEach((key, at) => {
      let [value, limits, rest, change, tone, about] = seen().cards[at].map((text) => data.texts[text]);
      if (place.desks && key === "desks") {
        value = whole(desks());
      }
      if (place.desks && key === "short") {
        [value, limits] = ["value", "limits"].map(
          (name) => data.texts[unpacked(place.desks[name], place.desks.count)[number]]);
      }
      about ||= fill((place.whole ? data.about_whole : data.about)[at], { limits, rest });
      byId(`${key}-name`).textContent = (place.whole ? data.headings_whole : data.headings)[at];
      byId(`${key}-value`).textContent = value;
      byId(`${key}-about`).textContent = about;
      byId(`${key}-change`).textContent = change;
      byId(`${key}-change`).className = `change ${tone}`.trim();
    });
  }

  function showDays() {
    const { counts, of } = short();
    const [mean, home] = [column("mean"), column("home")];
    const shown = chooser.show.value;
    const values = { wanted: mean, short: counts.map((count) => count / of), home }[shown];
    const scale = shown === "short" ? data.shares : place[shown];
    // People are sent home with the desks of today, whatever number is chosen: its marks do not belong to these colors.
    const marked = !(place.desks && shown === "home");
    let over = 0;
    days.forEach((day, at) => {
      const tooFew = 2 * counts[at] > of;
      over += tooFew ? 1 : 0;
      day.className = `color-${scale.uppers.filter((upper) => values[at] > upper).length}${tooFew && marked ? " over" : ""}`;
      day.setAttribute("aria-label", fill(data.say.label, {
        date: data.dates[at],
        wanted: whole(mean[at]),
        often: often(counts[at], of),
        home: data.sent[home[at]],
      }));
    });
    byId("legend").querySelectorAll(".means").forEach((means, color) => {
      means.textContent = scale.words[color];
    });
    byId("legend").querySelector(".means-over").hidden = !marked;
    byId("days").textContent = fill(data.say.days, { measure: chooser.show.selectedOptions[0].text });
    byId("said").textContent = fill(data.say.said, { chosen: chosen(), days: whole(over), all_days: whole(days.length) });
    // One voice speaks of what was chosen; the day that is open changes in silence.
    byId("day").setAttribute("aria-live", "off");
    showDay(counts, of);
  }

  function showDay(counts, of) {
    byId("opened").hidden = opened === null;
    byId("none").hidden = opened !== null;
    days.forEach((day, at) => {
      if (at === opened) {
        day.setAttribute("aria-current", "true");
      } else {
        day.removeAttribute("aria-current");
      }
    });
    if (opened === null) {
      return;
    }
    const at = (name) => column(name)[opened];
    const band = fill(data.say.band, { low: whole(at("low")), high: whole(at("high")) });
    const texts = {
      wanted: whole(at("mean")),
      band: seen().of > 1 ? band : data.say.one,
      desks: whole(desks()),
      short: often(counts[opened], of),
      home: data.sent[at("home")],
    };
    byId("date").textContent = data.dates[opened];
    Object.entries(texts).forEach(([name, text]) => {
      byId(`day-${name}`).textContent = text;
    });
  }

  function openDay(day) {
    opened = day;
    byId("day").setAttribute("aria-live", "polite");
    const { counts, of } = short();
    showDay(counts, of);
  }

  function show() {
    if (place.desks) {
      byId("slider").value = number;
      byId("slider").setAttribute("aria-valuetext", whole(desks()));
    }
    showCards();
    showDays();
  }

  // The days in sight; exactly one of them can be reached by the Tab key.
  const inSight = () => days.filter((day) => !day.closest("table").hidden);
  function reach(day) {
    days.forEach((other) => {
      other.tabIndex = other === day ? 0 : -1;
    });
  }

  function choosePlace() {
    place = data.places[Number(chooser.place.value)];
    if (place.desks) {
      const { today, found, range, as_today: asToday, as_found: asFound } = place.desks;
      byId("range").textContent = range;
      byId("slider").max = numbers().length - 1;
      byId("today").textContent = asToday;
      byId("found").textContent = asFound;
      byId("found").hidden = found === null;
      byId("marks").replaceChildren(...[today, found].filter((mark) => mark !== null).map((mark) => {
        const option = document.createElement("option");
        option.value = mark;
        return option;
      }));
      number = found ?? today;
      settle();
    }
    show();
  }

  // The nearest number of desks that was computed.
  function nearest(wanted) {
    const away = numbers().map((one) => Math.abs(one - wanted));
    number = away.indexOf(Math.min(...away));
    show();
  }

  chooser.place.addEventListener("change", choosePlace);
  chooser.show.addEventListener("change", show);
  chooser.step?.addEventListener("change", show);
  chooser.year?.addEventListener("change", () => {
    chooseYear();
    openDay(null);
  });
  const settle = byId("slider") ? controls.choice({
    slider: byId("slider"),
    box: byId("box"),
    first: () => numbers()[0],
    last: () => numbers().at(-1),
    current: desks,
    slide: (chosenNumber) => {
      number = chosenNumber;
      show();
    },
    choose: nearest,
  }) : null;
  if (settle) {
    ["today", "found"].forEach((name) => {
      byId(name).addEventListener("click", () => {
        number = place.desks[name];
        show();
        settle();
      });
    });
  }

  function chooseYear() {
    byId("months").querySelectorAll("table").forEach((month) => {
      month.hidden = Boolean(chooser.year) && month.dataset.year !== chooser.year.value;
    });
    reach(inSight()[0]);
  }

  // From a day to the next one of the same weekday, over days off.
  function sameWeekday(day, way) {
    const weekday = data.weekdays[days.indexOf(day)];
    const from = days.indexOf(day);
    const all = days.map((_, at) => at).filter((at) => data.weekdays[at] === weekday && (at - from) * way > 0);
    return days[way > 0 ? all[0] : all.at(-1)];
  }
  function target(day, event) {
    const sight = inSight();
    const here = sight.indexOf(day);
    const week = [...day.closest("tr").querySelectorAll("button")];
    const month = [...byId("months").querySelectorAll("table:not([hidden])")];
    const beside = (way) => month[month.indexOf(day.closest("table")) + way]?.querySelector("button");
    const moves = {
      ArrowLeft: () => sight[here - 1],
      ArrowRight: () => sight[here + 1],
      ArrowUp: () => sameWeekday(day, -1),
      ArrowDown: () => sameWeekday(day, 1),
      Home: () => (event.ctrlKey ? sight[0] : week[0]),
      End: () => (event.ctrlKey ? sight.at(-1) : week.at(-1)),
      PageUp: () => beside(-1),
      PageDown: () => beside(1),
    };
    return moves[event.key];
  }
  byId("months").addEventListener("keydown", (event) => {
    const move = days.includes(event.target) ? target(event.target, event) : null;
    if (!move) {
      return;
    }
    event.preventDefault();
    const next = move();
    if (next && inSight().includes(next)) {
      reach(next);
      next.focus();
    }
  });
  byId("months").addEventListener("click", (event) => {
    const at = days.indexOf(event.target);
    if (at >= 0) {
      reach(days[at]);
      openDay(opened === at ? null : at);
      // What is said of a day may have come to lie over it.
      days[at].scrollIntoView({ block: "nearest" });
    }
  });

  controls.explain(section, (event) => {
    if (days.includes(event.target)) {
      openDay(null);
    }
  });

  byId("without-script").hidden = true;
  section.hidden = false;
  chooseYear();
  choosePlace();
})();
