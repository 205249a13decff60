-- Everyone in the customer base, so that the clustering knows those without a single pair, too. An age that nobody has
-- (numpy and R write -2147483648 for one that is missing) follows its customer's id, and the clustering refuses the row.
UNLOAD (
  SELECT
    IF(age NOT BETWEEN 0 AND 130, CAST(customer_id AS VARCHAR) || ' ' || CAST(age AS VARCHAR), CAST(customer_id AS VARCHAR))
      AS customer
  FROM bronze_customers
)
TO '{target}'
WITH (format = 'TEXTFILE', field_delimiter = ',', compression = 'GZIP')
