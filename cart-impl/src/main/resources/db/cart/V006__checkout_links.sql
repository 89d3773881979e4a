-- Links by which somebody comes to a cart from anywhere, and the sessions in which one cart is seen and bought. Of their secrets only the
-- SHA-256 is here.

create table cart.checkout_link (
    id uuid primary key,
    token_hash bytea not null constraint checkout_link__token_taken unique,
    cart_id uuid not null references cart.cart (id) on delete cascade,
    customer_id uuid,                            -- whose the cart was; no reference: the customer is kept by another bundle
    uses integer not null check (uses between 1 and 100),
    used integer not null default 0 check (used between 0 and uses),
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index checkout_link_cart on cart.checkout_link (cart_id, id desc);
create index checkout_link_customer on cart.checkout_link (customer_id) where customer_id is not null;
create index checkout_link_expires on cart.checkout_link (expires_at);

create table cart.session (
    id uuid primary key,
    token_hash bytea not null constraint session__token_taken unique,
    cart_id uuid not null references cart.cart (id) on delete cascade,
    customer_id uuid,
    link_id uuid references cart.checkout_link (id) on delete cascade,
    agent text,                                  -- the id of the caller who acts for the customer
    agent_session uuid,                          -- the one of a browser that it ends with
    customer_ip text,                            -- what the agent said
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_cart on cart.session (cart_id);
create index session_link on cart.session (link_id) where link_id is not null;
create index session_customer on cart.session (customer_id) where customer_id is not null;
create index session_expires on cart.session (expires_at);
