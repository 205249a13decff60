"""Clusters customers by their pairs with scikit-learn's OPTICS, cut at eps. It takes no sparse matrix with fewer than
MIN_SAMPLES distances in a row, so the matrix is whole: 8 bytes for each two customers.

  optics.py EPS MIN_SAMPLES LABELS CUSTOMERS PAIRS...
"""

import csv
import gzip
import sys

import numpy as np
from sklearn.cluster import OPTICS


def main(eps, min_samples, labels_path, customers_path, pairs_paths):
    with gzip.open(customers_path, "rt") as lines:
        ids = sorted(int(line) for line in lines)
    position = {customer: i for i, customer in enumerate(ids)}
    matrix = np.ones((len(ids), len(ids)))
    np.fill_diagonal(matrix, 0)
    for path in pairs_paths:
        with gzip.open(path, "rt", newline="") as lines:
            for first, second, distance in csv.reader(lines):
                i, j = position[int(first)], position[int(second)]
                matrix[i, j] = matrix[j, i] = float(distance)
    optics = OPTICS(min_samples=min_samples, max_eps=eps, eps=eps, metric="precomputed", cluster_method="dbscan")
    labels = optics.fit(matrix).labels_
    with open(labels_path, "w") as out:
        out.writelines(f"{customer},{label}\n" for customer, label in zip(ids, labels))


main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:])
