package org.clientele.bulk.internal;

import java.util.Map;
import java.util.UUID;
import org.clientele.account.Accounts;
import org.clientele.bulk.BulkAction;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Mails links that set passwords. */
@Component(
        property = {
            BulkAction.ACTION + "=password-mail",
            BulkAction.TITLE + "=Send password mail",
            BulkAction.SCOPE + "=customers:write"
        })
public final class PasswordMailAction implements BulkAction {
    private final Accounts accounts;

    @Activate
    public PasswordMailAction(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Outcome apply(UUID id, Map<String, @Nullable Object> params) {
        accounts.sendPassword(id);
        return Outcome.CHANGED;
    }
}
