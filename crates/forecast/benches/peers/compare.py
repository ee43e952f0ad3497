"""talent beside statsforecast and augurs on one panel: accuracy, coverage, time, memory, in one run."""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
PANELS = ROOT / "datasets" / "panels"
TALENT = ROOT / "target" / "release" / "talent"
HORIZON = 6
CORES = 2


def command(arguments, stdin=None, stdout=None):
    """Runs a command; wall and CPU seconds and peak memory in MB."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(a) for a in arguments], stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"{arguments[0]} failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def scores(train, test, forecast):
    out = subprocess.run(
        [TALENT, "score", "--train", train, "--actual", test, "--forecast", forecast, "--format", "json"],
        check=True, capture_output=True, text=True,
    )
    return next(row for row in json.loads(out.stdout) if row["method"] == "forecast")


def statsforecast(name, model, frame, folder):
    from statsforecast import StatsForecast

    begun, cpu = time.perf_counter(), time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    engine = StatsForecast(models=[model], freq=1, n_jobs=CORES)
    found = engine.forecast(df=frame, h=HORIZON, level=[95])
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - cpu + after.ru_utime - children.ru_utime
    if "unique_id" not in found.columns:
        found = found.reset_index()
    found["step"] = found.groupby("unique_id").cumcount() + 1
    columns = {"unique_id": "series_id", name: "mean", f"{name}-lo-95": "lo95", f"{name}-hi-95": "hi95"}
    path = folder / f"{name}.csv"
    found.rename(columns=columns)[["series_id", "step", "mean", "lo95", "hi95"]].to_csv(path, index=False)
    return path, (wall, cpu, None)


def augurs(plain, folder):
    binary = folder / "target" / "release" / "peer-augurs"
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--target-dir", folder / "target"],
        cwd=HERE / "augurs", check=True,
    )
    path = folder / "augurs.csv"
    with open(plain) as panel, open(path, "w") as out:
        cost = command([binary, HORIZON], stdin=panel, stdout=out)
    return path, cost


def fixtures(forecast):
    """Every 29th series, to nine digits."""
    lines = Path(forecast).read_text().splitlines()[1:]
    order = list(dict.fromkeys(line.split(",")[0] for line in lines))
    kept = set(order[::29])
    target = ROOT / "crates/forecast/tests/fixtures/ets-augurs-0.10.3.csv"
    with open(target, "w") as out:
        out.write("series_id,step,mean\n")
        for line in lines:
            series, step, mean = line.split(",")[:3]
            if series in kept:
                out.write(f"{series},{step},{float(mean):.9g}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", default=PANELS / "m4-yearly-train.csv.gz")
    parser.add_argument("--test", default=PANELS / "m4-yearly-test.csv.gz")
    parser.add_argument("--fixtures", action="store_true", help="write the figures that the tests use")
    request = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    plain = folder / "train.csv"
    opened = gzip.open if str(request.train).endswith(".gz") else open
    with opened(request.train, "rt") as panel:
        plain.write_text(panel.read())
    rows = []
    for method in ["auto", "ets", "dynamic-theta"]:
        out = folder / f"talent-{method}.csv"
        cost = command([TALENT, "forecast", "--input", request.train, "--horizon", HORIZON,
                        "--method", method, "--output", out])
        rows.append((f"talent {method}", out, cost))
    path, cost = augurs(plain, folder)
    rows.append(("augurs 0.10.3 AutoETS", path, cost))
    if request.fixtures:
        fixtures(path)
    import pandas
    from statsforecast import __version__
    from statsforecast.models import AutoETS, DynamicOptimizedTheta, Naive, RandomWalkWithDrift

    frame = pandas.read_csv(plain).rename(columns={"series_id": "unique_id", "step": "ds", "value": "y"})
    frame["unique_id"] = frame["unique_id"].astype(str)
    peers = [("Naive", Naive()), ("RWD", RandomWalkWithDrift()), ("AutoETS", AutoETS(season_length=1, model="ZZN")),
             ("DynamicOptimizedTheta", DynamicOptimizedTheta(season_length=1))]
    for name, model in peers:
        path, cost = statsforecast(name, model, frame, folder)
        rows.append((f"statsforecast {__version__} {name}", path, cost))
    count = frame["unique_id"].nunique()
    ours = rows[0][2]
    print(f"{count} series, horizon {HORIZON}, {CORES} cores\n")
    print("| method | OWA | sMAPE | MASE | MSIS 95 | 95 % covers | wall s | CPU µs a series | peak MB | times the wall of talent auto |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, path, (wall, cpu, peak) in rows:
        found = scores(request.train, request.test, path)
        wide = next(held for held in found["intervals"] if held["coverage"] == 0.95)
        memory = "–" if peak is None else f"{peak:.0f}"
        print(f"| {name} | {found['owa']:.3f} | {found['smape']:.3f} | {found['mase']:.3f} | {wide['msis']:.1f} "
              f"| {100 * wide['inside']:.1f} % | {wall:.2f} | {1e6 * cpu / count:.0f} | {memory} | {wall / ours[0]:.1f} |")


if __name__ == "__main__":
    main()
