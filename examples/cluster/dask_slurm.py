"""Analyse many Parquet files on a SLURM cluster: `python dask_slurm.py 'articles/*.parquet' OUT [JOBS]`.

Run it on the login node; it asks SLURM for JOBS workers. Needs `pip install "framing[dask]" dask-jobqueue`, and a
folder OUT that all nodes see. A job that was stopped is started again with the same command: what is written stays.
"""

import sys

import dask.dataframe as dd
from dask.distributed import Client
from dask_jobqueue import SLURMCluster

from framing.analysis import PartitionWriter


def main(articles: str, out: str, jobs: str = "20") -> None:
    cluster = SLURMCluster(cores=1, memory="2GB", walltime="04:00:00")  # one process a core; account and queue as your site wants
    cluster.scale(jobs=int(jobs))
    with Client(cluster):
        write = PartitionWriter(out)
        frames = dd.read_parquet(articles)  # about 10,000 articles a partition are a good size
        frames.map_partitions(write, meta=write.meta).compute()
        print(write.finish(sampling=f"all articles of {articles}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
