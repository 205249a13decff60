-- The leaderboard of a run, from the predictions that its trials stored.
--
-- R² is 1 less the squared errors over the squares around the mean: of the test rows for r2_test, of the training rows
-- (each predicted once, by the model that had not seen its fold) for r2_cv. Sums of doubles depend on the order of
-- addition, which Athena leaves open even where ORDER BY stands in them, so R² is rounded to ten decimals and what has the
-- target's unit to twelve significant digits; ties go to the lower trial. Trials that did not converge come last, whatever their figures.
-- Parameters: run, run, run, the figure to rank by.
UNLOAD (
  WITH
    predictions AS (
      SELECT
        p.trial_id,
        p.split,
        p.id,
        r.target AS y_true,
        p.y_pred,
        AVG(r.target) OVER (
          PARTITION BY p.trial_id, p.split
          ORDER BY p.id
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS y_mean
      FROM silver_predictions AS p
      JOIN silver_rows AS r ON r.id = p.id
      WHERE p.run = ? AND r.run = ? AND p.split IN ('cv', 'test')
    ),
    errors AS (
      SELECT
        trial_id,
        split,
        COUNT(*) AS n,
        SUM(POWER(y_true - y_pred, 2) ORDER BY id) AS sse,
        SUM(POWER(y_true - y_mean, 2) ORDER BY id) AS sst
      FROM predictions
      GROUP BY trial_id, split
    ),
    trials AS (
      SELECT
        h.trial_id,
        h.gamma,
        h.c,
        h.epsilon,
        ROUND(1 - t.sse / NULLIF(t.sst, 0), 10) AS r2_test,
        ROUND(1 - v.sse / NULLIF(v.sst, 0), 10) AS r2_cv,
        {significant: SQRT(t.sse / t.n)} AS rmse_test,
        h.n_support,
        h.converged
      FROM silver_hyperparams AS h
      JOIN errors AS t ON t.trial_id = h.trial_id AND t.split = 'test'
      JOIN errors AS v ON v.trial_id = h.trial_id AND v.split = 'cv'
      WHERE h.run = ?
    ),
    criterion AS (
      SELECT rank_by
      FROM (VALUES 'r2_cv', 'r2_test') AS criteria (rank_by)
      WHERE rank_by = ?
    )
  SELECT
    ROW_NUMBER() OVER (
      ORDER BY converged DESC, IF(rank_by = 'r2_test', r2_test, r2_cv) DESC NULLS LAST, trial_id
    ) AS rank,
    trial_id,
    gamma,
    c,
    epsilon,
    r2_test,
    r2_cv,
    rmse_test,
    n_support,
    converged
  FROM trials
  CROSS JOIN criterion
)
TO '{target}'
WITH (format = 'JSON')
