-- How far each follower of events is. The row stays when the follower's bundle goes, so that it goes on from there.

create table customer.event_follower (
    name text primary key,
    position bigint not null,                  -- the number of the last event that it followed, or that was none of its
    since timestamptz not null default now(),
    failures integer not null default 0,       -- in a row, at the same event
    failed_number bigint,                      -- of the event at which it stands
    failed_at timestamptz,
    failure text,
    resume_at timestamptz not null default now() -- after failures nothing is tried before
);
