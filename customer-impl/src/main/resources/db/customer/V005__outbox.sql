-- Mails that wait, that were sent, that were given up.

create table customer.outbox_mail (
    id uuid primary key,
    customer_id uuid references customer.customer on delete cascade,
    template text not null,
    locale text not null,
    recipient text not null,
    subject text not null,
    text_body text not null,
    html_body text,
    secrets text[] not null default '{}',     -- links as they stand in the bodies; blotted out once it is sent
    state text not null default 'kept' check (state in ('kept', 'sent', 'dead')),
    attempts integer not null default 0,
    failure text,
    position bigint generated always as identity, -- the order in which they go out
    due_at timestamptz not null default now(),
    claim uuid,                               -- of the delivery that works on it
    claimed_until timestamptz,                -- renewed while it works; then anybody may take over
    created_at timestamptz not null default now(),
    sent_at timestamptz,
    version bigint not null default 0
) with (fillfactor = 70);
create index outbox_mail_due on customer.outbox_mail (due_at, position) where state = 'kept';
create index outbox_mail_turn on customer.outbox_mail (customer_id, position) where state = 'kept';
create index outbox_mail_dead on customer.outbox_mail (due_at) where state = 'dead';
create index outbox_mail_sent on customer.outbox_mail (sent_at) where state = 'sent';
create index outbox_mail_created on customer.outbox_mail (created_at, id);
create index outbox_mail_customer on customer.outbox_mail (customer_id, created_at);
create index outbox_mail_recipient on customer.outbox_mail (lower(recipient), created_at);
