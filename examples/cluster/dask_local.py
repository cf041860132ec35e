"""Analyse a corpus with Dask on this machine: `python dask_local.py ARTICLES OUT [PARTITIONS]`.

ARTICLES is a JSON-lines, CSV or Parquet file; OUT a folder. Needs `pip install "framing[dask]"`.
"""

import sys

import dask.dataframe as dd

import framing
from framing.analysis import PartitionWriter


def main(articles: str, out: str, partitions: str = "8") -> None:
    frame = framing.read_corpus(articles).to_frame()
    write = PartitionWriter(out)
    frames = dd.from_pandas(frame, npartitions=int(partitions), sort=False)
    frames.map_partitions(write, meta=write.meta).compute(scheduler="processes")
    print(write.finish(sampling=f"all articles of {articles}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
