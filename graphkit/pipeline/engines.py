"""Engines that run a function on many items in parallel: a process pool, Dask or Spark.

An engine yields each item with its result, in order. The function is pickled and must not raise. A worker that dies is
replaced and its item tried again; after a number of tries the item is lost.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any, TypeVar

from graphkit.errors import NotInstalled, UnknownName
from graphkit.pipeline.pool import ONE_THREAD, Lost, in_order

Item = TypeVar("Item")
Result = TypeVar("Result")
Engine = Callable[[Callable[[Any], Any], Sequence[Any], int, int], Generator[tuple[Any, Any], None, None]]
"""Takes a function, items, the number of workers and the number of tries."""


def by_name(name: str) -> Engine:
    """The engine with a name; raises UnknownName."""
    if name not in ENGINES:
        raise UnknownName(f"no engine {name!r}", f"choose one of {', '.join(ENGINES)}")
    return ENGINES[name]


def _pool(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int, tries: int
) -> Generator[tuple[Item, Result | Lost], None, None]:
    return in_order(items, partial(partial, function), workers, tries=tries)


def _dask(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int, tries: int
) -> Generator[tuple[Item, Result | Lost], None, None]:
    """Run on the cluster at DASK_SCHEDULER_ADDRESS, or on a local one."""
    try:
        import dask
        from distributed import Client, LocalCluster, wait
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise NotInstalled.of_extra(f"this engine needs {error.name}", "dask") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # workers that die are handled below
    settings = {
        "distributed.scheduler.allowed-failures": tries - 1,
        "distributed.nanny.pre-spawn-environ": ONE_THREAD,
    }
    with ExitStack() as open_:
        open_.enter_context(dask.config.set(settings))
        address = dask.config.get("scheduler-address", None)
        if address is None:
            cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
            address = open_.enter_context(cluster)
        client = open_.enter_context(Client(address))
        futures = [client.submit(function, item, pure=False) for item in items]
        for item, future in zip(items, futures, strict=True):
            try:
                yield item, future.result()
            except KilledWorker:  # by it, or by another item on the same workers: now it runs alone
                wait(futures)
                try:
                    yield item, client.submit(function, item, pure=False).result()
                except KilledWorker:
                    yield item, Lost(f"it ended {tries} workers")


def _spark(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int, tries: int
) -> Generator[tuple[Item, Result | Lost], None, None]:
    """Run on the cluster of spark-submit, or on a local one; one job per item, since a lost task ends its job."""
    try:
        from py4j.protocol import Py4JError

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # about pandas, which is not used
            from pyspark import SparkConf, SparkContext
    except ImportError as error:
        raise NotInstalled.of_extra(f"this engine needs {error.name}", "spark") from error
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise NotInstalled("this engine needs Java", "install version 17 or set JAVA_HOME")
    settings = {"spark.task.maxFailures": str(tries), "spark.log.level": "OFF"}
    settings |= {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    settings |= {f"spark.executorEnv.{name}": value for name, value in ONE_THREAD.items()}
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not started by spark-submit
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings["spark.master"] = f"local[{workers},{tries}]"
    context = SparkContext.getOrCreate(SparkConf().setAppName("graphkit").setAll(list(settings.items())))

    def done(item: Item) -> Result | Lost:
        try:
            result: Result = context.parallelize([item], 1).map(function).collect()[0]
        except Py4JError:
            return Lost(f"Spark gave up after {tries} tries")
        return result

    threads = ThreadPoolExecutor(max(workers, context.defaultParallelism))
    try:
        yield from zip(items, threads.map(done, items), strict=True)
    finally:
        context.cancelAllJobs()
        threads.shutdown(cancel_futures=True)
        context.stop()


ENGINES: Mapping[str, Engine] = {"pool": _pool, "dask": _dask, "spark": _spark}
