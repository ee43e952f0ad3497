"""笔记本共用：找程序、工作区和接口，读单元格，选字体。

What the notebooks share: where the program, the workspace and the API are, how cells are read, and the font.
"""

import contextlib
import csv
import hashlib
import json
import os
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path

import matplotlib.pyplot as plt
import polars as pl
from matplotlib import font_manager

# 主色、对照色、辅助色：色弱者也能区分。 Colours that colour-blind readers can tell apart.
OURS, OTHER, THIRD, GREY = "#0072B2", "#D55E00", "#009E73", "#7F7F7F"


def _setting(name: str, meaning: str) -> str:
    """环境变量，缺了就说清楚。 An environment variable; one that is missing is named."""
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"请设置环境变量 {name}：{meaning} (set {name})")
    return value


def workspace() -> Path:
    """工作区文件夹。 The workspace folder."""
    return Path(_setting("TALENT_WORKSPACE", "工作区文件夹"))


def api() -> str:
    """接口地址。 The base URL of the API."""
    return _setting("TALENT_API", "talent serve 打印的地址").rstrip("/")


def talent(*arguments: object) -> str:
    """运行程序，返回标准输出；出错则带上它说的话。 Runs the program; its own words go into an error."""
    command = [os.environ.get("TALENT_BIN", "talent"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise RuntimeError(f"talent {arguments[0]}：{done.stderr.strip()}")
    return done.stdout


def get(path: str, base: str | None = None, **parameters: object) -> dict:
    """接口的一个回答。 One answer of the API."""
    query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
    with urllib.request.urlopen(f"{base or api()}/api/v1/{path}{query}", timeout=60) as answer:
        return json.load(answer)


def everything(path: str, base: str | None = None, **parameters: object) -> list[dict]:
    """一个列表的所有页。 All pages of a list."""
    items, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = get(path, base, limit=1000, **parameters, **more)
        items += page["items"]
        cursor = page.get("next")
        if not cursor:
            return items


@contextlib.contextmanager
def serving(folder: Path):
    """在空闲端口上启动接口，用完停止。 Serves a workspace on a free port, and stops."""
    program = os.environ.get("TALENT_BIN", "talent")
    command = [program, "serve", "-w", folder, "--addr", "127.0.0.1:0", "--view", "bureau"]
    service = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        first = service.stdout.readline()
        if "http://" not in first:
            raise RuntimeError(f"talent serve 没有打印地址：{first!r}")
        yield "http://" + first.split("http://", 1)[1].split("/", 1)[0]
    finally:
        service.terminate()
        service.wait(timeout=30)


def observations(version: int) -> pl.DataFrame:
    """一个数据版本的全部数字。 All figures of a vintage."""
    return pl.read_parquet(workspace() / "vintages" / f"{version:04}" / "observations.parquet")


def cell_name(row: int, column: int) -> str:
    """行号和列号写成 J579 的样子。 A cell as spreadsheets name it."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def original(name: str) -> list[list[str]]:
    """导入时的原文件（CSV），先核对哈希。 An imported file as it came, once its hash is checked."""
    manifest = json.loads((workspace() / "manifest.json").read_text(encoding="utf-8"))
    entry = [file for file in manifest["files"] if file["name"] == name][-1]
    content = (workspace() / "originals" / entry["hash"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["hash"], f"{name} 已被改动"
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def _chinese_font() -> str | None:
    """有没有能显示中文的字体。 The font for Chinese, if there is one."""
    wanted = "Noto Sans CJK SC"
    return wanted if wanted in font_manager.get_font_names() else None


_FONT = _chinese_font()
plt.rcParams.update({
    "font.family": [_FONT, "DejaVu Sans"] if _FONT else ["DejaVu Sans"],
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E3E3E3",
    "legend.frameon": False,
    "figure.dpi": 110,
    "figure.constrained_layout.use": True,
})
pl.Config.set_tbl_rows(60)
pl.Config.set_tbl_cols(20)
pl.Config.set_fmt_str_lengths(60)
pl.Config.set_float_precision(3)


def say(chinese: str, english: str) -> str:
    """图上的字：有中文字体用中文，否则用英文，不出方框。 Chinese where the font has it, else English; no boxes."""
    return chinese if _FONT else english
