"""Clusters customers by their pairs with scikit-learn, as a function on AWS typically does: gzip CSV line by line into a
sparse matrix of distances, then DBSCAN.

  cluster.py EPS MIN_SAMPLES LABELS CUSTOMERS PAIRS...
"""

import csv
import gzip
import sys

import numpy as np
from scipy.sparse import coo_matrix
from sklearn.cluster import DBSCAN


def main(eps, min_samples, labels_path, customers_path, pairs_paths):
    with gzip.open(customers_path, "rt") as lines:
        ids = sorted(int(line) for line in lines)
    position = {customer: i for i, customer in enumerate(ids)}
    rows, columns, distances = [], [], []
    for path in pairs_paths:
        with gzip.open(path, "rt", newline="") as lines:
            for first, second, distance in csv.reader(lines):
                rows.append(position[int(first)])
                columns.append(position[int(second)])
                distances.append(float(distance))
    # A stored 0 stays stored in this conversion, and DBSCAN takes it for a neighbour.
    both_ways = (np.array(rows + columns), np.array(columns + rows))
    matrix = coo_matrix((np.array(distances + distances), both_ways), shape=(len(ids), len(ids))).tocsr()
    labels = DBSCAN(eps=eps, min_samples=min_samples, metric="precomputed").fit(matrix).labels_
    with open(labels_path, "w") as out:
        out.writelines(f"{customer},{label}\n" for customer, label in zip(ids, labels))


main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:])
