-- What is kept of a customer.

create table ${word}.entry (
    customer_id uuid primary key,             -- no reference: the customer is kept by another bundle
    score integer not null constraint entry__score_range check (score between 1 and 5),
    remark text,
    changed_at timestamptz not null default now()
);
create index entry_score on ${word}.entry (coalesce(score, 0), customer_id);
