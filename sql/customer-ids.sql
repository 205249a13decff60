-- Everyone in the customer base, so that the clustering knows those without a single pair, too.
UNLOAD (
  SELECT customer_id
  FROM bronze_customers
)
TO '{target}'
WITH (format = 'TEXTFILE', field_delimiter = ',', compression = 'GZIP')
