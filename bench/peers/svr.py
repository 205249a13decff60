"""Fits trials with scikit-learn and prints, as JSON, the CPU time it took and what came out: see bench/svr-job.mjs.

  svr.py JOB TOLERANCE
"""

import json
import sys
import time

import numpy as np
from sklearn.svm import SVR


def fit_trial(part, trial, tolerance):
    rows, targets, others = part["rows"], part["targets"], part["others"]
    new = lambda: SVR(gamma=trial["gamma"], C=trial["C"], epsilon=trial["epsilon"], tol=tolerance)
    model = new().fit(rows, targets)
    test = model.predict(part["test_rows"])
    cv = np.zeros(len(targets))
    for fold, other in zip(part["folds"], others):
        cv[fold] = new().fit(rows[other], targets[other]).predict(rows[fold])
    return model, test, cv


def main(job_path, tolerance):
    with open(job_path) as job:
        parts = [prepare(part) for part in json.load(job)["parts"]]
    began = time.process_time()
    fitted = [[fit_trial(part, trial, tolerance) for trial in part["trials"]] for part in parts]
    seconds = time.process_time() - began
    answers = [
        [answer(part, *results) for results in part_fitted] for part, part_fitted in zip(parts, fitted)
    ]
    json.dump({"seconds": seconds, "answers": answers}, sys.stdout)


def prepare(part):
    rows = np.array(part["training"]["features"])
    everyone = np.arange(len(rows))
    return {
        "rows": rows,
        "targets": np.array(part["training"]["targets"]),
        "test_rows": np.array(part["test"]["features"]),
        "folds": part["folds"],
        "others": [np.setdiff1d(everyone, fold) for fold in part["folds"]],
        "trials": part["trials"],
    }


def answer(part, model, test, cv):
    dual = np.zeros(len(part["targets"]))
    dual[model.support_] = model.dual_coef_[0]
    return {"dual": dual.tolist(), "test": test.tolist(), "cv": cv.tolist()}


main(sys.argv[1], float(sys.argv[2]))
