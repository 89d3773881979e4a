create extension if not exists citext with schema public;
select pg_sleep(0.2);  -- long enough for the others to come
