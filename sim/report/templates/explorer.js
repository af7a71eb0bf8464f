// The explorer of study=compare: shows what was computed beforehand for the policy and the number of desks chosen.
// It formats no number and judges nothing; texts come written from sim.report.explorer_data.
(() => {
  const byId = (name) => document.getElementById(`explorer-${name}`);
  const data = JSON.parse(byId("data").textContent);
  const keys = ["short", "missing", "copresence_share", "imposed_days", "commute_hours_per_week"];
  const units = ["", "missing", "", "imposed", "commute"];
  const inSentence = ["short", "missing", "together", "imposed", "commute"];
  const steps = data.policies[0].numbers[0].value.length;
  const last = data.first + data.step * (steps - 1);
  let policy = 0;
  let place = (data.today - data.first) / data.step;

  const { fill } = controls;
  const sentence = (words) => words[0].toUpperCase() + words.slice(1);
  const whole = (number) => controls.whole(number, data.thousands);
  const at = (column, where) => column[column.length > 1 ? where : 0];
  const text = (column, where) => data.texts[at(column, where)];

  // A number at a place: its text, what is said of its change, and all that belongs to it.
  function numberOf(measure, where) {
    const columns = data.policies[policy].numbers[measure];
    const verdict = at(columns.verdict, where);
    const change = fill(data.sentences[measure][verdict], { amount: text(columns.amount, where) });
    const about = fill(data.about[measure], {
      limits: text(columns.limits, where),
      difference: text(columns.difference, where),
      days: columns.days ? whole(at(columns.days, where)) : "",
    });
    // Verdict 0 is clearly less, 1 clearly more; all others are neither gain nor loss.
    const better = verdict > 1 ? 0 : (verdict === 1 ? 1 : -1) * data.better[measure];
    return { value: text(columns.value, where), change, about, better };
  }

  function showNumbers(desks) {
    const values = { policy: data.policies[policy].name, desks };
    const said = [];
    keys.forEach((key, measure) => {
      const number = numberOf(measure, place);
      const known = number.value !== data.say.unknown;
      const unit = known && units[measure];
      byId(`${key}-value`).textContent = unit ? fill(data.say[unit], { value: number.value }) : number.value;
      byId(`${key}-about`).textContent = number.about;
      const change = byId(`${key}-change`);
      change.textContent = number.change;
      change.className = `change ${["loss", "", "gain"][number.better + 1]}`.trim();
      const name = inSentence[measure];
      values[name] = number.value;
      values[`${name}_change`] = number.change;
      if (known) {
        said.push(sentence(fill(data.say[measure ? `said_${name}` : "said"], values)));
      }
    });
    byId("said").textContent = said.join(" ");
  }

  // The curve is drawn from counts of days: how high they are, of all days, at each number of desks.
  function points(number) {
    const days = data.policies[number].numbers[0].days;
    const across = Math.max(steps - 1, 1);
    return days.map((count, where) => `${(1000 * where) / across},${100 - (100 * count) / data.days}`).join(" ");
  }

  function showCurve() {
    const curve = byId("curve");
    const across = (1000 * place) / Math.max(steps - 1, 1);
    curve.querySelector(".of-base").setAttribute("points", points(0));
    curve.querySelector(".of-chosen").setAttribute("points", points(policy));
    curve.querySelector(".here").setAttribute("d", `M${across} 0V100`);
    const values = data.policies[policy].numbers[0].value;
    byId("curve-said").textContent = fill(data.say.curve, {
      policy: data.policies[policy].name,
      most: text(values, 0),
      first: whole(data.first),
      least: text(values, steps - 1),
      last: whole(last),
    });
    byId("curve-first").textContent = whole(data.first);
    byId("curve-last").textContent = whole(last);
  }

  // A cell knows the head of its column, which a phone shows beside it.
  function cell(row, content, className, limits) {
    const label = row.closest("table").tHead.rows[0].cells[row.cells.length].textContent;
    const found = row.insertCell();
    if (label) {
      found.dataset.label = label;
    }
    found.className = className;
    found.textContent = content;
    if (limits) {
      const quiet = document.createElement("span");
      quiet.className = "limits wraps";
      quiet.textContent = limits;
      found.append(" ", quiet);
    }
    return found;
  }

  function head(row, content) {
    const found = document.createElement("th");
    found.scope = "row";
    const name = document.createElement("bdi");
    name.textContent = content;
    found.append(name);
    row.append(found);
  }

  function bar(row, better, worse) {
    const found = cell(row, "", "bar");
    for (const [className, share] of [["better", better], ["same", 100 - better - worse], ["worse", worse]]) {
      const part = document.createElement("span");
      part.className = className;
      part.style.width = `${Math.max(share, 0)}%`;
      found.append(part);
    }
  }

  function showWinners() {
    const { winners, nobody, name } = data.policies[policy];
    const [metric, kind] = [byId("metric"), byId("kind")];
    byId("nobody").textContent = nobody;
    byId("nobody").hidden = !nobody;
    byId("winners").hidden = byId("picks").hidden = Boolean(nobody);
    const body = byId("winners").querySelector("tbody");
    body.replaceChildren();
    if (nobody) {
      return;
    }
    const captioned = { policy: name, metric: metric.selectedOptions[0].text };
    byId("winners-caption").textContent = sentence(fill(data.say.winners, captioned));
    for (const group of new Set(["everybody", kind.value])) {
      data.groups[group].forEach(([who, people], number) => {
        const [better, same, worse, change, gain, loss] = winners[metric.value][group][number];
        const row = body.insertRow();
        head(row, who);
        cell(row, people, "number");
        [better, same, worse].forEach((share) => cell(row, data.texts[share], "number"));
        bar(row, gain, loss);
        cell(row, data.texts[change], "number");
      });
    }
  }

  function showFairness() {
    const body = byId("fairness").querySelector("tbody");
    body.replaceChildren();
    const caption = policy ? data.say.fairness : data.say.fairness_own;
    byId("fairness-caption").textContent = sentence(fill(caption, { policy: data.policies[policy].name }));
    const both = policy ? [policy, 0] : [0];
    const burdens = new Set(both.flatMap((number) => data.policies[number].fairness.map((one) => one[0])));
    for (const burden of burdens) {
      for (const number of both) {
        const spread = data.policies[number].fairness.find((one) => one[0] === burden);
        if (!spread) {
          continue;
        }
        const row = body.insertRow();
        head(row, data.texts[burden]);
        cell(row, data.policies[number].name, "");
        for (let column = 1; column < spread.length; column += 2) {
          const className = column < spread.length - 2 ? "number" : "";
          cell(row, data.texts[spread[column]], className, data.texts[spread[column + 1]]);
        }
      }
    }
  }

  function show() {
    const number = data.first + data.step * place;
    const desks = whole(number);
    byId("chosen").textContent = sentence(fill(data.say.chosen, { policy: data.policies[policy].name, desks }));
    byId("slider").value = number;
    byId("slider").setAttribute("aria-valuetext", desks);
    showNumbers(desks);
    showCurve();
    showWinners();
    showFairness();
  }

  // The nearest number of desks that was computed.
  function choose(number) {
    const wanted = Math.round((number - data.first) / data.step);
    place = Math.min(Math.max(wanted, 0), steps - 1);
    show();
  }

  const settle = controls.choice({
    slider: byId("slider"),
    box: byId("box"),
    first: () => data.first,
    last: () => last,
    current: () => data.first + data.step * place,
    slide: choose,
    choose,
  });
  document.querySelectorAll("input[name=explorer-policy]").forEach((radio) => {
    radio.addEventListener("change", () => {
      policy = Number(radio.value);
      show();
    });
  });
  byId("today").addEventListener("click", () => {
    choose(data.today);
    settle();
  });
  byId("metric").addEventListener("change", showWinners);
  byId("kind").addEventListener("change", showWinners);

  const section = document.getElementById("explorer");
  controls.explain(section);
  byId("without-script").hidden = true;
  section.hidden = false;
  show();
})();
