"""Analyse a corpus with Spark: `spark-submit spark.py ARTICLES OUT [PARTITIONS]`, or `python spark.py …` on one machine.

ARTICLES is a Parquet or JSON-lines file (or a folder of them) that Spark can read; OUT a folder that all executors
see. Needs `pip install "framing[spark]"` and Java 17.
"""

import os
import sys

from pyspark.sql import SparkSession

from framing.analysis import PartitionWriter


def main(articles: str, out: str, partitions: str = "8") -> None:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # on a cluster: the interpreter that has framing
    spark = SparkSession.builder.appName("framing").getOrCreate()
    read = spark.read.parquet if articles.rstrip("/").endswith("parquet") else spark.read.json
    write = PartitionWriter(out)
    read(articles).repartition(int(partitions)).mapInPandas(write.batches, schema=write.schema).collect()
    print(write.finish(sampling=f"all articles of {articles}"))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
