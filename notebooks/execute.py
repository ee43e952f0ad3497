"""执行一个笔记本，把带结果的副本写到别处。 Executes a notebook and writes a copy with its outputs.

用法 usage：python execute.py 笔记本.ipynb 副本.ipynb [秒 seconds]
"""

import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


def execute(source: Path, copy: Path, seconds: float) -> str | None:
    """逐格执行；返回错误，没有则为 None。 Runs cell by cell; the error, or None."""
    notebook = nbformat.read(source, as_version=4)
    folder = {"metadata": {"path": str(source.parent)}}
    client = NotebookClient(notebook, kernel_name="python3", resources=folder)
    until, error = time.monotonic() + seconds, None
    with client.setup_kernel():
        for position, cell in enumerate(notebook.cells):
            client.timeout = max(1, int(until - time.monotonic()))
            try:
                client.execute_cell(cell, position)
            except CellTimeoutError:
                error = f"第 {position + 1} 格超时：共 {seconds:.0f} 秒 (out of time in cell {position + 1})"
            except CellExecutionError as failed:
                error = f"第 {position + 1} 格 (cell {position + 1}): {failed.ename}: {failed.evalue}"
            except DeadKernelError as failed:
                error = f"第 {position + 1} 格 (cell {position + 1}): {failed}"
            if error:
                break
    copy.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, copy)
    return error


if __name__ == "__main__":
    limit = float(sys.argv[3]) if len(sys.argv) > 3 else 300.0
    problem = execute(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), limit)
    if problem:
        print(problem)
        sys.exit(1)
