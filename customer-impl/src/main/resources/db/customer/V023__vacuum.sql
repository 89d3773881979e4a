-- Filters and deep pages are read from indexes alone, as long as the pages of the table are known to be all visible. Each order
-- makes two of them unknown; after 50,000 of them among a million customers a filter took twice as long.
alter table customer_summary set (autovacuum_vacuum_scale_factor = 0.05);
